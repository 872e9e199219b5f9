import { describe, expect, it } from 'vitest';
import { actions, type KernelRun, of, replies, sent, started } from '../../test/support/kernel-run.ts';
import { entryByHand } from '../../test/support/orders.ts';
import { signalByName } from '../../test/support/signal-strategy.ts';
import { lots, type OrderRequest, ticks } from '../domain/index.ts';
import { Kernel } from './index.ts';

const account = { network: 'testnet', family: 'unified', name: 'a' } as const;

const limit = entryByHand({
  type: 'limit',
  price: ticks(99_000),
  timeInForce: 'gtc',
  leverage: 5,
  stopLoss: ticks(98_000),
});

type Terms = { readonly price?: number; readonly size?: number };

function resting(wish: Partial<typeof limit> = {}) {
  const run = started({ account });
  const order = sent(run.command({ ...limit, ...wish }, 'open'));
  run.report(order);
  const amend = ({ price, size }: Terms, id = 'amend') =>
    run.command(
      {
        kind: 'amend-order',
        clientOid: order.clientOid,
        price: price === undefined ? undefined : ticks(price),
        size: size === undefined ? undefined : lots(size),
      },
      id,
    );
  return { run, order, amend };
}

const deskOrder = (run: KernelRun, { clientOid }: OrderRequest) => run.kernel.state.orders.get(clientOid);
const changed = (order: OrderRequest, { price = 99_000, size = 100 }: Terms): OrderRequest => ({
  ...order,
  price: ticks(price),
  size: lots(size),
});
const answered = (run: KernelRun, { clientOid }: OrderRequest, waitMs = 1_000) =>
  run.say({ type: 'amend-sent', clientOid }, waitMs);

const ring = (run: KernelRun, { clientOid }: OrderRequest, waitMs = 1_000) => run.alarm(`amend:${clientOid}`, waitMs);

