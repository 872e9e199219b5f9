import { describe, expect, it } from 'vitest';
import { btc, eth } from '../../test/support/instruments.ts';
import { actions, KernelRun, MINUTE, notices, of, START, sent, started } from '../../test/support/kernel-run.ts';
import { SIGNAL } from '../../test/support/signal-strategy.ts';
import { InvariantError, lots, money, rate, ticks } from '../domain/index.ts';

const reasonOf = (run: KernelRun): unknown => of(run.candle(100_000, SIGNAL.long), 'notice')[0]?.details.reason;

const minutes = (from: number, count: number, volume = 0) =>
  Array.from({ length: count }, (_, i) => ({
    openAt: START + (from + i) * MINUTE,
    open: ticks(100_000),
    high: ticks(100_000),
    low: ticks(100_000),
    close: ticks(100_000),
    volume: lots(volume),
  }));

describe('candles', () => {
  it('that come twice, or late, are ignored', () => {
    const run = started();
    run.candle(100_000, 0, { minute: 5 });
    for (const minute of [5, 4]) expect(run.candle(50_000, SIGNAL.long, { minute })).toEqual([]);
    expect(run.kernel.state.markets.get('BTCUSDT')).toMatchObject({ price: 100_000, candleOpenAt: START + 5 * MINUTE });
  });

  it('that are missing are told of', () => {
    const run = started();
    run.candle(100_000, 0, { minute: 5 });
    expect(notices(run.candle(100_000, 0, { minute: 6 }))).toEqual([]);
    expect(of(run.candle(100_000, 0, { minute: 10 }), 'notice')).toMatchObject([
      { code: 'candle-gap', details: { missing: 3 } },
    ]);
  });

  it('of a symbol that nobody asked for are nothing', () => {
    const run = started();
    expect(run.candle(1, SIGNAL.long, { symbol: 'XRPUSDT' })).toEqual([]);
    expect(run.say({ type: 'trade', symbol: 'XRPUSDT', price: ticks(1), size: lots(1), side: 'buy' })).toEqual([]);
  });
});

describe('history', () => {
  it('warms up and never trades, and the candles that follow do', () => {
    const run = new KernelRun();
    run.session();
    run.reconcile();
    expect(run.say({ type: 'history', symbol: 'BTCUSDT', candles: minutes(0, 10, SIGNAL.long) })).toEqual([]);
    run.candle(100_000, 0, { minute: 10 });
    expect(reasonOf(run)).toBe('bar 12 at 0.0006');
  });

  it('that overlaps what is known is not counted twice', () => {
    const run = new KernelRun();
    run.session();
    run.reconcile();
    run.say({ type: 'history', symbol: 'BTCUSDT', candles: minutes(0, 10) });
    run.say({ type: 'history', symbol: 'BTCUSDT', candles: minutes(5, 7) });
    run.candle(100_000, 0, { minute: 12 });
    expect(reasonOf(run)).toBe('bar 14 at 0.0006');
  });
});

describe('a session event at a restart', () => {
  it('leaves unchanged strategies their state', () => {
    const run = started();
    expect(run.session()).toEqual([]);
    expect(reasonOf(run)).toBe('bar 2 at 0.0006');
  });

  it('starts changed strategies afresh', () => {
    const run = started();
    run.session({ strategies: [{ name: 'signal', timeframe: '1m', params: { other: 1 } }] });
    expect(reasonOf(run)).toBe('bar 1 at 0.0006');
  });

  it("gives every strategy today's instrument", () => {
    const run = started();
    run.session({}, [{ ...btc, takerFee: rate('0.0004') }, eth]);
    expect(reasonOf(run)).toBe('bar 2 at 0.0004');
  });

  it('stops the strategies of a symbol that is not traded any more', () => {
    const run = started();
    run.session({ symbols: ['ETHUSDT'] }, [eth]);
    expect(actions(run.candle(100_000, SIGNAL.long))).toEqual([]);
  });
});

describe('bars from trades', () => {
  it('close with the first trade of the next bar', () => {
    const run = new KernelRun();
    run.session({ strategies: [{ name: 'signal', timeframe: '5s', params: {} }] });
    run.reconcile();
    const trade = (price: number, waitMs: number) =>
      run.say({ type: 'trade', symbol: 'BTCUSDT', price: ticks(price), size: lots(1), side: 'buy' }, waitMs);
    expect(trade(100_000, 1_000)).toEqual([]);
    expect(sent(trade(100_100, 5_000))).toMatchObject({ positionSide: 'long', stopLoss: 99_000 });
  });
});

describe('what cannot be', () => {
  it('an alarm that nobody set stops the kernel', () => {
    expect(() => started().alarm('requote')).toThrow(InvariantError);
  });

  it('a fill in a symbol that nobody trades is cash and nothing else', () => {
    const run = started();
    expect(notices(run.foreignFill({ symbol: 'XRPUSDT', fee: money('2') }))).toEqual(['foreign-fill']);
    expect([run.kernel.state.portfolio.openCount, run.kernel.state.portfolio.ledger.balance]).toEqual([
      0,
      money('9998'),
    ]);
  });
});
