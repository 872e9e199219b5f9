import { describe, expect, it } from 'vitest';
import { actions, notices, of, sent, started, triggersOf, withLong } from '../../test/support/kernel-run.ts';
import { SIGNAL, STOP_DISTANCE } from '../../test/support/signal-strategy.ts';
import { lots, money, ticks } from '../domain/index.ts';

/** 1 % of 10,000 USDT ÷ (0.1 USDT of distance and 0.01194 of fees a lot) = 893 lots. */
const SIZE = 893;

describe('the life of a trade', () => {
  it('begins with an order that carries its stop, sized by what it loses there', () => {
    const run = started();
    const effects = run.candle(100_000, SIGNAL.long);
    expect(actions(effects)).toEqual(['submit-order']);
    expect(sent(effects)).toMatchObject({
      clientOid: 'test-e1',
      intent: 'open',
      positionSide: 'long',
      type: 'market',
      timeInForce: 'ioc',
      size: SIZE,
      leverage: 10,
      stopLoss: 100_000 - STOP_DISTANCE,
    });
    expect(notices(effects)).toEqual(['entry-sent']);
  });

  it('places the ladder once, when the entry is complete', () => {
    const run = started();
    const entry = sent(run.candle(100_000, SIGNAL.long));
    expect(actions(run.report(entry))).toEqual([]);
    expect(triggersOf(run.fill(entry, { size: lots(400) }))).toEqual([]);
    const ladder = triggersOf(run.fill(entry, { size: lots(493) }));
    expect(ladder.map(({ kind, triggerPrice, size }) => [kind, triggerPrice, size])).toEqual([
      ['take-profit', 101_000, 357],
      ['take-profit', 102_000, 357],
      ['take-profit', 103_000, 179],
    ]);
    expect(new Set(ladder.map(({ clientOid }) => clientOid)).size).toBe(3);
    expect(triggersOf(run.report(entry, { status: 'filled', filled: entry.size }))).toEqual([]);
  });

  it('places the ladder over what was filled when the rest is canceled', () => {
    const run = started();
    const entry = sent(run.candle(100_000, SIGNAL.long));
    run.report(entry, { status: 'partially-filled', filled: lots(400) });
    expect(triggersOf(run.fill(entry, { size: lots(400) }))).toEqual([]);
    const ladder = triggersOf(run.report(entry, { status: 'canceled', filled: lots(400) }));
    expect(ladder.map(({ size }) => size)).toEqual([160, 160, 80]);
  });

  it('waits for the fills when the word that the order is done comes first', () => {
    const run = started();
    const entry = sent(run.candle(100_000, SIGNAL.long));
    run.report(entry, { status: 'filled', filled: entry.size });
    expect(triggersOf(run.fill(entry, { size: lots(400) }))).toEqual([]);
    expect(triggersOf(run.fill(entry, { size: lots(493) }))).toHaveLength(3);
  });

  it('goes on through a target and the stop to flat, and lets go of everything', () => {
    const { run, entry, targets } = withLong();
    const [first, second, third] = targets;
    if (!first || !second || !third) throw new Error('the ladder has three rungs');
    run.trigger(first, { status: 'triggered' });
    const { symbol, positionSide } = entry;
    const target = run.foreignFill({
      symbol,
      positionSide,
      intent: 'close',
      size: lots(357),
      price: ticks(101_000),
      profit: money('35.7'),
    });
    expect([notices(target), run.position()?.size]).toEqual([['fill'], SIZE - 357]);

    run.presetStop(entry, { status: 'triggered' });
    const stopped = run.foreignFill({
      symbol,
      positionSide,
      intent: 'close',
      size: lots(SIZE - 357),
      price: ticks(99_000),
      profit: money('-53.6'),
    });
    expect(notices(stopped)).toEqual(['fill', 'trade-closed']);
    expect(run.position()).toBeUndefined();

    const cleared = run.alarm('guard:BTCUSDT:long');
    expect(of(cleared, 'cancel-trigger').map(({ triggerId }) => triggerId)).toEqual(
      [second, third].map(({ clientOid }) => `id-${clientOid}`),
    );
    expect([run.guard(), run.kernel.state.portfolio.results]).toMatchObject([undefined, { trades: 1, losses: 1 }]);
    for (const rest of [second, third]) expect(actions(run.trigger(rest, { status: 'canceled' }))).toEqual([]);
    expect([...run.kernel.state.triggers.open()]).toEqual([]);
  });

  it('of a short mirrors that of a long', () => {
    const run = started();
    const entry = sent(run.candle(100_000, SIGNAL.short));
    expect(entry).toMatchObject({ positionSide: 'short', stopLoss: 101_000 });
    const ladder = triggersOf(run.fill(entry));
    expect(ladder.map(({ triggerPrice }) => triggerPrice)).toEqual([99_000, 98_000, 97_000]);
  });

  it('ends by the strategy at market, once', () => {
    const { run } = withLong();
    const exit = sent(run.candle(100_500, SIGNAL.exit));
    expect(exit).toMatchObject({ intent: 'close', type: 'market', size: SIZE });
    expect(actions(run.candle(100_500, SIGNAL.exit))).toEqual([]);
    expect(notices(run.fill(exit, { profit: money('44.65') }))).toEqual(['fill', 'trade-closed']);
    expect(run.kernel.state.portfolio.results).toMatchObject({ trades: 1, wins: 1 });
  });

  it('moves the stop towards profit alone, and never past the price', () => {
    const { run } = withLong();
    expect(actions(run.candle(100_500, SIGNAL.loosen))).toEqual([]);
    expect(of(run.candle(100_500, SIGNAL.tighten), 'move-trigger')).toMatchObject([
      { triggerId: 'preset-test-e1', triggerPrice: 99_300 },
    ]);
    expect(run.guard()?.stopLoss).toBe(99_300);
    expect(actions(run.candle(99_600, SIGNAL.tighten))).toEqual([]);
  });

  it('does not hand the guard of the last trade to the next one', () => {
    const { run, entry } = withLong();
    run.presetStop(entry, { status: 'triggered' });
    run.foreignFill({ intent: 'close', size: entry.size, price: ticks(99_000), profit: money('-89.3') });
    const again = sent(run.candle(99_000, SIGNAL.long));
    const ladder = triggersOf(run.fill(again, { price: ticks(99_000) }));
    expect(run.guard()).toMatchObject({ entryOid: again.clientOid, stopLoss: 98_000, opened: again.size });
    expect(ladder.map(({ triggerPrice }) => triggerPrice)).toEqual([100_000, 101_000, 102_000]);
  });

  it('cancels targets of the last trade that still stand when the next one fills', () => {
    const { run, entry, targets } = withLong();
    run.foreignFill({ intent: 'close', size: entry.size, price: ticks(99_000), profit: money('-89.3') });
    const effects = run.fill(sent(run.candle(99_000, SIGNAL.long)), { price: ticks(99_000) });
    expect(of(effects, 'cancel-trigger').map(({ clientOid }) => clientOid)).toEqual(
      targets.map(({ clientOid }) => clientOid),
    );
  });

  it('asks for the bills some seconds after each funding that hits a position', () => {
    const { run } = withLong();
    const noon = run.at - (run.at % 28_800_000) + 28_800_000;
    const effects = run.say(
      { type: 'mark', symbol: 'BTCUSDT', price: ticks(100_000), fundingRate: 0n as never, nextFundingAt: 0 },
      noon - run.at,
    );
    expect(of(effects, 'set-alarm')).toEqual([{ type: 'set-alarm', name: 'bills', at: noon + 15_000 }]);
    expect(actions(run.alarm('bills', 15_000))).toEqual(['ask-bills']);
  });
});

