/**
 * Stop-losses and take-profits: set, moved, grown from presets, fired, ended with their position.
 */
import { describe, expect, it } from 'vitest';
import { lots, type TriggerRequest, ticks } from '../../domain/index.ts';
import type { PaperExchange } from './paper-exchange.ts';
import { book, done, exchangeOf, idOf, mark, order, refusalOf, story, trade, trigger } from './testing/fixtures.ts';
import type { MoveTriggerRequest } from './types.ts';

const AT = 1_000_000;

/** Long 100 lots at 100,010; last and mark at 100,000. */
function holding(): PaperExchange {
  const exchange = exchangeOf();
  exchange.apply(book([[99_990, 5_000]], [[100_010, 5_000]]));
  exchange.apply(trade(100_000, 1, 'buy'));
  exchange.apply(mark(100_000));
  done(exchange.place('a', order({ size: lots(100) }), AT));
  return exchange;
}

describe('setting a trigger', () => {
  it.each<[string, Partial<TriggerRequest>]>([
    ['accepted', { triggerPrice: ticks(99_999) }],
    ['trigger-would-fire', { triggerPrice: ticks(100_000) }],
    ['trigger-would-fire', { triggerPrice: ticks(100_001) }],
    ['accepted', { kind: 'take-profit', triggerPrice: ticks(100_001) }],
    ['trigger-would-fire', { kind: 'take-profit', triggerPrice: ticks(99_000) }],
    ['no-position', { positionSide: 'short', triggerPrice: ticks(101_000) }],
    ['accepted', { size: lots(100) }],
    ['reduce-size', { size: lots(101) }],
    ['size-invalid', { size: lots(0) }],
    ['price-invalid', { triggerPrice: ticks(0) }],
    ['unknown-symbol', { symbol: 'NONEUSDT' }],
  ])('%s: %o', (code, given) => {
    expect(refusalOf(holding().placeTrigger('a', trigger(given), AT))).toBe(code);
  });

  it('keeps the clientOid for one live trigger, and moves only ahead of the price', () => {
    const exchange = holding();
    const id = idOf(exchange.placeTrigger('a', trigger({ clientOid: 's' }), AT));
    expect(refusalOf(exchange.placeTrigger('a', trigger({ clientOid: 's' }), AT))).toBe('duplicate-client-oid');
    const move = (triggerPrice: number) =>
      exchange.moveTrigger('a', { symbol: 'BTCUSDT', id, triggerPrice: ticks(triggerPrice) }, AT);
    expect(refusalOf(move(100_000))).toBe('trigger-would-fire');
    expect(story(done(move(99_500)))).toEqual(['trigger live']);
    expect(exchange.openTriggers('a')).toMatchObject([{ triggerId: id, triggerPrice: 99_500 }]);
    done(exchange.cancelTrigger('a', { symbol: 'BTCUSDT', clientOid: 's' }, AT));
    expect(refusalOf(move(99_400))).toBe('trigger-not-found');
    expect(exchange.trigger('a', { symbol: 'BTCUSDT', id })?.status).toBe('canceled');
  });
});

describe('firing', () => {
  it('watches its own price, fires once, and closes with an order that no client id belongs to', () => {
    const exchange = holding();
    const id = idOf(
      exchange.placeTrigger('a', trigger({ triggerPrice: ticks(99_500), triggerBy: 'mark', size: lots(40) }), AT),
    );
    expect(story(exchange.apply(trade(99_000, 1, 'sell')))).toEqual([]);
    expect(story(exchange.apply(mark(99_501)))).toEqual([]);
    expect(story(exchange.apply(mark(99_500)))).toEqual([
      'trigger triggered',
      'order live',
      'fill 40@99990 taker',
      'order filled',
    ]);
    expect(story(exchange.apply(mark(99_000)))).toEqual([]);
    const fill = exchange.fills('a', 0).at(-1);
    expect(fill).toMatchObject({ clientOid: '', intent: 'close' });
    expect(exchange.trigger('a', { symbol: 'BTCUSDT', id })?.firedOrderId).toBe(fill?.orderId);
    expect(exchange.positions('a')).toMatchObject([{ size: 60 }]);
  });

  it('ends the other triggers and the close orders when nothing is left of the position', () => {
    const exchange = holding();
    done(exchange.placeTrigger('a', trigger({ triggerPrice: ticks(99_500) }), AT));
    done(exchange.placeTrigger('a', trigger({ triggerPrice: ticks(99_400) }), AT));
    done(exchange.place('a', order({ intent: 'close', price: ticks(101_000), size: lots(50) }), AT));
    const outputs = exchange.apply(trade(99_450, 1, 'sell'));
    expect(story(outputs)).toEqual([
      'trigger triggered',
      'order live',
      'fill 100@99990 taker',
      'order filled',
      'order canceled',
      'trigger canceled',
    ]);
    expect([exchange.openOrders('a'), exchange.openTriggers('a')]).toEqual([[], []]);
  });
});

