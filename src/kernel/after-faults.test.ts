/** What lost, late and overtaking words leave behind; each was found by a simulated life. */
import { describe, expect, it } from 'vitest';
import { fillOf } from '../../test/support/fills.ts';
import { sessionOf } from '../../test/support/instruments.ts';
import { actions, KernelRun, notices, of, replies, sent, started, withLong } from '../../test/support/kernel-run.ts';
import { entryByHand, reportOf, triggerReportOf } from '../../test/support/orders.ts';
import { SIGNAL } from '../../test/support/signal-strategy.ts';
import { type Command, fromJson, money, ticks, toJson } from '../domain/index.ts';
import { availableOf } from './entries.ts';

describe('a fill', () => {
  it('that closes what is not known to be open waits for the list of all fills, and is asked about once', () => {
    const run = started();
    const entry = sent(run.candle(100_000, SIGNAL.long));
    const size = entry.size;
    const opened = fillOf({ tradeId: 'a', clientOid: entry.clientOid, size, at: run.at });
    const closed = fillOf({ tradeId: 'b', intent: 'close', size, profit: money('-5'), at: run.at + 1 });
    expect(actions(run.say({ type: 'fill', fill: closed }))).toEqual(['reconcile']);
    expect(run.say({ type: 'fill', fill: closed })).toEqual([]);
    const balance = money('9993.8');
    const account = { balance, available: balance, positionMode: 'hedge' as const };
    const effects = run.reconcile({ account, fills: [opened, closed], positions: [] });
    expect(notices(effects)).toEqual(['fill', 'fill', 'trade-closed']);
    expect(run.kernel.state.portfolio.ledger.balance).toBe(balance);
    expect(run.kernel.state.earlyFills.size).toBe(0);
  });

  it('that is heard before the books are open is in the balance that opens them, and counts once', () => {
    const run = new KernelRun();
    run.session();
    const fill = fillOf({ tradeId: 'a', at: run.at });
    expect(run.say({ type: 'fill', fill })).toEqual([]);
    const balance = money('9999.4');
    run.reconcile({ account: { balance, available: balance, positionMode: 'hedge' }, fills: [fill] });
    expect(run.kernel.state.portfolio.ledger.balance).toBe(balance);
  });
});

describe('an order that is told to be filled before its fills', () => {
  it('counts as the position that it is, and binds its margin', () => {
    const run = started({ risk: { ...sessionOf().risk, positionsMax: 1 } });
    run.candle(100_000, 0, { symbol: 'ETHUSDT' });
    const order = sent(run.command(entryByHand({ leverage: 5 }), 'first'));
    const bound = availableOf(run.kernel.state);
    run.report(order, { status: 'filled', filled: order.size });
    expect(availableOf(run.kernel.state)).toBe(bound);
    const another = run.command(entryByHand({ symbol: 'ETHUSDT', leverage: 5 }), 'second');
    expect(replies(another)).toMatchObject([{ ok: false, rule: 'max-positions' }]);
  });
});

describe('a stop that was to be moved and was not', () => {
  it('is moved after a comparison, and where the price is there already the position is closed', () => {
    const { run, entry } = withLong();
    const stop = { clientOid: '', symbol: 'BTCUSDT', positionSide: 'long', kind: 'stop-loss' } as const;
    const before = { ...stop, triggerPrice: ticks(99_000), triggerBy: 'mark', size: undefined } as const;
    const triggers = [triggerReportOf(before, { triggerId: `preset-${entry.clientOid}` })];
    run.candle(101_000, SIGNAL.tighten);
    const moved = of(run.reconcile({ triggers }), 'move-trigger');
    expect(moved).toMatchObject([{ triggerPrice: 99_300 }]);
    run.candle(99_300);
    const effects = run.reconcile({ triggers });
    expect(of(effects, 'move-trigger')).toEqual([]);
    expect(sent(effects)).toMatchObject({ intent: 'close', type: 'market', size: entry.size });
  });
});

describe('an order whose fate is open when the venue is compared', () => {
  it('is asked about again some seconds later', () => {
    const run = started();
    run.candle(100_000, SIGNAL.long);
    expect(of(run.reconcile(), 'set-alarm')).toEqual([{ type: 'set-alarm', name: 'reconcile', at: run.at + 5_000 }]);
  });
});

