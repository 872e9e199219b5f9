/**
 * Orders that wait for a price: placed, refused, changed, canceled.
 */
import { describe, expect, it } from 'vitest';
import { lots, rate, ticks } from '../../domain/index.ts';
import type { PaperExchange } from './paper-exchange.ts';
import {
  account,
  book,
  done,
  exchangeOf,
  idOf,
  mark,
  order,
  plan,
  refusalOf,
  story,
  trade,
} from './testing/fixtures.ts';
import type { ExchangeOptions, ModifyPlanRequest, PlanRequest } from './types.ts';

const AT = 1_000_000;

/** Last and mark at 100,000, between 99,990 and 100,010. */
function quiet(options: Partial<ExchangeOptions> = {}): PaperExchange {
  const exchange = exchangeOf(options);
  exchange.apply(book([[99_990, 50_000]], [[100_010, 50_000]]));
  exchange.apply(trade(100_000, 1, 'buy'));
  exchange.apply(mark(100_000));
  return exchange;
}

const named = (id: string) => ({ symbol: 'BTCUSDT', id });

describe('placing a plan', () => {
  const trailing = { kind: 'trailing' as const, triggerPrice: undefined, callback: rate('0.01') };

  it.each<[string, Partial<PlanRequest>]>([
    ['accepted', {}],
    ['unknown-symbol', { symbol: 'NONEUSDT' }],
    ['no-price', { symbol: 'DUSTUSDT' }],
    ['price-missing', { triggerPrice: undefined }],
    ['price-missing', { type: 'limit' }],
    ['price-invalid', { triggerPrice: ticks(0) }],
    ['price-invalid', { price: ticks(100_000.5) }],
    ['size-invalid', { size: undefined }],
    ['size-invalid', { size: lots(1.5) }],
    ['accepted', { size: lots(500_000) }],
    ['size-above-maximum', { size: lots(500_001) }],
    ['accepted', { size: lots(500_001), price: ticks(100_000) }],
    ['margin-mode-mismatch', { marginMode: 'crossed' }],
    ['accepted', { marginMode: 'crossed', intent: 'close' }],
    ['trigger-would-fire', { stopLoss: ticks(101_000) }],
    ['accepted', { stopLoss: ticks(100_999), takeProfit: ticks(101_001) }],
    ['trigger-would-fire', { takeProfit: ticks(101_000) }],
    ['trigger-would-fire', { positionSide: 'short', stopLoss: ticks(101_000) }],
    ['trigger-would-fire', { price: ticks(100_500), stopLoss: ticks(100_500) }],
    ['accepted', trailing],
    ['callback-invalid', { ...trailing, callback: undefined }],
    ['callback-invalid', { ...trailing, callback: rate('0.00009') }],
    ['accepted', { ...trailing, callback: rate('0.0001') }],
    ['accepted', { ...trailing, callback: rate('0.1') }],
    ['callback-invalid', { ...trailing, callback: rate('0.1001') }],
    ['no-position', { ...trailing, kind: 'trailing-stop' }],
  ])('%s: %o', (code, given) => {
    expect(refusalOf(quiet().placePlan('a', plan(given), AT))).toBe(code);
  });

  it('asks neither for margin nor for a position, which only count when it fires', () => {
    const exchange = quiet();
    done(exchange.placePlan('a', plan({ size: lots(400_000) }), AT));
    done(exchange.placePlan('a', plan({ intent: 'close' }), AT));
    expect(exchange.account('a').available).toBe(exchange.account('a').balance);
  });

  it('is refused in a halted market, and for opening in one that only reduces', () => {
    const exchange = quiet();
    done(exchange.administer({ kind: 'set-status', symbol: 'BTCUSDT', status: 'reduce-only' }, AT));
    expect(refusalOf(exchange.placePlan('a', plan(), AT))).toBe('opening-not-allowed');
    expect(refusalOf(exchange.placePlan('a', plan({ intent: 'close' }), AT))).toBe('accepted');
    done(exchange.administer({ kind: 'set-status', symbol: 'BTCUSDT', status: 'halted' }, AT));
    expect(refusalOf(exchange.placePlan('a', plan({ intent: 'close' }), AT))).toBe('halted');
  });

  it('counts live plans per symbol and in all, apart from orders, and by name', () => {
    const exchange = quiet({ openMax: 2, openInAllMax: 3 });
    exchange.apply(trade(100_000, 1, 'buy', { symbol: 'DUSTUSDT' }));
    for (let i = 0; i < 2; i++) done(exchange.place('a', order({ price: ticks(99_000), size: lots(1) }), AT));
    done(exchange.placePlan('a', plan({ clientOid: 'one' }), AT));
    expect(refusalOf(exchange.placePlan('a', plan({ clientOid: 'one' }), AT))).toBe('duplicate-client-oid');
    done(exchange.placePlan('a', plan(), AT));
    expect(refusalOf(exchange.placePlan('a', plan(), AT))).toBe('too-many-plans');
    done(exchange.placePlan('a', plan({ symbol: 'DUSTUSDT' }), AT));
    expect(refusalOf(exchange.placePlan('a', plan({ symbol: 'DUSTUSDT' }), AT))).toBe('too-many-plans');
    done(exchange.cancelPlan('a', { symbol: 'BTCUSDT', clientOid: 'one' }, AT));
    expect(refusalOf(exchange.placePlan('a', plan({ clientOid: 'one' }), AT))).toBe('accepted');
    expect(refusalOf(exchange.placePlan('b', plan({ clientOid: 'one' }), AT))).toBe('accepted');
  });
});

