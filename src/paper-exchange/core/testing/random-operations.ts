/**
 * Random lives of an exchange that shrink: a generator of the daily operations.
 * Invariant: test support only. `operationLists(n)` gives lists of any length for longer runs.
 */
import fc from 'fast-check';
import { direction, lots, money, type Rate, rate, type Ticks, ticks } from '../../../domain/index.ts';
import type { MarketUpdate } from '../market-update.ts';
import { PaperExchange } from '../paper-exchange.ts';
import type { CoreOutput, ExchangeOptions } from '../types.ts';
import { account, BTC, DUST } from './fixtures.ts';

const START = { a: money('10000'), b: money('1500'), c: money('800'), d: money('5000') };

/** Two accounts in hedge mode and two in one-way mode, of each two one isolated and one crossed. */
export const randomOptions = (latencyMs = 0): ExchangeOptions => ({
  instruments: [BTC, DUST],
  accounts: [
    account('a', { balance: START.a, leverage: 20 }),
    account('b', { balance: START.b, marginMode: 'crossed', leverage: 50 }),
    account('c', { balance: START.c, positionMode: 'one-way', leverage: 100 }),
    account('d', { balance: START.d, positionMode: 'one-way', marginMode: 'crossed', leverage: 25 }),
  ],
  latency: { baseMs: latencyMs, jitterMs: latencyMs },
  presetTriggerBy: 'last',
});

export const randomExchange = (latencyMs = 0): PaperExchange => new PaperExchange(randomOptions(latencyMs));

const NAMES = ['a', 'b', 'c', 'd'] as const;

const who = fc.constantFrom(...NAMES);
const symbol = fc.constantFrom('BTCUSDT', 'BTCUSDT', 'BTCUSDT', 'DUSTUSDT');
const positionSide = fc.constantFrom('long' as const, 'short' as const);
const side = fc.constantFrom('buy' as const, 'sell' as const);
/** Ticks around 100,000, that is 10,000.0 USDT for BTC. */
const price = fc.integer({ min: 97_000, max: 103_000 }).map(ticks);
const size = fc.integer({ min: 1, max: 400 }).map(lots);
const pick = fc.nat(20);

const place = fc.record({
  op: fc.constant('place' as const),
  who,
  symbol,
  intent: fc.constantFrom('open' as const, 'open' as const, 'close' as const),
  positionSide,
  type: fc.constantFrom('market' as const, 'limit' as const),
  price,
  size,
  timeInForce: fc.constantFrom('gtc' as const, 'gtc' as const, 'ioc' as const, 'fok' as const, 'post-only' as const),
  stopDistance: fc.option(fc.integer({ min: 1, max: 2_000 }), { nil: undefined }),
  profitDistance: fc.option(fc.integer({ min: 1, max: 2_000 }), { nil: undefined }),
});

const manage = fc.record({
  op: fc.constantFrom(
    'cancel' as const,
    'cancel-all' as const,
    'modify' as const,
    'move-trigger' as const,
    'cancel-trigger' as const,
  ),
  who,
  pick,
  price,
  size,
});

const placeTrigger = fc.record({
  op: fc.constant('place-trigger' as const),
  who,
  symbol,
  positionSide,
  kind: fc.constantFrom('stop-loss' as const, 'take-profit' as const),
  price,
  triggerBy: fc.constantFrom('last' as const, 'mark' as const),
  size: fc.option(size, { nil: undefined }),
});

const set = fc.record({
  op: fc.constant('leverage' as const),
  who,
  symbol,
  leverage: fc.integer({ min: 0, max: 126 }),
});

const book = fc.record({
  op: fc.constant('book' as const),
  symbol,
  middle: price,
  gap: fc.integer({ min: 1, max: 40 }),
  sizes: fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 5 }),
  isSnapshot: fc.boolean(),
});
const trade = fc.record({ op: fc.constant('trade' as const), symbol, price, size, side });
const mark = fc.record({ op: fc.constant('mark' as const), symbol, price });
const funding = fc.record({ op: fc.constant('funding' as const), symbol, bps: fc.integer({ min: -30, max: 30 }) });
const candle = fc.record({
  op: fc.constant('candle' as const),
  symbol,
  prices: fc.tuple(price, price, price, price),
  volume: fc.integer({ min: 0, max: 5_000 }).map(lots),
});

/** Without `book`, so that liquidity stays modelled and candles are walked. */
export const candleOperations = fc.oneof(
  { weight: 4, arbitrary: place },
  manage,
  { weight: 2, arbitrary: placeTrigger },
  set,
  funding,
  { weight: 4, arbitrary: candle },
);
export const bookOperations = fc.oneof(
  { weight: 4, arbitrary: place },
  manage,
  placeTrigger,
  set,
  { weight: 3, arbitrary: book },
  { weight: 2, arbitrary: trade },
  mark,
  funding,
);