describe('an order that is changed where it rests', () => {
  it('keeps its name, and is changed when its report says so', () => {
    const { run, order, amend } = resting();
    const effects = amend({ price: 99_500, size: 120 });
    expect(actions(effects)).toEqual(['amend-order']);
    expect(of(effects, 'amend-order')[0]?.order).toMatchObject({
      clientOid: order.clientOid,
      price: 99_500,
      size: 120,
      stopLoss: 98_000,
    });
    expect(deskOrder(run, order)?.request).toEqual(order);
    const seen = run.report(changed(order, { price: 99_500, size: 120 }));
    expect(replies(seen)).toMatchObject([{ ok: true, details: { clientOid: order.clientOid, status: 'live' } }]);
    expect(deskOrder(run, order)?.request).toEqual(changed(order, { price: 99_500, size: 120 }));
    expect(actions(answered(run, order))).toEqual([]);
    expect(of(amend({ price: 99_400 }, 'again'), 'amend-order')).toHaveLength(1);
  });

  it('is asked about where the report does not come by itself', () => {
    const { run, order, amend } = resting();
    amend({ price: 99_500 });
    expect(actions(answered(run, order))).toEqual(['set-alarm']);
    expect(actions(ring(run, order))).toEqual(['ask-order', 'set-alarm']);
    // The answer to the question still tells the old terms: the change may be on its way.
    expect(actions(run.report(order))).toEqual([]);
    expect(actions(ring(run, order))).toEqual(['ask-order', 'set-alarm']);
    expect(replies(run.report(changed(order, { price: 99_500 })))).toMatchObject([{ ok: true }]);
    expect(actions(ring(run, order))).toEqual([]);
  });

  it('that is not seen in time is told as that, and taken over if it comes all the same', () => {
    const { run, order, amend } = resting();
    amend({ price: 99_500 });
    answered(run, order);
    expect(replies(ring(run, order, 8_000))).toMatchObject([{ ok: false, rule: 'amend-not-seen' }]);
    expect(replies(amend({ price: 99_600 }, 'second'))).toMatchObject([{ rule: 'amend-under-way' }]);
    expect(replies(run.report(changed(order, { price: 99_500 })))).toEqual([]);
    expect(deskOrder(run, order)?.request.price).toBe(99_500);
    expect(of(amend({ price: 99_600 }, 'third'), 'amend-order')).toHaveLength(1);
  });

  it('that never comes is forgotten', () => {
    const { run, order, amend } = resting();
    amend({ price: 99_500 });
    answered(run, order);
    ring(run, order, 8_000);
    expect(actions(ring(run, order, 60_000))).toEqual([]);
    expect(deskOrder(run, order)?.wanted).toBeUndefined();
    expect(of(amend({ price: 99_600 }, 'again'), 'amend-order')).toHaveLength(1);
  });

  it('back to what it was is believed no report that may be an old one', () => {
    const { run, order, amend } = resting();
    amend({ price: 99_500 });
    run.report(changed(order, { price: 99_500 }));
    amend({ price: 99_000 }, 'back');
    expect(replies(run.report(order))).toEqual([]);
    answered(run, order);
    expect(replies(run.report(order))).toMatchObject([{ ok: true }]);
  });

  it('after a start is asked about with the first comparison', () => {
    const { run, order, amend } = resting();
    amend({ price: 99_500 });
    run.session({ account });
    run.at += 8_000;
    expect(replies(run.reconcile())).toMatchObject([{ ok: false, rule: 'amend-not-seen' }]);
    expect(replies(run.report(changed(order, { price: 99_500 })))).toEqual([]);
    expect(deskOrder(run, order)?.request.price).toBe(99_500);
  });

  it('stays what it was where the venue refuses', () => {
    const { run, order, amend } = resting();
    amend({ price: 99_500 });
    const { clientOid, symbol } = order;
    const details = { message: 'no', clientOid };
    const refused = run.say({ type: 'request-failed', request: 'amend-order', symbol, code: '25571', details });
    expect(replies(refused)).toMatchObject([{ ok: false, rule: 'venue', details: { code: '25571', clientOid } }]);
    expect(deskOrder(run, order)).toMatchObject({ request: order, wanted: undefined, status: 'live' });
  });

  it('outlives a snapshot', () => {
    const { run, order, amend } = resting();
    amend({ price: 99_500 });
    const restarted = new Kernel(signalByName);
    restarted.load(run.kernel.save());
    const report = { type: 'order', at: run.at + 1, report: of(run.effects, 'submit-order')[0] } as const;
    expect(report.report?.order.clientOid).toBe(order.clientOid);
    run.report(changed(order, { price: 99_500 }));
    restarted.step({
      type: 'order',
      at: run.at,
      report: {
        ...changed(order, { price: 99_500 }),
        orderId: deskOrder(run, order)?.orderId ?? '',
        filled: lots(0),
        status: 'live',
        updatedAt: run.at,
      },
    });
    expect(restarted.state.orders.get(order.clientOid)?.request.price).toBe(99_500);
    expect(restarted.effectHash).toBe(run.kernel.effectHash);
  });
});

