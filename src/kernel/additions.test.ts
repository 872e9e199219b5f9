import { describe, expect, it } from 'vitest';
import { GUARD, grow, presetOf, reach, secured, stopAt, straighten } from '../../test/support/additions.ts';
import {
  actions,
  type KernelRun,
  notices,
  of,
  sent,
  started,
  triggersOf,
  withLong,
} from '../../test/support/kernel-run.ts';
import { triggerReportOf } from '../../test/support/orders.ts';
import { SIGNAL } from '../../test/support/signal-strategy.ts';
import { lots, money, notional, ticks } from '../domain/index.ts';
import { instrumentOf } from './state.ts';

describe('an addition', () => {
  it('leaves at market with the leverage and the stop of the position as its preset', () => {
    const { run, entry } = secured();
    const effects = run.candle(101_500, SIGNAL.add);
    expect(actions(effects)).toEqual(['submit-order']);
    expect(notices(effects)).toEqual(['addition-sent']);
    expect(sent(effects)).toMatchObject({
      intent: 'open',
      positionSide: 'long',
      type: 'market',
      leverage: entry.leverage,
      stopLoss: run.guard()?.stopLoss,
      takeProfit: undefined,
    });
  });

  it('is covered by its preset at once, and soon by targets of the whole position in place of the old ones', () => {
    const { run, entry, targets } = secured();
    reach(run, targets[0]);
    const order = sent(run.candle(101_500, SIGNAL.add));
    const half = Math.floor(order.size / 2);
    expect(actions(run.fill(order, { size: lots(half), price: ticks(101_500) }))).toEqual(['set-alarm']);
    stopAt(run, order);
    const rest = run.fill(order, { size: lots(order.size - half), price: ticks(101_500) });
    expect(actions(rest)).toEqual(['set-alarm']);
    const effects = run.alarm(GUARD);
    expect(actions(effects)).toEqual([...Array(2).fill('cancel-trigger'), ...Array(3).fill('place-trigger')]);
    expect(of(effects, 'cancel-trigger').map(({ clientOid }) => clientOid)).toEqual(
      targets.slice(1).map(({ clientOid }) => clientOid),
    );
    const whole = entry.size - (targets[0]?.size ?? 0) + order.size;
    const [share, placed] = [Math.floor(whole * 0.4), triggersOf(effects)];
    expect(run.position()?.size).toBe(whole);
    expect(placed.map(({ size }) => size)).toEqual([share, share, whole - 2 * share]);
    expect(placed.map(({ triggerPrice }) => triggerPrice)).toEqual([102_500, 103_500, 104_500]);
    expect(run.guard()).toMatchObject({ additions: 1, owner: 'signal', entryOid: order.clientOid });
    expect(actions(run.alarm(GUARD))).toEqual([]);
  });

  it('waits with the targets until its last fill is booked', () => {
    const { run } = secured();
    const order = sent(run.candle(101_500, SIGNAL.add));
    run.fill(order, { size: lots(1), price: ticks(101_500) });
    run.report(order, { status: 'filled', filled: order.size });
    stopAt(run, order);
    expect(actions(run.alarm(GUARD))).toEqual(['set-alarm']);
    run.fill(order, { size: lots(order.size - 1), price: ticks(101_500) });
    expect(triggersOf(run.alarm(GUARD))).toHaveLength(3);
  });

  it('counts one trade, at the average entry, when all of it is closed', () => {
    const { run, entry } = secured();
    const order = sent(run.candle(101_500, SIGNAL.add));
    grow(run, order, 101_500);
    const btc = instrumentOf(run.kernel.state, 'BTCUSDT');
    const cost = notional(btc, ticks(100_000), entry.size) + notional(btc, ticks(101_500), order.size);
    const size = lots(entry.size + order.size);
    expect(run.position()).toMatchObject({ size, sizeMax: size, cost });
    const closed = run.foreignFill({ intent: 'close', size, profit: money('20') });
    expect(notices(closed)).toEqual(['fill', 'trade-closed']);
    expect(run.kernel.state.portfolio.results).toMatchObject({ trades: 1 });
    expect(run.kernel.state.traders.get('signal')).toMatchObject({ trades: 1, entries: 1 });
  });

  it('takes no place of another position while it is under way', () => {
    const { run } = secured();
    sent(run.candle(101_500, SIGNAL.add));
    expect(sent(run.candle(200_000, SIGNAL.long, { symbol: 'ETHUSDT' })).symbol).toBe('ETHUSDT');
  });
});