type Arbitrary<T> = T extends fc.Arbitrary<infer Value> ? Value : never;
export type Operation = Arbitrary<typeof candleOperations> | Arbitrary<typeof bookOperations>;

/** Lists of `length` operations on average, half of them on books and trades, half on candles. */
export const operationLists = (length: number): fc.Arbitrary<Operation[]> => {
  const bounds = { minLength: 1, maxLength: 2 * length, size: 'max' } as const;
  return fc.oneof(fc.array(bookOperations, bounds), fc.array(candleOperations, bounds));
};

type CommandOperation = Exclude<Operation, { op: 'book' | 'trade' | 'mark' | 'funding' | 'candle' }>;

/** Carries the operation out as the `index`-th; each takes place one minute after the one before. */
export function run(exchange: PaperExchange, operation: Operation, index: number): readonly CoreOutput[] {
  const at = (index + 1) * 60_000;
  switch (operation.op) {
    case 'book':
    case 'trade':
    case 'mark':
    case 'funding':
    case 'candle':
      return exchange.apply(updateOf(operation, at));
    default:
      return command(exchange, operation, { at, clientOid: `o${index}` }).outputs;
  }
}

function updateOf(operation: Exclude<Operation, CommandOperation>, at: number): MarketUpdate {
  const { symbol } = operation;
  switch (operation.op) {
    case 'book': {
      const { middle, gap, sizes, isSnapshot } = operation;
      const level = (sign: number) => (size: number, i: number) =>
        [ticks(middle + sign * (gap + i * 3)), lots(size)] as const;
      return { type: 'book', at, symbol, isSnapshot, bids: sizes.map(level(-1)), asks: sizes.map(level(1)) };
    }
    case 'trade':
      return { type: 'trade', at, symbol, price: operation.price, size: operation.size, side: operation.side };
    case 'mark':
      return {
        type: 'mark',
        at,
        symbol,
        mark: operation.price,
        index: operation.price,
        fundingRate: 0n as Rate,
        nextFundingAt: at,
      };
    case 'funding':
      return { type: 'funding', at, symbol, rate: (BigInt(operation.bps) * rate('0.0001')) as Rate };
    case 'candle': {
      const { prices, volume } = operation;
      const [open, , , close] = prices;
      const [high, low] = [ticks(Math.max(...prices)), ticks(Math.min(...prices))];
      return {
        type: 'candle',
        at,
        symbol,
        walk: true,
        candle: { openAt: at - 60_000, open, high, low, close, volume },
      };
    }
  }
}

function command(
  exchange: PaperExchange,
  operation: CommandOperation,
  { at, clientOid }: { at: number; clientOid: string },
) {
  const name = operation.who;
  switch (operation.op) {
    case 'place': {
      const { op: _, who: _who, stopDistance, profitDistance, ...request } = operation;
      const { marginMode } = exchange.setting(name, request.symbol);
      const away = (distance: number | undefined, sign: number): Ticks | undefined =>
        distance === undefined ? undefined : ticks(request.price + sign * direction(request.positionSide) * distance);
      return exchange.place(
        name,
        { ...request, clientOid, marginMode, stopLoss: away(stopDistance, -1), takeProfit: away(profitDistance, 1) },
        at,
      );
    }
    case 'place-trigger': {
      const { op: _, who: _who, price: triggerPrice, ...request } = operation;
      return exchange.placeTrigger(name, { ...request, clientOid, triggerPrice }, at);
    }
    case 'leverage':
      return exchange.setLeverage(name, operation, at);
    case 'cancel-all':
      return exchange.cancelAll(name, {}, at);
    case 'cancel':
      return exchange.cancel(name, pickFrom(exchange.openOrders(name), operation.pick, 'orderId'), at);
    case 'modify': {
      const { price, size, pick } = operation;
      return exchange.modify(
        name,
        { ...pickFrom(exchange.openOrders(name), pick, 'orderId'), newClientOid: clientOid, price, size },
        at,
      );
    }
    case 'move-trigger':
      return exchange.moveTrigger(
        name,
        { ...pickFrom(exchange.openTriggers(name), operation.pick, 'triggerId'), triggerPrice: operation.price },
        at,
      );
    case 'cancel-trigger':
      return exchange.cancelTrigger(name, pickFrom(exchange.openTriggers(name), operation.pick, 'triggerId'), at);
  }
}

function pickFrom<Key extends string>(
  list: readonly ({ symbol: string } & Record<Key, string>)[],
  pick: number,
  key: Key,
) {
  const item = list[pick % Math.max(list.length, 1)];
  return { symbol: item?.symbol ?? 'BTCUSDT', id: item?.[key] ?? 'none' };
}
