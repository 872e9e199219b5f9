import { describe, expect, it } from 'vitest';
import { actions, notices, of, replies, sent, started } from '../../test/support/kernel-run.ts';
import { entryByHand } from '../../test/support/orders.ts';
import { SIGNAL } from '../../test/support/signal-strategy.ts';
import { type Command, lots, money, rate, ticks } from '../domain/index.ts';

const limit = entryByHand({
  type: 'limit',
  price: ticks(99_000),
  timeInForce: 'gtc',
  leverage: 5,
  stopLoss: ticks(98_000),
});

/** A limit order that rests. */
function resting() {
  const run = started();
  const order = sent(run.command(limit, 'open'));
  run.report(order);
  const amend: Command = { kind: 'amend-order', clientOid: order.clientOid, price: ticks(99_500), size: undefined };
  return { run, order, amend };
}

describe('amending a resting entry', () => {
  it('cancels first, and places anew once the venue has said that it is gone', () => {
    const { run, order, amend } = resting();
    expect(actions(run.command(amend, 'amend'))).toEqual(['cancel-order']);
    const effects = run.report(order, { status: 'canceled' });
    const next = sent(effects);
    expect(next).toMatchObject({ price: 99_500, size: 100, stopLoss: 98_000, type: 'limit' });
    expect(next.clientOid).not.toBe(order.clientOid);
    expect(replies(effects)).toEqual([]);
    expect(replies(run.report(next))).toMatchObject([{ ok: true, details: { clientOid: next.clientOid } }]);
  });

  it('lets a fill that comes first win', () => {
    const { run, order, amend } = resting();
    run.command(amend, 'amend');
    const effects = run.fill(order);
    expect(of(effects, 'submit-order')).toEqual([]);
    expect(replies(effects)).toMatchObject([{ ok: false, rule: 'order-ended', details: { status: 'filled' } }]);
  });

  it('asks the gate, and says what it refused', () => {
    const { run, order, amend } = resting();
    run.command({ ...amend, price: ticks(97_000) } as Command, 'amend');
    const effects = run.report(order, { status: 'canceled' });
    expect(of(effects, 'submit-order')).toEqual([]);
    expect(replies(effects)).toMatchObject([{ ok: false, rule: 'stop-mandatory' }]);
  });

  it('is dropped when the cancel failed, when somebody cancels, and when it takes too long', () => {
    const failed = resting();
    failed.run.command(failed.amend, 'amend');
    const failure = {
      type: 'request-failed',
      request: 'cancel-order',
      symbol: 'BTCUSDT',
      code: '1',
      details: {},
    } as const;
    expect(replies(failed.run.say(failure))).toMatchObject([{ rule: 'cancel-failed' }]);
    expect(of(failed.run.report(failed.order, { status: 'canceled' }), 'submit-order')).toEqual([]);

    const canceled = resting();
    canceled.run.command(canceled.amend, 'amend');
    const effects = canceled.run.command({ kind: 'cancel-all', symbol: undefined }, 'all');
    expect(replies(effects)).toMatchObject([{ rule: 'order-canceled' }, { ok: true, details: { canceled: 1 } }]);

    const late = resting();
    late.run.command(late.amend, 'amend');
    late.run.at += 8_001;
    expect(replies(late.run.report(late.order, { status: 'canceled' }))).toMatchObject([{ rule: 'amend-too-late' }]);
  });

  it('refuses what does not rest, what is unknown, and a second one', () => {
    const { run, amend } = resting();
    run.command(amend, 'amend');
    expect(replies(run.command(amend, 'again'))).toMatchObject([{ rule: 'amend-under-way' }]);
    const unknown: Command = { kind: 'amend-order', clientOid: 'nope', price: undefined, size: lots(1) };
    expect(replies(run.command(unknown, 'x'))).toMatchObject([{ rule: 'order-not-found' }]);
    const market = started();
    const order = sent(market.command({ ...limit, type: 'market', price: undefined, timeInForce: 'ioc' }, 'm'));
    const wish: Command = { kind: 'amend-order', clientOid: order.clientOid, price: undefined, size: lots(1) };
    expect(replies(market.command(wish, 'y'))).toMatchObject([{ rule: 'not-amendable' }]);
  });
});

describe('limits', () => {
  it('are made tighter, bind at once, and are never loosened', () => {
    const { run } = resting();
    const tighten = (limits: object, id: string) =>
      replies(run.command({ kind: 'tighten-limits', limits } as Command, id));
    expect(tighten({ leverageMax: 4, riskPerTrade: rate('0.001') }, 'a')).toMatchObject([{ ok: true }]);
    expect(tighten({ leverageMax: 5 }, 'b')).toMatchObject([{ ok: false, rule: 'limits-only-tighten' }]);
    expect(tighten({ dailyLossMax: money('1000000') }, 'c')).toMatchObject([{ rule: 'limits-only-tighten' }]);
    run.command({ kind: 'cancel-all', symbol: 'BTCUSDT' }, 'd');
    run.candle(50_000, 0, { symbol: 'ETHUSDT' });
    const eth = { ...limit, symbol: 'ETHUSDT', price: ticks(50_000), stopLoss: ticks(49_000) };
    expect(replies(run.command(eth, 'e'))).toMatchObject([{ rule: 'max-leverage', details: { limit: 4 } }]);
  });
});

describe('a strategy that is switched off', () => {
  it('is named, told once, and kept through a snapshot', () => {
    const run = started();
    const [strategy] = run.kernel.state.config?.strategies ?? [];
    const off: Command = { kind: 'switch-strategy', name: strategy?.name ?? '', isOn: false };
    expect(notices(run.command(off, 'off'))).toEqual(['strategy-off']);
    expect(notices(run.command(off, 'off again'))).toEqual([]);
    expect(JSON.parse(run.kernel.save()).state.strategiesOff).toEqual([strategy?.name]);
    expect(of(run.candle(100_000, SIGNAL.long), 'submit-order')).toEqual([]);
    expect(run.kernel.state.refusals).toEqual({ 'strategy-off': 1 });
    run.command({ ...off, isOn: true }, 'on');
    expect(of(run.candle(100_000, SIGNAL.long), 'submit-order')).toHaveLength(1);
    const unknown: Command = { kind: 'switch-strategy', name: 'nobody', isOn: false };
    expect(replies(run.command(unknown, 'x'))).toMatchObject([{ rule: 'unknown-strategy' }]);
  });
});
