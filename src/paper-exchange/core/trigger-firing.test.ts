/**
 * Stop-losses and take-profits: set, moved, grown from presets, fired, ended with their position.
 */
import { describe, expect, it } from 'vitest';
import { lots, type TriggerRequest, ticks } from '../../domain/index.ts';
import type { PaperExchange } from './paper-exchange.ts';
import { book, done, exchangeOf, idOf, mark, order, refusalOf, story, trade, trigger } from './testing/fixtures.ts';

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
