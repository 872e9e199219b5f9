import { describe, expect, it } from 'vitest';
import { actions, notices, of, sent, started, triggersOf, withLong } from '../../test/support/kernel-run.ts';
import { SIGNAL } from '../../test/support/signal-strategy.ts';

const lost = (clientOid: string) => ({ type: 'outcome-unknown', clientOid, reason: 'timeout' }) as const;

describe('an answer that did not come', () => {
  it('is asked for, and nothing is sent again before it is known', () => {
    const run = started();
    const entry = sent(run.candle(100_000, SIGNAL.long));
    expect(of(run.say(lost(entry.clientOid)), 'ask-order')).toEqual([
      { type: 'ask-order', symbol: 'BTCUSDT', clientOid: entry.clientOid },
    ]);
    expect(run.kernel.state.orders.get(entry.clientOid)?.status).toBe('unknown');
    expect(actions(run.candle(100_000, SIGNAL.long))).toEqual([]);
    expect(actions(run.say(lost(entry.clientOid)))).toEqual([]);
  });

  it('is over when the venue does not know the order: no fill, no second send', () => {
    const run = started();
    const entry = sent(run.candle(100_000, SIGNAL.long));
    run.say(lost(entry.clientOid));
    const effects = run.say({ type: 'absent', clientOid: entry.clientOid });
    expect([actions(effects), notices(effects)]).toEqual([[], ['order-absent']]);
    expect(run.kernel.state.orders.get(entry.clientOid)?.status).toBe('absent');
    expect(sent(run.candle(100_000, SIGNAL.long)).clientOid).not.toBe(entry.clientOid);
  });

  it('goes on as if it had come when the venue knows the order', () => {
    const run = started();
    const entry = sent(run.candle(100_000, SIGNAL.long));
    run.say(lost(entry.clientOid));
    run.report(entry, { status: 'filled', filled: entry.size });
    expect(triggersOf(run.fill(entry))).toHaveLength(3);
  });

  it('is not believed after the venue has already said more', () => {
    const run = started();
    const entry = sent(run.candle(100_000, SIGNAL.long));
    run.fill(entry);
    for (const word of [lost(entry.clientOid), { type: 'absent', clientOid: entry.clientOid } as const]) {
      expect(run.say(word)).toEqual([]);
    }
    expect(run.position()?.size).toBe(entry.size);
  });

  it('of a trigger is asked for; when it never arrived it is placed again', () => {
    const { run, entry } = withLong();
    run.presetStop(entry, { status: 'canceled' });
    run.alarm('guard:BTCUSDT:long');
    const [stop] = triggersOf(run.reconcile());
    if (!stop) throw new Error('a missing stop is placed');
    expect(actions(run.say(lost(stop.clientOid)))).toEqual(['ask-trigger']);
    const again = triggersOf(run.say({ type: 'absent', clientOid: stop.clientOid }));
    expect(again).toMatchObject([{ kind: 'stop-loss', triggerPrice: 99_000 }]);
    expect(again[0]?.clientOid).not.toBe(stop.clientOid);
  });

  it('of a close that never arrived leads to a reconcile, for the position is still there', () => {
    const { run } = withLong();
    const exit = sent(run.candle(100_000, SIGNAL.exit));
    run.say(lost(exit.clientOid));
    const effects = run.say({ type: 'absent', clientOid: exit.clientOid });
    expect(of(effects, 'set-alarm')).toMatchObject([{ name: 'reconcile' }]);
  });
});

describe('a rejected order', () => {
  it('leaves nothing under way', () => {
    const run = started();
    const entry = sent(run.candle(100_000, SIGNAL.long));
    const effects = run.say({ type: 'order-rejected', clientOid: entry.clientOid, code: '40762', message: 'balance' });
    expect(of(effects, 'notice')).toMatchObject([
      { level: 'warning', code: 'order-rejected', details: { code: '40762' } },
    ]);
    expect(actions(effects)).toEqual([]);
    expect(sent(run.candle(100_000, SIGNAL.long)).clientOid).toBe('test-e2');
  });

  it('that was to close is critical: the venue is asked for the truth', () => {
    const { run } = withLong();
    const exit = sent(run.candle(100_000, SIGNAL.exit));
    const effects = run.say({
      type: 'order-rejected',
      clientOid: exit.clientOid,
      code: '22002',
      message: 'no position',
    });
    expect(of(effects, 'notice')).toMatchObject([{ level: 'critical', code: 'order-rejected' }]);
    expect(of(effects, 'set-alarm')).toMatchObject([{ name: 'reconcile', at: run.at + 5_000 }]);
    expect(actions(run.alarm('reconcile'))).toEqual(['reconcile']);
  });

  it('is told by a report as well as by an answer', () => {
    const run = started();
    run.command({ kind: 'open-position', ...openWish });
    const [order] = [...run.kernel.state.orders.open()];
    if (!order) throw new Error('the order is under way');
    const effects = run.report(order.request, { status: 'rejected' });
    expect(of(effects, 'reply')).toMatchObject([{ requestId: 'r1', reply: { ok: false, rule: 'venue' } }]);
    expect(notices(effects)).toEqual(['order-rejected']);
  });
});

describe('a request that was not carried out', () => {
  it('is told, and the venue asked for the truth', () => {
    const run = started();
    const effects = run.say({
      type: 'request-failed',
      request: 'move-trigger',
      symbol: 'BTCUSDT',
      code: '43025',
      details: { message: 'gone' },
    });
    expect(of(effects, 'notice')).toMatchObject([
      { code: 'request-failed', details: { code: '43025', message: 'gone' } },
    ]);
    expect(of(effects, 'set-alarm')).toEqual([{ type: 'set-alarm', name: 'reconcile', at: run.at + 5_000 }]);
  });
});

const openWish = {
  symbol: 'BTCUSDT',
  positionSide: 'long',
  type: 'market',
  price: undefined,
  size: 100 as never,
  timeInForce: 'ioc',
  marginMode: 'isolated',
  leverage: 10,
  stopLoss: undefined,
  takeProfit: undefined,
} as const;
