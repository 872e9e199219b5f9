/**
 * Taking, resting and being taken, on a book that the source shows.
 */
import { describe, expect, it } from 'vitest';
import { lots, money, rate, ticks } from '../../domain/index.ts';
import type { PaperExchange } from './paper-exchange.ts';
import { account, book, DUST, done, exchangeOf, idOf, order, refusalOf, story, trade } from './testing/fixtures.ts';

const AT = 1_000_000;

function withBook(): PaperExchange {
  const exchange = exchangeOf();
  exchange.apply(
    book(
      [
        [99_990, 50],
        [99_980, 80],
        [99_970, 500],
      ],
      [
        [100_010, 50],
        [100_020, 80],
        [100_030, 500],
      ],
    ),
  );
  exchange.apply(trade(100_000, 1, 'buy'));
  return exchange;
}

describe('a taker', () => {
  it('eats level after level, and the levels stay eaten until they are shown again', () => {
    const exchange = withBook();
    const outputs = done(exchange.place('a', order({ size: lots(100) }), AT));
    expect(story(outputs)).toEqual([
      'order live',
      'fill 50@100010 taker',
      'order partially-filled',
      'fill 50@100020 taker',
      'order filled',
    ]);
    expect(exchange.book('BTCUSDT', 2).asks).toEqual([
      [100_020, 30],
      [100_030, 500],
    ]);
    exchange.apply(book([], [[100_010, 70]], { isSnapshot: false }));
    expect(exchange.book('BTCUSDT', 2).asks).toEqual([
      [100_010, 70],
      [100_020, 30],
    ]);
  });

  it('stops at its limit: GTC rests, IOC ends, FOK takes nothing, post-only takes nothing', () => {
    const at = (timeInForce: 'gtc' | 'ioc' | 'fok' | 'post-only') => {
      const exchange = withBook();
      const placed = order({ price: ticks(100_010), size: lots(60), timeInForce });
      return { story: story(done(exchange.place('a', placed, AT))), open: exchange.openOrders('a').length };
    };
    expect(at('gtc')).toEqual({ story: ['order live', 'fill 50@100010 taker', 'order partially-filled'], open: 1 });
    expect(at('ioc')).toEqual({
      story: ['order live', 'fill 50@100010 taker', 'order partially-filled', 'order canceled'],
      open: 0,
    });
    expect(at('fok')).toEqual({ story: ['order live', 'order canceled'], open: 0 });
    expect(at('post-only')).toEqual({ story: ['order live', 'order canceled'], open: 0 });
  });

  it('fills a FOK over several levels when they are enough', () => {
    const placed = order({ price: ticks(100_020), size: lots(130), timeInForce: 'fok' });
    expect(story(done(withBook().place('a', placed, AT))).at(-1)).toBe('order filled');
  });

  it('ends with what the book does not hold', () => {
    const exchange = exchangeOf();
    exchange.apply(book([[99_990, 50]], [[100_010, 50]]));
    const outputs = done(exchange.place('a', order({ size: lots(60) }), AT));
    expect(story(outputs)).toEqual(['order live', 'fill 50@100010 taker', 'order partially-filled', 'order canceled']);
  });
});

describe('an order that meets another price than it was accepted at', () => {
  it('ends without a fill when the account cannot pay for it', () => {
    const exchange = exchangeOf({
      accounts: [account('a', { balance: money('1000') })],
      latency: { baseMs: 1, jitterMs: 0 },
    });
    exchange.apply(book([[99_990, 5_000]], [[100_000, 5_000]]));
    done(exchange.place('a', order({ size: lots(500) }), exchange.now));
    expect(story(exchange.apply(book([[299_990, 5_000]], [[300_000, 5_000]])))).toEqual(['order canceled']);
    expect(exchange.account('a')).toMatchObject({ balance: money('1000'), available: money('1000') });
  });
});

describe('profit', () => {
  it('of many small closes is the profit of one, though each is booked to 8 decimals', () => {
    const exchange = exchangeOf({ instruments: [{ ...DUST, takerFee: rate('0') }] });
    const show = (price: number) => exchange.apply(book([[price, 100]], [[price, 100]], { symbol: 'DUSTUSDT' }));
    show(7_001);
    done(exchange.place('a', order({ symbol: 'DUSTUSDT', size: lots(10) }), AT));
    show(7_005);
    for (let i = 0; i < 10; i++)
      done(exchange.place('a', order({ symbol: 'DUSTUSDT', intent: 'close', size: lots(1) }), AT));
    expect(exchange.account('a').balance).toBe(money('10000.00000004'));
  });
});

