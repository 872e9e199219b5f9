import { describe, expect, it } from 'vitest';
import { sessionOf } from '../../test/support/instruments.ts';
import { type KernelRun, notices, of, replies, sent, started, withLong } from '../../test/support/kernel-run.ts';
import { signalByName } from '../../test/support/signal-strategy.ts';
import { lots, type PositionReport, ticks } from '../domain/index.ts';
import { availableOf, Kernel } from './index.ts';

const set = (leverage: number, symbol = 'BTCUSDT') => ({ kind: 'set-leverage', symbol, leverage }) as const;

const failed = (run: KernelRun, code: string) =>
  run.say({ type: 'request-failed', request: 'set-leverage', symbol: 'BTCUSDT', code, details: { message: 'm' } });

const agreed = (run: KernelRun, leverage: number) => run.say({ type: 'leverage-set', symbol: 'BTCUSDT', leverage });

describe('leverage by hand', () => {
  it('is sent, and answered when the venue has agreed', () => {
    const run = started();
    const asked = run.command(set(7));
    expect(of(asked, 'set-leverage')).toEqual([
      { type: 'set-leverage', symbol: 'BTCUSDT', leverage: 7, marginMode: 'isolated' },
    ]);
    expect(replies(asked)).toEqual([]);
    expect(run.kernel.state.leverages.get('BTCUSDT')).toBeUndefined();
    expect(replies(agreed(run, 7))).toEqual([{ ok: true, details: { symbol: 'BTCUSDT', leverage: 7, positions: 0 } }]);
    expect(run.kernel.state.leverages.get('BTCUSDT')).toBe(7);
  });

  it.each([
    ['above the limit', set(21), 'max-leverage'],
    ['no leverage', set(0), 'max-leverage'],
    ['no whole number', set(2.5), 'max-leverage'],
    ['an unknown symbol', set(5, 'XRPUSDT'), 'unknown-symbol'],
  ])('%s is refused, and nothing is sent', (_case, command, rule) => {
    const effects = started().command(command);
    expect(replies(effects)).toMatchObject([{ ok: false, rule }]);
    expect(of(effects, 'set-leverage')).toEqual([]);
  });

  it('keeps to limits that were tightened since', () => {
    const run = started();
    run.command({ kind: 'tighten-limits', limits: { leverageMax: 4 } }, 'a');
    expect(replies(run.command(set(5), 'b'))).toMatchObject([{ rule: 'max-leverage', details: { limit: 4 } }]);
    expect(of(run.command(set(4), 'c'), 'set-leverage')).toHaveLength(1);
  });

  it('waits for no entry: which of the two the venue has heard last could not be told', () => {
    const run = started();
    const entry = sent(run.candle(100_000, 1));
    expect(replies(run.command(set(5)))).toMatchObject([
      { rule: 'entry-under-way', details: { clientOid: entry.clientOid } },
    ]);
  });

  it('one at a time', () => {
    const run = started();
    run.command(set(5), 'a');
    expect(replies(run.command(set(6), 'b'))).toMatchObject([{ rule: 'leverage-under-way' }]);
    agreed(run, 5);
    expect(of(run.command(set(6), 'c'), 'set-leverage')).toHaveLength(1);
  });

  it('that the venue refuses is answered with that', () => {
    const run = started();
    run.command(set(5));
    expect(replies(failed(run, '45045'))).toMatchObject([{ ok: false, rule: 'venue', details: { code: '45045' } }]);
    expect(run.kernel.state.leverages.size).toBe(0);
  });
});

describe('an answer that is lost', () => {
  it('is no answer: the same is asked again when the venue is there', () => {
    const run = started();
    run.command(set(5));
    expect(replies(failed(run, 'unknown'))).toEqual([]);
    expect(of(run.reconcile(), 'set-leverage')).toMatchObject([{ leverage: 5 }]);
    expect(of(run.reconcile(), 'set-leverage')).toEqual([]);
    expect(replies(agreed(run, 5))).toMatchObject([{ ok: true }]);
  });

  it('is given up where the wish may not be any more', () => {
    const run = started();
    run.command(set(5), 'a');
    failed(run, 'unknown');
    run.command({ kind: 'tighten-limits', limits: { leverageMax: 3 } }, 'b');
    const effects = run.reconcile();
    expect(replies(effects)).toMatchObject([{ ok: false, rule: 'max-leverage' }]);
    expect(of(effects, 'set-leverage')).toEqual([]);
  });

  it('outlives a restart, which makes every answer under way a lost one', () => {
    const run = started();
    run.command(set(5));
    const restarted = new Kernel(signalByName);
    restarted.load(run.kernel.save());
    expect(restarted.stateHash()).toBe(run.kernel.stateHash());
    run.session();
    expect(of(run.reconcile(), 'set-leverage')).toMatchObject([{ leverage: 5 }]);
  });
});

describe('with a position', () => {
  it('margins it anew', () => {
    const { run } = withLong();
    const before = availableOf(run.kernel.state);
    run.command(set(2));
    expect(replies(agreed(run, 2))).toMatchObject([{ ok: true, details: { positions: 1 } }]);
    expect(run.guard()?.leverage).toBe(2);
    expect(availableOf(run.kernel.state)).toBeLessThan(before);
  });

  it('is refused where the stop would lie behind the liquidation', () => {
    const { run } = withLong({ risk: { ...sessionOf().risk, leverageMax: 125 } });
    run.candle(100_000, 0);
    expect(replies(run.command(set(100), 'a'))).toMatchObject([{ ok: false, rule: 'liquidation-distance' }]);
    expect(of(run.command(set(12), 'b'), 'set-leverage')).toHaveLength(1);
  });

  it('is refused where the margin is not free', () => {
    const run = started();
    const large = {
      kind: 'open-position',
      symbol: 'BTCUSDT',
      positionSide: 'long',
      type: 'market',
      price: undefined,
      size: lots(1_500),
      timeInForce: 'ioc',
      marginMode: 'isolated',
      leverage: 5,
      stopLoss: ticks(99_500),
      takeProfit: undefined,
    } as const;
    run.fill(sent(run.command(large, 'a')));
    expect(replies(run.command(set(1), 'b'))).toMatchObject([
      { ok: false, rule: 'available-margin', details: { needed: '12000' } },
    ]);
    expect(of(run.command(set(2), 'c'), 'set-leverage')).toHaveLength(1);
  });

  it('that another program has changed is taken over and told', () => {
    const { run } = withLong();
    const { size } = run.position() ?? { size: lots(0) };
    const report: PositionReport = {
      symbol: 'BTCUSDT',
      positionSide: 'long',
      size,
      entryPrice: '10000',
      leverage: 3,
      marginMode: 'isolated',
      liquidationPrice: undefined,
    };
    expect(notices(run.reconcile({ positions: [report] }))).toContain('leverage-differs');
    expect(run.guard()?.leverage).toBe(3);
    expect(notices(run.reconcile({ positions: [report] }))).not.toContain('leverage-differs');
  });
});
