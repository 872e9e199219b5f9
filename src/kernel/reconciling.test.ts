import { describe, expect, it } from 'vitest';
import { billOf, fillOf } from '../../test/support/fills.ts';
import { actions, KernelRun, notices, of, sent, started, triggersOf, withLong } from '../../test/support/kernel-run.ts';
import { reportOf, requestOf } from '../../test/support/orders.ts';
import { SIGNAL } from '../../test/support/signal-strategy.ts';
import { lots, money } from '../domain/index.ts';

const account = (balance: string) => ({
  balance: money(balance),
  available: money(balance),
  positionMode: 'hedge' as const,
});

describe('the first reconcile', () => {
  it('opens the books with the balance; what was done before is in it', () => {
    const run = new KernelRun();
    run.session();
    const [fill, bill] = [fillOf({ tradeId: 'old', at: run.at }), billOf({ billId: 'old', at: run.at })];
    run.reconcile({ account: account('5000'), fills: [fill], bills: [bill] });
    expect(run.reconcile({ fills: [fill], bills: [bill] })).toEqual([]);
    expect([run.kernel.state.portfolio.ledger.balance, run.kernel.state.portfolio.openCount]).toEqual([
      money('5000'),
      0,
    ]);
  });
});

describe('a reconcile', () => {
  it('books what was missed on the stream, and what was heard already only once', () => {
    const run = started();
    const entry = sent(run.candle(100_000, SIGNAL.long));
    const fill = fillOf({ tradeId: 'm1', clientOid: entry.clientOid, size: entry.size, at: run.at });
    const effects = run.reconcile({
      fills: [fill],
      bills: [billOf({ billId: 'b1', at: run.at })],
      account: account('9999.3'),
      positions: [positionOf(893)],
    });
    expect(notices(effects)).toEqual(['fill', 'bill', 'stop-missing']);
    expect(triggersOf(effects).map(({ kind }) => kind)).toEqual([
      'take-profit',
      'take-profit',
      'take-profit',
      'stop-loss',
    ]);
    expect(run.say({ type: 'fill', fill })).toEqual([]);
    expect(run.kernel.state.portfolio.ledger.balance).toBe(money('9999.3'));
  });

  it('settles what became of our orders, and tells of orders that are not ours', () => {
    const run = started();
    const entry = sent(run.candle(100_000, SIGNAL.long));
    const effects = run.reconcile({
      orders: [reportOf(entry, { status: 'canceled' }), reportOf(requestOf({ clientOid: 'by-hand' }))],
    });
    expect(run.kernel.state.orders.get(entry.clientOid)?.status).toBe('canceled');
    expect(of(effects, 'notice')).toMatchObject([{ code: 'foreign-order', details: { clientOid: 'by-hand' } }]);
  });

  it('knows what never arrived', () => {
    const run = started();
    const entry = sent(run.candle(100_000, SIGNAL.long));
    run.reconcile({ absent: [entry.clientOid] });
    expect(run.kernel.state.orders.get(entry.clientOid)?.status).toBe('absent');
  });

  it('tells of every difference in cash, to the last digit', () => {
    const run = started();
    expect(of(run.reconcile({ account: account('9999.999999999999') }), 'notice')).toMatchObject([
      { level: 'critical', code: 'ledger-drift', details: { ours: '10000', difference: '-0.000000000001' } },
    ]);
    expect(notices(run.reconcile())).toEqual([]);
  });

  it('whose parts do not fit each other changes no size, drops no stop, and is asked for again', () => {
    const { run, entry } = withLong();
    const effects = run.reconcile({ isConsistent: false, positions: [], account: account('1') });
    expect([notices(effects), run.position()?.size]).toEqual([[], entry.size]);
    expect(effects).toEqual([{ type: 'set-alarm', name: 'reconcile', at: run.at + 5_000 }]);
    expect(triggersOf(run.reconcile()).map(({ kind }) => kind)).toEqual(['stop-loss']);
  });

  it('whose parts do not fit each other proves no stop missing', () => {
    const run = started();
    run.fill(sent(run.candle(100_000, SIGNAL.long)));
    expect(actions(run.reconcile({ isConsistent: false }))).toEqual(['set-alarm']);
    expect(actions(run.reconcile())).toEqual(['place-trigger']);
  });

  it('that finds all as it should be has no effect', () => {
    const run = started();
    expect(run.reconcile()).toEqual([]);
    expect(run.kernel.state.reconciledAt).toBe(run.at);
  });

  it('cancels what is left of the triggers of a position that is gone', () => {
    const { run, entry, targets } = withLong();
    run.foreignFill({ intent: 'close', size: entry.size, profit: money('1') });
    const listed = targets.map((target) => ({
      ...target,
      triggerId: `id-${target.clientOid}`,
      status: 'live' as const,
      updatedAt: run.at,
    }));
    const effects = run.reconcile({ triggers: listed });
    expect(actions(effects)).toEqual(['cancel-trigger', 'cancel-trigger', 'cancel-trigger']);
    expect(run.guard()).toBeUndefined();
  });
});

const positionOf = (size: number) => ({
  symbol: 'BTCUSDT',
  positionSide: 'long' as const,
  size: lots(size),
  entryPrice: '10000',
  leverage: 10,
  marginMode: 'isolated' as const,
  liquidationPrice: undefined,
});