describe('a trigger with a limit', () => {
  const target = { kind: 'take-profit' as const, triggerPrice: ticks(101_000), executePrice: ticks(101_500) };

  it('fires into an order that rests at it', () => {
    const exchange = holding();
    const id = idOf(exchange.placeTrigger('a', { ...trigger(), ...target }, AT));
    expect(story(exchange.apply(trade(101_000, 1, 'buy')))).toEqual(['trigger triggered', 'order live']);
    const { firedOrderId } = exchange.trigger('a', { symbol: 'BTCUSDT', id }) ?? {};
    expect(exchange.openOrderDetails('a')).toMatchObject([
      { orderId: firedOrderId, source: 'trigger', intent: 'close', type: 'limit', price: 101_500, size: 100 },
    ]);
    expect(story(exchange.apply(trade(101_501, 1, 'buy')))).toEqual(['fill 100@101500 maker', 'order filled']);
  });

  it('takes what is better than its limit, and nothing beyond it', () => {
    const exchange = holding();
    const stop = { ...trigger(), triggerPrice: ticks(99_500), executePrice: ticks(99_400) };
    done(exchange.placeTrigger('a', stop, AT));
    exchange.apply(
      book(
        [
          [99_450, 60],
          [99_399, 5_000],
        ],
        [[99_600, 5_000]],
      ),
    );
    expect(story(exchange.apply(trade(99_500, 1, 'sell')))).toEqual([
      'trigger triggered',
      'order live',
      'fill 60@99450 taker',
      'order partially-filled',
    ]);
    expect(exchange.openOrders('a')).toMatchObject([{ price: 99_400, filled: 60, size: 100 }]);
  });

  it('takes the place of closes that rest', () => {
    const exchange = holding();
    const close = idOf(exchange.place('a', order({ intent: 'close', price: ticks(103_000), size: lots(100) }), AT));
    done(exchange.placeTrigger('a', { ...trigger(), ...target, size: lots(30) }, AT));
    exchange.apply(trade(101_000, 1, 'buy'));
    expect(exchange.order('a', { symbol: 'BTCUSDT', id: close })?.cancelReason).toBe('displaced');
    expect(exchange.openOrders('a')).toMatchObject([{ price: 101_500, size: 30 }]);
  });

  it('is rejected with the reason where its limit is outside the band by then', () => {
    const exchange = holding();
    const stop = { ...trigger(), triggerPrice: ticks(99_500), executePrice: ticks(9_999) };
    const id = idOf(exchange.placeTrigger('a', stop, AT));
    expect(story(exchange.apply(trade(99_500, 1, 'sell')))).toEqual(['trigger rejected']);
    expect(exchange.trigger('a', { symbol: 'BTCUSDT', id })).toMatchObject({
      status: 'rejected',
      failReason: 'price-out-of-band',
      firedOrderId: '',
    });
    expect(exchange.positions('a')).toMatchObject([{ size: 100 }]);
  });

  it('is moved to another limit, or back to the market', () => {
    const exchange = holding();
    const id = idOf(exchange.placeTrigger('a', { ...trigger(), ...target }, AT));
    const move = (executePrice: MoveTriggerRequest['executePrice']) => {
      const change = { symbol: 'BTCUSDT', id, triggerPrice: ticks(101_000), executePrice };
      done(exchange.moveTrigger('a', change, AT));
      return exchange.openTriggerDetails('a')[0]?.executePrice;
    };
    expect([move(undefined), move(ticks(102_000)), move('market')]).toEqual([101_500, 102_000, undefined]);
    expect(story(exchange.apply(trade(101_000, 1, 'buy')))).toContain('fill 100@99990 taker');
  });
});

