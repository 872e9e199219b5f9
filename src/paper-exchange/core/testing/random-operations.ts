/**
 * Random lives of an exchange: a generator of operations, and what must hold after each of them.
 * Invariant: test support only. `operationLists(n)` gives lists of any length for longer runs.
 */
import fc from 'fast-check';
import {
  canBecome,
  direction,
  isTerminal,
  type Lots,
  lots,
  type Money,
  money,
  notional,
  type OrderReport,
  type OrderStatus,
  type Rate,
  rate,
  type Ticks,
  ticks,
} from '../../../domain/index.ts';
import type { MarketUpdate } from '../market-update.ts';
import { PaperExchange } from '../paper-exchange.ts';
import type { CoreOutput, ExchangeOptions } from '../types.ts';
import { account, BTC, DUST } from './fixtures.ts';

export const START = { a: money('10000'), b: money('1500'), c: money('800'), d: money('5000') };

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
const SYMBOLS = [BTC, DUST];

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

/** Follows the outputs and compares them with what the exchange says of itself. Every breach is a thrown error. */
export class Checker {
  readonly #total: Money;
  readonly #orders = new Map<string, { status: OrderStatus; filled: number }>();
  readonly #filled = new Map<string, number>();
  readonly #cash = new Map<string, bigint>(Object.entries(START));
  /** Per account, symbol and position side: opening less closing notional, and the profit booked. */
  readonly #books = new Map<string, { paid: bigint; profit: bigint }>();

  constructor(exchange: PaperExchange) {
    this.#total = exchange.totalCash;
  }

  check(exchange: PaperExchange, outputs: readonly CoreOutput[]): void {
    for (const output of outputs) if ('event' in output) this.#follow(output);
    must(exchange.totalCash === this.#total, 'cash is conserved');
    for (const name of NAMES) this.#checkAccount(exchange, name);
  }

  #follow({ account: name, event }: Extract<CoreOutput, { event: unknown }>): void {
    if (event.type === 'order') this.#followOrder(event.report);
    if (event.type === 'bill') this.#cash.set(name, (this.#cash.get(name) ?? 0n) + event.bill.amount);
    if (event.type !== 'fill') return;
    const { fill } = event;
    this.#filled.set(fill.orderId, (this.#filled.get(fill.orderId) ?? 0) + fill.size);
    this.#cash.set(name, (this.#cash.get(name) ?? 0n) + fill.profit - fill.fee);
    const key = `${name} ${fill.symbol} ${fill.positionSide}`;
    const known = this.#books.get(key) ?? { paid: 0n, profit: 0n };
    const value = notional(instrumentOf(fill.symbol), fill.price, fill.size);
    this.#books.set(key, {
      paid: known.paid + (fill.intent === 'open' ? value : -value),
      profit: known.profit + fill.profit,
    });
  }

  #followOrder({ orderId, status, filled, size }: OrderReport): void {
    const before = this.#orders.get(orderId);
    const isFit =
      before === undefined
        ? status === 'live'
        : canBecome(before.status, status) || (status === 'partially-filled' && before.status === status);
    must(isFit, `${orderId}: ${before?.status} → ${status}`);
    must(filled >= (before?.filled ?? 0) && filled <= size, `${orderId}: filled ${filled} of ${size}`);
    must(filled === (this.#filled.get(orderId) ?? 0), `${orderId}: the fills make up what is filled`);
    must((status === 'filled') === (filled === size), `${orderId}: filled means all of it`);
    this.#orders.set(orderId, { status, filled });
  }

  #checkAccount(exchange: PaperExchange, name: string): void {
    const detail = exchange.accountDetail(name);
    must(detail.balance === this.#cash.get(name), `${name}: balance is opening cash, fills and bills`);
    const positions = exchange.positionDetails(name);
    const hasCrossed = positions.some((position) => position.marginMode === 'crossed');
    must(hasCrossed || detail.balance >= detail.isolatedMargin, `${name}: cash covers isolated margins`);
    for (const position of positions) {
      must(position.size > 0, `${name}: no empty position`);
      const value = notional(instrumentOf(position.symbol), position.mark, position.size);
      const sign = BigInt(direction(position.positionSide));
      const cost = value - sign * position.unrealised;
      const known = this.#books.get(`${name} ${position.symbol} ${position.positionSide}`) ?? { paid: 0n, profit: 0n };
      must(
        near(known.paid + sign * known.profit, cost),
        `${name} ${position.symbol}: cost is what was paid and not released`,
      );
      must(position.margin >= 0n, `${name}: margin is not negative`);
      const isCovered = position.marginRatio !== undefined && position.marginRatio < 1 + 1e-9;
      must(position.marginMode === 'crossed' || isCovered, `${name} ${position.symbol}: maintenance is covered`);
    }
    const held = new Map(positions.map((position) => [`${position.symbol} ${position.positionSide}`, position.size]));
    this.#checkOpen(exchange, name, held);
  }

  #checkOpen(exchange: PaperExchange, name: string, held: Map<string, Lots>): void {
    const closing = new Map<string, number>();
    for (const order of exchange.openOrders(name)) {
      must(!isTerminal(order.status), `${order.orderId} is open`);
      must(this.#orders.get(order.orderId)?.status === order.status, `${order.orderId}: was told`);
      const key = `${order.symbol} ${order.positionSide}`;
      if (order.intent === 'close') closing.set(key, (closing.get(key) ?? 0) + order.size - order.filled);
    }
    for (const [key, size] of closing)
      must(size <= (held.get(key) ?? 0), `${name} ${key}: closes fit into the position`);
    for (const trigger of exchange.openTriggers(name)) {
      must(held.has(`${trigger.symbol} ${trigger.positionSide}`), `${trigger.triggerId}: has a position`);
    }
    if (exchange.account(name).positionMode !== 'one-way') return;
    for (const { symbol: held_ } of SYMBOLS)
      must(!(held.has(`${held_} long`) && held.has(`${held_} short`)), `${name}: one side only`);
  }
}

/** Positions that were closed may leave dust below the cash unit, once for each time. */
const near = (a: bigint, b: bigint): boolean => (a > b ? a - b : b - a) < 10n ** 8n;

function instrumentOf(name: string) {
  const instrument = SYMBOLS.find(({ symbol: listed }) => listed === name);
  if (!instrument) throw new Error(`unknown ${name}`);
  return instrument;
}

function must(condition: boolean, what: string): void {
  if (!condition) throw new Error(`broken: ${what}`);
}
