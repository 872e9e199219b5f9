import { describe, expect, it } from 'vitest';
import { actions, notices, of, sent, started, triggersOf, withLong } from '../../test/support/kernel-run.ts';
import { triggerReportOf } from '../../test/support/orders.ts';
import { SIGNAL } from '../../test/support/signal-strategy.ts';
import { lots, type TriggerReport, ticks } from '../domain/index.ts';

const GUARD = 'guard:BTCUSDT:long';

describe('a stop that is missing', () => {
  it('because a person canceled it is noticed by the alarm, asked about, and put back', () => {
    const { run, entry } = withLong();
    const canceled = run.presetStop(entry, { status: 'canceled' });
    expect(of(canceled, 'set-alarm')).toEqual([{ type: 'set-alarm', name: GUARD, at: run.at + 5_000 }]);
    expect(of(run.alarm(GUARD), 'reconcile')).toHaveLength(1);
    const effects = run.reconcile();
    expect(triggersOf(effects)).toMatchObject([
      { kind: 'stop-loss', triggerPrice: 99_000, triggerBy: 'mark', size: undefined },
    ]);
    expect(notices(effects)).toEqual(['stop-missing']);
  });

  it('is placed in the very step that tells so for certain', () => {
    const run = started();
    run.fill(sent(run.candle(100_000, SIGNAL.long)));
    const effects = run.reconcile();
    expect(triggersOf(effects).map(({ kind }) => kind)).toEqual(['stop-loss']);
    const [stop] = triggersOf(effects);
    if (!stop) throw new Error('a stop is placed');
    expect(triggersOf(run.reconcile())).toEqual([]);
    run.trigger(stop);
    expect(actions(run.reconcile({ triggers: [triggerReportOf(stop)] }))).toEqual([]);
  });

  it('may be on its way after a fill: it is waited for, then asked about', () => {
    const run = started();
    const entry = sent(run.candle(100_000, SIGNAL.long));
    const effects = run.fill(entry);
    expect(of(effects, 'set-alarm')).toMatchObject([{ name: GUARD }]);
    expect(triggersOf(effects).some(({ kind }) => kind === 'stop-loss')).toBe(false);
    expect(actions(run.alarm(GUARD))).toEqual(['reconcile']);
  });

  it('is none when the preset has arrived', () => {
    const { run } = withLong();
    expect(actions(run.alarm(GUARD))).toEqual([]);
  });

  it('that the price has passed is a position to close', () => {
    const run = started();
    const entry = sent(run.candle(100_000, SIGNAL.long));
    run.fill(entry);
    run.candle(98_900);
    const effects = run.reconcile();
    expect(sent(effects)).toMatchObject({ intent: 'close', size: entry.size });
    expect(triggersOf(effects)).toEqual([]);
  });

  it('on the edge of the price is passed, one tick before is not', () => {
    for (const [price, action] of [
      [99_000, 'submit-order'],
      [99_001, 'place-trigger'],
    ] as const) {
      const run = started();
      run.fill(sent(run.candle(100_000, SIGNAL.long)));
      run.candle(price);
      expect(actions(run.reconcile())).toEqual([action]);
    }
  });
});

describe('a stop that the exchange refuses', () => {
  it('is a position to close at market', () => {
    const run = started();
    const entry = sent(run.candle(100_000, SIGNAL.long));
    run.fill(entry);
    const [stop] = triggersOf(run.reconcile());
    const effects = run.say({
      type: 'trigger-rejected',
      clientOid: stop?.clientOid ?? '',
      code: '43011',
      message: 'price',
    });
    expect(of(effects, 'notice')[0]).toMatchObject({ level: 'critical', code: 'trigger-rejected' });
    expect(sent(effects)).toMatchObject({ intent: 'close', size: entry.size });
  });

  it('did not leave at all when the line was down: it is asked about and placed again', () => {
    const run = started();
    run.fill(sent(run.candle(100_000, SIGNAL.long)));
    const [stop] = triggersOf(run.reconcile());
    const effects = run.say({
      type: 'trigger-rejected',
      clientOid: stop?.clientOid ?? '',
      code: 'not-sent',
      message: 'no socket',
    });
    expect(actions(effects)).toEqual(['set-alarm']);
    expect(actions(run.alarm(GUARD))).toEqual(['reconcile']);
    expect(triggersOf(run.reconcile())).toHaveLength(1);
  });

  it('is not missed when another one covers the position; a refused target never closes', () => {
    const run = started();
    const entry = sent(run.candle(100_000, SIGNAL.long));
    const targets = triggersOf(run.fill(entry));
    const [stop] = triggersOf(run.reconcile());
    run.presetStop(entry);
    expect(
      actions(run.say({ type: 'trigger-rejected', clientOid: stop?.clientOid ?? '', code: '43011', message: 'twice' })),
    ).toEqual([]);
    expect(
      actions(
        run.say({ type: 'trigger-rejected', clientOid: targets[0]?.clientOid ?? '', code: '43011', message: 'price' }),
      ),
    ).toEqual([]);
  });
});