describe('a cancel for a change whose answer died with its run', () => {
  it('is given up once the venue still lists the order, and the person is told', () => {
    const run = started();
    const wish = entryByHand({ type: 'limit', price: ticks(99_000), timeInForce: 'gtc', leverage: 5 });
    const order = sent(run.command(wish, 'open'));
    run.report(order);
    const amend: Command = { kind: 'amend-order', clientOid: order.clientOid, price: ticks(99_500), size: undefined };
    run.command(amend, 'amend');
    expect(replies(run.reconcile({ orders: [reportOf(order)] }))).toEqual([]);
    run.alarm('bills', 10_000);
    const effects = run.reconcile({ orders: [reportOf(order)] });
    expect(replies(effects)).toMatchObject([{ ok: false, rule: 'cancel-failed' }]);
    expect(run.kernel.state.amendments.size).toBe(0);
  });
});

describe('an entry whose cancel was lost', () => {
  it.each<Command>([{ kind: 'kill' }, { kind: 'remove-symbol', symbol: 'BTCUSDT' }])(
    'is canceled again for as long as it rests: $kind',
    (command) => {
      const run = started();
      const order = sent(run.command(entryByHand({ type: 'limit', price: ticks(99_000), leverage: 5 }), 'open'));
      const { clientOid } = order;
      run.report(order);
      const resting = { orders: [reportOf(order)] };
      expect(of(run.reconcile(resting), 'cancel-order')).toEqual([]);
      expect(of(run.command(command, 'end'), 'cancel-order')).toMatchObject([{ clientOid }]);
      expect(of(run.reconcile(resting), 'cancel-order')).toMatchObject([{ clientOid }]);
      run.report(order, { status: 'canceled' });
      expect(of(run.reconcile(), 'cancel-order')).toEqual([]);
    },
  );
});

describe('a change in place that was given up', () => {
  it('has had its answer: a cancel of the order gives no second one', () => {
    const run = started({ account: { network: 'testnet', family: 'unified', name: 'a' } });
    const wish = entryByHand({ type: 'limit', price: ticks(99_000), timeInForce: 'gtc', leverage: 5 });
    const order = sent(run.command(wish, 'open'));
    const { clientOid } = order;
    run.report(order);
    run.command({ kind: 'amend-order', clientOid, price: ticks(99_500), size: undefined }, 'amend');
    run.say({ type: 'amend-sent', clientOid });
    expect(replies(run.alarm(`amend:${clientOid}`, 9_000))).toMatchObject([{ ok: false, rule: 'amend-not-seen' }]);
    expect(replies(run.command({ kind: 'cancel-all', symbol: undefined }, 'cancel'))).toMatchObject([{ ok: true }]);
  });
});

describe('an order that is changed twice', () => {
  it('is the same in the state whether a snapshot was taken on the way or not', () => {
    const hashOf = (isRestored: boolean): string => {
      const run = started({ account: { network: 'testnet', family: 'unified', name: 'a' } });
      const wish = entryByHand({ type: 'limit', price: ticks(99_000), timeInForce: 'gtc', leverage: 5 });
      const order = sent(run.command(wish, 'open'));
      const { clientOid } = order;
      run.report(order);
      run.command({ kind: 'amend-order', clientOid, price: ticks(99_500), size: undefined }, 'once');
      run.report({ ...order, price: ticks(99_500) });
      if (isRestored) run.kernel.load(run.kernel.save());
      run.command({ kind: 'amend-order', clientOid, price: ticks(99_400), size: undefined }, 'twice');
      return run.kernel.stateHash();
    };
    expect(hashOf(true)).toBe(hashOf(false));
  });
});

describe('a command that leaves a field out', () => {
  it('has the same effects, to the byte, when the journal gives it back', () => {
    const effectsOf = (command: Command) => toJson(started().command(command));
    const wish = entryByHand({ leverage: 5, takeProfit: ticks(103_000) });
    expect(effectsOf(fromJson(toJson(wish)) as Command)).toBe(effectsOf(wish));
  });
});