describe('an order that is filled in part', () => {
  const partly = (filled = 40) => {
    const found = resting();
    const { run, order } = found;
    run.report(order, { filled: lots(filled), status: 'partially-filled' });
    run.fill(order, { size: lots(filled), price: ticks(99_000) });
    return found;
  };

  it('is changed with what it has filled, and its position goes on behind the same stop', () => {
    const { run, order, amend } = partly();
    expect(of(amend({ price: 99_500, size: 70 }), 'amend-order')).toHaveLength(1);
    const seen = run.report(changed(order, { price: 99_500, size: 70 }), {
      filled: lots(40),
      status: 'partially-filled',
    });
    expect(replies(seen)).toMatchObject([{ ok: true, details: { status: 'partially-filled' } }]);
    run.fill(changed(order, { price: 99_500, size: 70 }), { size: lots(30), price: ticks(99_500) });
    expect(run.position()?.size).toBe(70);
    expect(run.guard()).toMatchObject({ stopLoss: 98_000, entryOid: order.clientOid });
    expect(deskOrder(run, order)?.status).toBe('filled');
  });

  it('never becomes smaller than what is filled', () => {
    const { amend } = partly();
    expect(replies(amend({ size: 40 }))).toMatchObject([{ ok: false, rule: 'size-limits' }]);
  });

  it('that is grown is not done when the fills reach the old size before the report', () => {
    const { run, order, amend } = partly();
    amend({ size: 150 });
    run.fill(order, { size: lots(60), price: ticks(99_000) });
    expect(deskOrder(run, order)).toMatchObject({ status: 'partially-filled', filled: 100 });
    run.fill(order, { size: lots(50), price: ticks(99_000) });
    expect(deskOrder(run, order)).toMatchObject({ status: 'filled', filled: 150, booked: 150 });
    expect(run.position()?.size).toBe(150);
  });

  it('that ends before the change is answered with that', () => {
    const { run, order, amend } = partly();
    amend({ price: 99_500 });
    const effects = run.report(order, { filled: lots(100), status: 'filled' });
    expect(replies(effects)).toMatchObject([{ ok: false, rule: 'order-ended', details: { status: 'filled' } }]);
  });
});

describe('the gate', () => {
  it('is asked about the whole order, with what it holds given free', () => {
    const large = resting({ size: lots(2_900), stopLoss: ticks(98_500), leverage: 3 });
    // Twice the margin is not there: it is the order's own that the change needs.
    expect(of(large.amend({ price: 98_990 }), 'amend-order')).toHaveLength(1);
    const { amend } = resting();
    expect(replies(amend({ price: 97_000 }, 'a'))).toMatchObject([{ rule: 'stop-mandatory' }]);
    expect(replies(amend({ size: 4_000 }, 'b'))).toMatchObject([{ rule: 'risk-per-trade' }]);
    expect(replies(amend({ price: 99_000 }, 'c'))).toMatchObject([{ rule: 'nothing-to-change' }]);
  });

  it('measures what is filled at the price that was paid', () => {
    const run = started({ account });
    // At its price the order may lose nearly what a trade may; a lower price for the rest does not make the past cheaper.
    const order = sent(run.command({ ...limit, size: lots(1_700) }, 'open'));
    run.report(order, { filled: lots(850), status: 'partially-filled' });
    run.fill(order, { size: lots(850), price: ticks(99_000) });
    const grown = { kind: 'amend-order', clientOid: order.clientOid, price: ticks(98_400), size: lots(2_500) } as const;
    expect(replies(run.command(grown, 'a'))).toMatchObject([{ ok: false, rule: 'risk-per-trade' }]);
    expect(of(run.command({ ...grown, size: lots(1_700) }, 'b'), 'amend-order')).toHaveLength(1);
  });

  it('of Classic accounts the order is canceled and placed anew', () => {
    const run = started({ account: { ...account, family: 'classic' } });
    const order = sent(run.command(limit, 'open'));
    run.report(order);
    const amend = { kind: 'amend-order', clientOid: order.clientOid, price: ticks(99_500), size: undefined } as const;
    expect(actions(run.command(amend, 'amend'))).toEqual(['cancel-order']);
  });

  it('a cancel by hand ends the change, and a failed cancel does not', () => {
    const { run, order, amend } = resting();
    amend({ price: 99_500 });
    const { symbol } = order;
    run.say({ type: 'request-failed', request: 'cancel-order', symbol, code: '1', details: {} });
    const effects = run.command({ kind: 'cancel-order', clientOid: order.clientOid }, 'cancel');
    expect(replies(effects)).toMatchObject([{ ok: false, rule: 'order-canceled' }, { ok: true }]);
  });
});