describe('a pair', () => {
  const { clientOid: _, kind: _kind, triggerPrice: _price, triggerBy: _by, ...shared } = trigger();
  const pair = {
    ...shared,
    clientOid: 'pair',
    takeProfit: { triggerPrice: ticks(101_000), triggerBy: 'last' as const },
    stopLoss: { triggerPrice: ticks(99_000), triggerBy: 'last' as const },
  };
  const statuses = (exchange: PaperExchange) =>
    exchange.finishedTriggers('a', 0).map(({ kind, status }) => [kind, status]);

  it.each([
    [101_000, 'take-profit', 'stop-loss'],
    [99_000, 'stop-loss', 'take-profit'],
  ])('at %i fires the %s, and ends the %s, though the position stays', (price, fired, ended) => {
    const exchange = holding();
    done(exchange.placeTriggerPair('a', { ...pair, size: lots(40) }, AT));
    expect(story(exchange.apply(trade(price, 1, 'buy'))).slice(0, 3)).toEqual([
      'trigger triggered',
      'trigger canceled',
      'order live',
    ]);
    expect(statuses(exchange)).toEqual([
      [fired, 'triggered'],
      [ended, 'canceled'],
    ]);
    expect(exchange.positions('a')).toMatchObject([{ size: 60 }]);
  });

  it('is canceled as one, and ends with its position once', () => {
    const exchange = holding();
    const id = idOf(exchange.placeTriggerPair('a', pair, AT));
    done(exchange.cancelTrigger('a', { symbol: 'BTCUSDT', id }, AT));
    expect(exchange.openTriggers('a')).toEqual([]);
    done(exchange.placeTriggerPair('a', pair, AT));
    done(exchange.place('a', order({ intent: 'close' }), AT));
    expect(statuses(exchange).map(([, status]) => status)).toEqual(['canceled', 'canceled', 'canceled', 'canceled']);
  });

  it('is placed as a whole or not at all', () => {
    const exchange = holding();
    const place = (given: Partial<typeof pair>) => refusalOf(exchange.placeTriggerPair('a', { ...pair, ...given }, AT));
    const passed = { triggerPrice: ticks(100_000), triggerBy: 'last' as const };
    expect(place({ stopLoss: passed })).toBe('trigger-would-fire');
    expect(place({ takeProfit: passed })).toBe('trigger-would-fire');
    expect(place({ positionSide: 'short' })).toBe('no-position');
    expect(exchange.openTriggers('a')).toEqual([]);
    expect([place({}), place({})]).toEqual(['accepted', 'duplicate-client-oid']);
  });

  it('is moved as a whole or not at all', () => {
    const exchange = holding();
    done(exchange.placeTriggerPair('a', pair, AT));
    const ids = exchange.openTriggers('a').map(({ triggerId }) => triggerId);
    const move = (...prices: number[]) =>
      exchange.moveTriggers(
        'a',
        prices.map((price, i) => ({ symbol: 'BTCUSDT', id: ids[i], triggerPrice: ticks(price) })),
        AT,
      );
    expect(refusalOf(move(102_000, 100_000))).toBe('trigger-would-fire');
    expect(exchange.openTriggers('a')).toMatchObject([{ triggerPrice: 101_000 }, { triggerPrice: 99_000 }]);
    done(move(102_000, 98_000));
    expect(exchange.openTriggers('a')).toMatchObject([{ triggerPrice: 102_000 }, { triggerPrice: 98_000 }]);
  });

  it('counts as two of what may be live', () => {
    const exchange = exchangeOf({ openMax: 3 });
    exchange.apply(book([[99_990, 5_000]], [[100_010, 5_000]]));
    done(exchange.place('a', order(), AT));
    done(exchange.placeTriggerPair('a', pair, AT));
    expect(refusalOf(exchange.placeTriggerPair('a', { ...pair, clientOid: 'q' }, AT))).toBe('too-many-triggers');
    expect(refusalOf(exchange.placeTrigger('a', trigger(), AT))).toBe('accepted');
  });
});

describe('presets', () => {
  it('come alive with the first fill and grow with the next', () => {
    const exchange = holding();
    const placed = order({ price: ticks(99_000), size: lots(60), stopLoss: ticks(98_000), takeProfit: ticks(102_000) });
    const parent = idOf(exchange.place('a', placed, AT));
    exchange.apply(book([[99_000, 0]], [], { isSnapshot: false }));
    expect(exchange.openTriggers('a')).toEqual([]);
    exchange.apply(
      book(
        [[98_000, 5_000]],
        [
          [98_990, 25],
          [100_010, 5_000],
        ],
      ),
    );
    expect(exchange.openTriggerDetails('a')).toMatchObject([
      { kind: 'stop-loss', triggerPrice: 98_000, size: 25, clientOid: '', parentOrderId: parent },
      { kind: 'take-profit', triggerPrice: 102_000, size: 25, clientOid: '', parentOrderId: parent },
    ]);
    expect(story(exchange.apply(trade(98_999, 1, 'sell')))).toEqual([
      'fill 35@99000 maker',
      'order filled',
      'trigger live',
      'trigger live',
    ]);
    expect(exchange.openTriggers('a').map(({ size }) => size)).toEqual([60, 60]);
  });
});