describe('stops that stand elsewhere', () => {
  it('are moved to where they should be, once the venue has told the whole truth', () => {
    const { run, entry } = withLong();
    const elsewhere: TriggerReport = {
      triggerId: `preset-${entry.clientOid}`,
      clientOid: '',
      symbol: 'BTCUSDT',
      positionSide: 'long',
      kind: 'stop-loss',
      triggerPrice: ticks(95_000),
      triggerBy: 'mark',
      size: undefined,
      status: 'live',
      updatedAt: run.at,
    };
    expect(of(run.reconcile({ triggers: [elsewhere] }), 'move-trigger')).toMatchObject([
      { triggerId: elsewhere.triggerId, triggerPrice: 99_000 },
    ]);
  });
});

describe('a position that is not of our making', () => {
  const foreign = {
    symbol: 'BTCUSDT',
    positionSide: 'short',
    size: lots(50),
    entryPrice: '10000.05',
    leverage: 7,
    marginMode: 'isolated',
    liquidationPrice: undefined,
  } as const;

  it('is adopted with a notice and gets the default stop in the same step', () => {
    const run = started();
    const effects = run.reconcile({ positions: [foreign] });
    expect(notices(effects)).toEqual(['position-drift', 'position-adopted', 'stop-missing']);
    expect(triggersOf(effects)).toMatchObject([{ positionSide: 'short', kind: 'stop-loss', triggerPrice: 102_001 }]);
    // 10,000.05 × 0.05, exactly.
    expect(run.position('short')).toMatchObject({ size: 50, cost: 500_002_500_000_000n });
    expect(actions(run.candle(100_000, SIGNAL.long))).toEqual([]);
  });

  it('grows or shrinks to what the venue says, with a critical notice', () => {
    const { run, entry } = withLong();
    const stop: TriggerReport = {
      triggerId: `preset-${entry.clientOid}`,
      clientOid: '',
      symbol: 'BTCUSDT',
      positionSide: 'long',
      kind: 'stop-loss',
      triggerPrice: ticks(99_000),
      triggerBy: 'mark',
      size: undefined,
      status: 'live',
      updatedAt: run.at,
    };
    const effects = run.reconcile({
      positions: [{ ...foreign, positionSide: 'long', size: lots(400) }],
      triggers: [stop],
    });
    expect(of(effects, 'notice')[0]).toMatchObject({
      level: 'critical',
      code: 'position-drift',
      details: { ours: '0.893', venue: '0.4' },
    });
    expect([run.position()?.size, run.guard()?.owner]).toEqual([400, 'signal']);
  });

  it('that the venue does not have is given up, and its guard with it', () => {
    const { run } = withLong();
    const effects = run.reconcile({ positions: [] });
    expect(of(effects, 'notice')).toMatchObject([
      { level: 'critical', code: 'position-drift', details: { venue: '0' } },
    ]);
    expect([run.position(), run.guard()]).toEqual([undefined, undefined]);
  });

  it('in a symbol that is not traded is told and left alone', () => {
    const run = started();
    expect(notices(run.reconcile({ positions: [{ ...foreign, symbol: 'XRPUSDT' }] }))).toEqual(['foreign-position']);
    expect(run.kernel.state.portfolio.openCount).toBe(0);
  });

  it('opened by hand on the exchange gets the default stop', () => {
    const run = started();
    run.foreignFill({ size: lots(10) });
    expect(run.guard()).toMatchObject({ owner: 'unknown', stopLoss: 98_000 });
    expect(actions(run.alarm(GUARD))).toEqual(['reconcile']);
    expect(triggersOf(run.reconcile())).toMatchObject([{ triggerPrice: 98_000 }]);
  });
});