describe('an addition is refused', () => {
  const refused = (run: KernelRun, close = 101_500): string[] => {
    const effects = run.candle(close, SIGNAL.add);
    expect(actions(effects)).toEqual([]);
    expect(notices(effects)).toEqual(['addition-refused']);
    return Object.keys(run.kernel.state.refusals);
  };

  it('before the stop stands at the average entry, though it is being moved there', () => {
    const { run } = withLong();
    while ((run.guard()?.stopLoss ?? 0) < 100_100) run.candle(101_500, SIGNAL.tighten);
    expect(refused(run)).toEqual(['addition-stop']);
  });

  it('before the profit is there', () => {
    const { run } = secured();
    expect(refused(run, 100_999)).toEqual(['addition-profit']);
    sent(run.candle(101_000, SIGNAL.add));
  });

  it('while one is under way, or a close is', () => {
    const { run } = secured();
    run.report(sent(run.candle(101_500, SIGNAL.add)));
    expect(refused(run)).toEqual(['addition-own']);
    const leaving = secured().run;
    run.report(sent(leaving.candle(101_500, SIGNAL.exit)));
    expect(refused(leaving)).toEqual(['addition-own']);
  });

  it('while targets are under way', () => {
    const { run } = secured();
    const order = sent(run.candle(101_500, SIGNAL.add));
    run.fill(order, { price: ticks(101_500) });
    stopAt(run, order);
    expect(refused(run, 103_500)).toEqual(['addition-own']);
    run.alarm(GUARD);
    expect(refused(run, 103_500)).toEqual(['addition-own']);
  });

  it('beyond the number that the strategy allows', () => {
    const { run } = secured();
    for (const price of [101_500, 105_500]) {
      while ((run.guard()?.stopLoss ?? 0) < price - 1_500) run.candle(price, SIGNAL.tighten);
      straighten(run);
      grow(run, sent(run.candle(price, SIGNAL.add)), price);
    }
    expect(run.guard()?.additions).toBe(2);
    expect(refused(run, 112_000)).toEqual(['addition-count']);
  });

  it('while trading is paused; what fills after the kill switch is closed', () => {
    const { run } = secured();
    const order = sent(run.candle(101_500, SIGNAL.add));
    const effects = run.command({ kind: 'kill' });
    expect(of(effects, 'cancel-order').map(({ clientOid }) => clientOid)).toEqual([order.clientOid]);
    run.fill(sent(effects), { price: ticks(101_500) });
    expect(sent(run.fill(order, { price: ticks(101_500) }))).toMatchObject({ intent: 'close', size: order.size });
    const paused = secured().run;
    paused.command({ kind: 'pause' });
    expect(refused(paused)).toEqual(['paused']);
  });

  it('to what somebody else has opened: the strategy is not even shown it', () => {
    const run = started();
    run.reconcile({
      positions: [
        {
          symbol: 'BTCUSDT',
          positionSide: 'long',
          size: lots(50),
          entryPrice: '9000',
          leverage: 5,
          marginMode: 'isolated',
          liquidationPrice: undefined,
        },
      ],
    });
    expect(actions(run.candle(100_000, SIGNAL.add))).toEqual([]);
    expect(run.kernel.state.refusals).toEqual({});
  });
});