describe('refused entries', () => {
  it('are counted by rule and told, and send nothing', () => {
    const { run } = withLong();
    const effects = run.candle(100_000, SIGNAL.long);
    expect(of(effects, 'notice')).toMatchObject([
      { code: 'entry-refused', details: { rule: 'one-per-symbol', owner: 'signal' } },
    ]);
    expect(actions(effects)).toEqual([]);
    run.candle(100_000, SIGNAL.short);
    expect(run.kernel.state.refusals).toEqual({ 'one-per-symbol': 2 });
  });

  it('count an entry under way as the position that it will be', () => {
    const run = started();
    const entry = sent(run.candle(100_000, SIGNAL.long));
    run.report(entry);
    run.candle(100_000, SIGNAL.short);
    expect(run.kernel.state.refusals).toEqual({ 'one-per-symbol': 1 });
    const other = run.candle(200_000, SIGNAL.long, { symbol: 'ETHUSDT' });
    expect(sent(other).symbol).toBe('ETHUSDT');
  });

  it('follow five losses, until the hour is over', () => {
    const run = started({ risk: { ...started().kernel.state.config?.risk, dailyLossMax: money('9000') } as never });
    for (let loss = 0; loss < 5; loss++) {
      const entry = sent(run.candle(100_000, SIGNAL.long));
      const closed = [
        run.fill(entry),
        run.foreignFill({ intent: 'close', size: entry.size, profit: money('-1') }),
      ].flat();
      expect(notices(closed).includes('circuit-breaker')).toBe(loss === 4);
      run.alarm('guard:BTCUSDT:long');
    }
    expect(actions(run.candle(100_000, SIGNAL.long))).toEqual([]);
    expect(run.kernel.state.refusals).toEqual({ 'circuit-breaker': 1 });
    run.say({ type: 'alarm', name: 'bills' }, 3_600_000);
    const half = sent(run.candle(100_000, SIGNAL.long));
    expect(half.size).toBeGreaterThan(400);
    expect(half.size).toBeLessThan(450);
  });
});