describe('price-time priority among accounts', () => {
  it('prefers the better price, then the older order, and shares the level with what was there before', () => {
    const exchange = withBook();
    exchange.apply(trade(100_000, 1, 'buy'));
    const sell = { positionSide: 'short' as const, size: lots(20) };
    const better = idOf(exchange.place('b', order({ ...sell, price: ticks(100_005) }), AT));
    const first = idOf(exchange.place('b', order({ ...sell, price: ticks(100_010) }), AT));
    const second = idOf(exchange.place('b', order({ ...sell, price: ticks(100_010) }), AT));
    const outputs = done(exchange.place('a', order({ size: lots(20 + 50 + 20 + 5) }), AT));
    const makers = outputs.flatMap((o) =>
      'event' in o && o.event.type === 'fill' && o.event.fill.liquidity === 'maker' ? [o.event.fill] : [],
    );
    expect(makers.map(({ orderId, size, price }) => [orderId, size, price])).toEqual([
      [better, 20, 100_005],
      [first, 20, 100_010],
      [second, 5, 100_010],
    ]);
    expect(exchange.book('BTCUSDT', 1).asks).toEqual([[100_010, 15]]);
  });
});

describe('a resting order', () => {
  const resting = (price = 99_990, size = 30): PaperExchange => {
    const exchange = withBook();
    done(exchange.place('a', order({ price: ticks(price), size: lots(size) }), AT));
    return exchange;
  };

  it('waits for the queue ahead of it, and then gets the rest of the trade', () => {
    const exchange = resting();
    expect(story(exchange.apply(trade(99_990, 49, 'sell')))).toEqual([]);
    expect(story(exchange.apply(trade(99_990, 11, 'sell')))).toEqual(['fill 10@99990 maker', 'order partially-filled']);
    expect(story(exchange.apply(trade(99_990, 100, 'sell')))).toEqual(['fill 20@99990 maker', 'order filled']);
  });

  it('moves up when the level shrinks, and not when it grows', () => {
    const exchange = resting();
    exchange.apply(book([[99_990, 5]], [], { isSnapshot: false }));
    exchange.apply(book([[99_990, 500]], [], { isSnapshot: false }));
    expect(story(exchange.apply(trade(99_990, 8, 'sell')))).toEqual(['fill 3@99990 maker', 'order partially-filled']);
  });

  it('gives back what it held for the lots that are filled', () => {
    const exchange = resting();
    expect(exchange.accountDetail('a').orderMargin).toBe(money('30.176982'));
    exchange.apply(trade(99_990, 60, 'sell'));
    expect(exchange.accountDetail('a').orderMargin).toBe(money('20.117988'));
    exchange.apply(trade(99_990, 60, 'sell'));
    expect(exchange.accountDetail('a').orderMargin).toBe(0n);
  });

  it('moves up when a taker here eats what is ahead', () => {
    const exchange = resting();
    done(exchange.place('b', order({ positionSide: 'short', size: lots(30) }), AT));
    expect(story(exchange.apply(trade(99_990, 25, 'sell')))).toEqual(['fill 5@99990 maker', 'order partially-filled']);
  });

  it('is not filled by buyers at its price', () => {
    expect(story(resting().apply(trade(99_990, 1_000, 'buy')))).toEqual([]);
  });

  it('is filled whole when a trade goes through its price', () => {
    expect(story(resting().apply(trade(99_989, 1, 'sell')))).toEqual(['fill 30@99990 maker', 'order filled']);
  });

  it('is filled at its own price by a book that crosses it, for as much as is shown', () => {
    const outputs = resting().apply(
      book(
        [[99_900, 5]],
        [
          [99_950, 10],
          [99_985, 15],
          [99_995, 100],
        ],
      ),
    );
    expect(story(outputs)).toEqual([
      'fill 10@99990 maker',
      'order partially-filled',
      'fill 15@99990 maker',
      'order partially-filled',
    ]);
  });

  it('stands behind everything at a level that the source does not show', () => {
    const exchange = resting(99_000);
    expect(story(exchange.apply(trade(99_000, 10_000, 'sell')))).toEqual([]);
    exchange.apply(book([[99_000, 4]], []));
    expect(story(exchange.apply(trade(99_000, 10, 'sell')))).toEqual(['fill 6@99000 maker', 'order partially-filled']);
  });

  it('pays the maker fee: 0.02 % of 299.97', () => {
    const exchange = resting();
    exchange.apply(trade(99_989, 1, 'sell'));
    expect(exchange.fills('a', 0)[0]?.fee).toBe(money('0.059994'));
    expect(exchange.account('a').balance).toBe(money('9999.940006'));
  });
});