describe('changing a plan', () => {
  const change = (exchange: PaperExchange, given: Omit<ModifyPlanRequest, 'symbol'>) =>
    refusalOf(exchange.modifyPlan('a', { symbol: 'BTCUSDT', ...given }, AT));

  it('leaves what is not named, takes away what is named none, and reports it', () => {
    const exchange = quiet();
    const presets = { stopLoss: ticks(98_000), takeProfit: ticks(110_000), stopLossBy: 'mark' as const };
    const id = idOf(exchange.placePlan('a', plan(presets), AT));
    const answer = exchange.modifyPlan('a', { ...named(id), size: lots(70), takeProfit: 'none' }, AT + 5);
    expect(answer.outputs).toEqual([{ account: 'a', changed: 'plan', symbol: 'BTCUSDT', at: AT + 5, id }]);
    expect(exchange.plans('a')).toMatchObject([
      { size: 70, triggerPrice: 101_000, stopLoss: 98_000, stopLossBy: 'mark', updatedAt: AT + 5 },
    ]);
    expect(exchange.plans('a')[0]?.takeProfit).toBeUndefined();
  });

  it('turns the side from which the price is reached with the trigger price', () => {
    const exchange = quiet();
    const id = idOf(exchange.placePlan('a', plan(), AT));
    expect(exchange.plans('a')).toMatchObject([{ firesBelow: false }]);
    expect(change(exchange, { id, triggerPrice: ticks(99_000) })).toBe('accepted');
    expect(exchange.plans('a')).toMatchObject([{ firesBelow: true }]);
    exchange.apply(trade(102_000, 1, 'buy'));
    expect(exchange.plans('a')).toHaveLength(1);
    exchange.apply(trade(99_000, 1, 'sell'));
    expect(exchange.plans('a')).toEqual([]);
  });

  it('fires at once where the new price is the present one', () => {
    const exchange = quiet();
    const id = idOf(exchange.placePlan('a', plan(), AT));
    const answer = exchange.modifyPlan('a', { ...named(id), triggerPrice: ticks(100_000) }, AT);
    expect(story(done(answer))).toEqual(['order live', 'fill 100@100010 taker', 'order filled']);
  });

  it('goes on from the best price with another callback, and waits anew for another activation', () => {
    const exchange = quiet();
    const id = idOf(
      exchange.placePlan('a', plan({ kind: 'trailing', triggerPrice: undefined, callback: rate('0.1') }), AT),
    );
    exchange.apply(trade(95_000, 1, 'sell'));
    expect(change(exchange, { id, callback: rate('0.05') })).toBe('accepted');
    expect(exchange.plans('a')).toMatchObject([{ isActive: true, extreme: 95_000, callback: rate('0.05') }]);
    expect(change(exchange, { id, triggerPrice: ticks(90_000) })).toBe('accepted');
    expect(exchange.plans('a')).toMatchObject([{ isActive: false, firesBelow: true }]);
    expect(exchange.plans('a')[0]?.extreme).toBeUndefined();
  });

  it('is checked like a new one, and a refusal leaves it as it was', () => {
    const exchange = quiet();
    const id = idOf(exchange.placePlan('a', plan({ stopLoss: ticks(98_000) }), AT));
    const before = exchange.stateHash();
    expect(change(exchange, { id, size: lots(0) })).toBe('size-invalid');
    expect(change(exchange, { id, triggerPrice: ticks(-1) })).toBe('price-invalid');
    expect(change(exchange, { id, triggerPrice: ticks(97_000) })).toBe('trigger-would-fire');
    expect(exchange.stateHash()).toBe(before);
  });

  it('finds no plan of another account, another symbol, or one that has ended', () => {
    const exchange = quiet({ accounts: [account('a'), account('b')] });
    const id = idOf(exchange.placePlan('b', plan({ clientOid: 'mine' }), AT));
    expect(change(exchange, { id })).toBe('plan-not-found');
    expect(refusalOf(exchange.cancelPlan('b', { symbol: 'DUSTUSDT', id }, AT))).toBe('plan-not-found');
    done(exchange.cancelPlan('b', { symbol: 'BTCUSDT', clientOid: 'mine' }, AT));
    expect(refusalOf(exchange.cancelPlan('b', named(id), AT))).toBe('plan-not-found');
    expect(exchange.plan('b', named(id))).toMatchObject({ status: 'canceled', firedOrderId: '' });
    expect(exchange.finishedPlans('b', AT)).toHaveLength(1);
  });
});