describe('a lost answer to an addition', () => {
  it('is asked for by its name; absent, it leaves all as it was', () => {
    const { run, entry } = secured();
    const { clientOid } = sent(run.candle(101_500, SIGNAL.add));
    const asked = run.say({ type: 'outcome-unknown', clientOid, reason: 'timeout' });
    expect(of(asked, 'ask-order')).toEqual([{ type: 'ask-order', symbol: 'BTCUSDT', clientOid }]);
    expect(actions(run.candle(101_500, SIGNAL.add))).toEqual([]);
    expect(actions(run.say({ type: 'absent', clientOid }))).toEqual([]);
    expect(run.guard()).toMatchObject({ entryOid: entry.clientOid, isLadderPlaced: true });
    expect(sent(run.candle(101_500, SIGNAL.add)).clientOid).not.toBe(clientOid);
  });

  it('that filled all the same, heard in the reconcile after a restart, grows the position under its stop', () => {
    const { run, entry, targets } = secured();
    const order = sent(run.candle(101_500, SIGNAL.add));
    run.say({ type: 'outcome-unknown', clientOid: order.clientOid, reason: 'timeout' });
    run.kernel.load(run.kernel.save());
    run.fill(order, { price: ticks(101_500) });
    run.kernel.load(run.kernel.save());
    expect(run.position()?.size).toBe(entry.size + order.size);
    const stops = [presetOf(entry, order.stopLoss), presetOf(order)];
    const before = [...stops, ...targets.map((target) => triggerReportOf(target))];
    const placed = triggersOf(run.reconcile({ triggers: before }));
    expect(placed.map(({ kind }) => kind)).toEqual(Array(3).fill('take-profit'));
    const after = [...stops, ...placed.map((target) => triggerReportOf(target))];
    expect(actions(run.reconcile({ triggers: after }))).toEqual([]);
  });

  it('without its preset leaves a stop missing, which is placed for the whole position', () => {
    const { run, entry } = secured();
    const order = sent(run.candle(101_500, SIGNAL.add));
    run.fill(order, { price: ticks(101_500) });
    expect(actions(run.alarm(GUARD))).toContain('reconcile');
    const [stop] = triggersOf(run.reconcile({ triggers: [presetOf(entry, order.stopLoss)] }));
    expect(stop).toMatchObject({ kind: 'stop-loss', size: undefined, triggerPrice: order.stopLoss });
  });
});

describe('after an addition', () => {
  it('an old target that outlived its cancel goes with the next reconcile', () => {
    const { run, targets } = secured();
    const order = sent(run.candle(101_500, SIGNAL.add));
    run.fill(order, { price: ticks(101_500) });
    const placed = triggersOf(run.alarm(GUARD));
    const listed = [...targets.slice(0, 1), ...placed].map((target) => triggerReportOf(target));
    const effects = run.reconcile({ triggers: [presetOf(order), ...listed] });
    expect(of(effects, 'cancel-trigger').map(({ clientOid }) => clientOid)).toEqual([targets[0]?.clientOid]);
  });

  it('a preset that arrives behind a moved stop follows it', () => {
    const { run } = secured();
    const order = sent(run.candle(101_500, SIGNAL.add));
    run.fill(order, { price: ticks(101_500) });
    run.candle(101_500, SIGNAL.tighten);
    stopAt(run, order);
    const moves = of(run.alarm(GUARD), 'move-trigger').filter(({ triggerId }) => triggerId.endsWith(order.clientOid));
    expect(moves.map(({ triggerPrice }) => triggerPrice)).toEqual([run.guard()?.stopLoss]);
  });

  it('whose position was stopped out meanwhile stands a trade of its own, behind the same stop', () => {
    const { run, entry } = secured();
    const order = sent(run.candle(101_500, SIGNAL.add));
    run.foreignFill({ intent: 'close', size: entry.size, price: ticks(100_200), profit: money('5') });
    expect(triggersOf(run.fill(order, { price: ticks(101_500) }))).toHaveLength(3);
    const guard = run.guard();
    expect(guard).toMatchObject({ entryOid: order.clientOid, stopLoss: order.stopLoss, owner: 'signal' });
    expect(guard?.additions).toBeUndefined();
  });

  it('a snapshot from before there were additions is loaded, and its position may be added to', () => {
    const { run } = secured();
    const text = run.kernel.save();
    expect(text).not.toContain('ddition');
    run.kernel.load(text);
    expect(run.kernel.save()).toBe(text);
    sent(run.candle(101_500, SIGNAL.add));
  });
});