describe('one-way mode', () => {
  it('closes the opposite position first and opens with the rest', () => {
    const exchange = exchangeOf({
      accounts: [{ name: 'a', balance: money('10000'), positionMode: 'one-way', marginMode: 'isolated' }],
    });
    exchange.apply(book([[99_990, 5_000]], [[100_010, 5_000]]));
    done(exchange.place('a', order({ size: lots(10) }), AT));
    const outputs = done(exchange.place('a', order({ positionSide: 'short', size: lots(25) }), AT));
    const fills = outputs.flatMap((o) => ('event' in o && o.event.type === 'fill' ? [o.event.fill] : []));
    expect(fills.map(({ intent, positionSide, size }) => [intent, positionSide, size])).toEqual([
      ['close', 'long', 10],
      ['open', 'short', 15],
    ]);
    expect(fills[0]?.profit).toBe(money('-0.02'));
    expect(exchange.positions('a').map(({ positionSide, size }) => [positionSide, size])).toEqual([['short', 15]]);
  });
});

describe('closing', () => {
  it('refuses more than the position has left, and lets a market close displace one that rests on all of it', () => {
    const exchange = withBook();
    done(exchange.place('a', order({ size: lots(40) }), AT));
    const close = { intent: 'close' as const, price: ticks(101_000) };
    done(exchange.place('a', order({ ...close, size: lots(30) }), AT));
    expect(refusalOf(exchange.place('a', order({ ...close, size: lots(11) }), AT))).toBe('reduce-size');
    done(exchange.place('a', order({ ...close, size: lots(10) }), AT));
    const outputs = done(exchange.place('a', order({ intent: 'close', size: lots(40) }), AT));
    expect(story(outputs)).toEqual([
      'order canceled',
      'order canceled',
      'order live',
      'fill 40@99990 taker',
      'order filled',
    ]);
    expect(exchange.positions('a')).toEqual([]);
  });

  it('cancels the close orders that no longer fit when the position shrinks', () => {
    const exchange = withBook();
    done(exchange.place('a', order({ size: lots(40) }), AT));
    done(exchange.place('a', order({ intent: 'close', price: ticks(101_000), size: lots(10) }), AT));
    const outputs = done(exchange.place('a', order({ intent: 'close', size: lots(40) }), AT));
    expect(story(outputs)).toEqual(['order live', 'fill 30@99990 taker', 'order filled']);
    expect(exchange.positionDetails('a')[0]).toMatchObject({ size: 10, closable: 0 });
  });
});

describe('modify', () => {
  it('puts the order at the end of the queue under another id, and keeps it when it is refused', () => {
    const exchange = withBook();
    const placed = order({ price: ticks(99_990), size: lots(30) });
    const id = idOf(exchange.place('a', placed, AT));
    const refused = exchange.modify(
      'a',
      { symbol: 'BTCUSDT', id, newClientOid: 'next', price: ticks(99_980), size: lots(900_000) },
      AT,
    );
    expect([refusalOf(refused), exchange.openOrders('a')[0]?.orderId]).toEqual(['insufficient-margin', id]);
    const next = exchange.modify(
      'a',
      { symbol: 'BTCUSDT', clientOid: placed.clientOid, newClientOid: 'next', price: ticks(99_980), size: lots(20) },
      AT,
    );
    expect(story(done(next))).toEqual(['order canceled', 'order live']);
    expect(exchange.openOrders('a')).toMatchObject([{ clientOid: 'next', price: 99_980, size: 20 }]);
    expect(exchange.order('a', { symbol: 'BTCUSDT', id })?.status).toBe('canceled');
  });
});
