/**
 * Orders a second through the embedded exchange's core, with all that follows from each: checks, margin, fees, positions, events.
 * Each stands beside its floor, the same prices and sizes through a book without accounts; then memory of a large exchange.
 * Usage: node test/bench/exchange-core.ts [orders]
 */
import { type Instrument, lots, money, type Side, ticks } from '../../src/domain/index.ts';
import { type OrderPlacement, PaperExchange } from '../../src/paper-exchange/core/index.ts';
import { knownInstrument } from '../../src/paper-exchange/sources/index.ts';
import { median, report, rounded, timed } from './measure.ts';

const ROUNDS = 5;
const ACCOUNTS = 100;
const SYMBOLS = 500;
const MIDDLE = 600_000;

const [ordersText = '100000'] = process.argv.slice(2);
const orders = Number(ordersText);
const BTC = knownInstrument('BTCUSDT') as Instrument;

const NAMES = Array.from({ length: ACCOUNTS }, (_, i) => `a${i}`);

type Wish = { readonly account: number; readonly side: Side; readonly price: number; readonly size: number };

/** Makers and takers in turns: each second order meets the one before. */
const pairs: readonly Wish[] = Array.from({ length: orders }, (_, i) => ({
  account: (i * 7) % ACCOUNTS,
  side: (i >> 1) % 2 === i % 2 ? 'buy' : 'sell',
  price: MIDDLE + ((i >> 1) % 20),
  size: 1 + ((i >> 1) % 10),
}));

/** A crowd around the middle: some rest, some take one or several of those that rest. */
const crowd: readonly Wish[] = Array.from({ length: orders }, (_, i) => {
  const mixed = Math.imul(i + 1, 0x9e3779b1) >>> 0;
  const side = mixed & 1 ? 'buy' : 'sell';
  return {
    account: (mixed >>> 8) % ACCOUNTS,
    side,
    price: MIDDLE + ((mixed >>> 16) % 40) - 20 + (side === 'buy' ? -4 : 4),
    size: 1 + ((mixed >>> 4) % 10),
  };
});

/** Work and floor in turns; the first round of both warms up. */
function compare(bench: string, wishes: readonly Wish[], isOutside: boolean): void {
  const rates: number[] = [];
  const floors: number[] = [];
  let fills = 0;
  for (let round = 0; round <= ROUNDS; round++) {
    const floor = timed(() => matchBare(wishes));
    const exchange = createExchange(BTC.symbol, isOutside);
    const requests = wishes.map((wish, i) => placementOf(wish, i, isOutside));
    const { units, elapsedMs } = timed(() => {
      fills = runOrders(exchange, wishes, requests);
      return wishes.length;
    });
    if (round === 0) continue;
    rates.push((units / elapsedMs) * 1_000);
    floors.push((floor.units / floor.elapsedMs) * 1_000);
  }
  report({
    bench,
    orders: wishes.length,
    fills,
    ordersPerSecond: rounded(median(rates)),
    floorPerSecond: rounded(median(floors)),
    ratio: rounded(median(rates) / median(floors)),
  });
}

function createExchange(symbol: string, isOutside: boolean): PaperExchange {
  const exchange = new PaperExchange({
    instruments: [{ ...BTC, symbol }],
    accounts: Array.from({ length: ACCOUNTS }, (_, i) => accountOf(i)),
    openMax: 1_000_000,
    openInAllMax: 1_000_000,
    historyMax: 1_000,
  });
  exchange.apply({
    type: 'mark',
    at: 1,
    symbol,
    mark: ticks(MIDDLE),
    index: ticks(MIDDLE),
    fundingRate: 0n as never,
    nextFundingAt: 0,
  });
  const far = isOutside ? 0 : 10_000;
  const levels = (sign: 1 | -1) =>
    Array.from({ length: 50 }, (_, i) => [ticks(MIDDLE + sign * (far + i + 1)), lots(1_000_000_000)] as const);
  exchange.apply({ type: 'book', at: 2, symbol, isSnapshot: true, bids: levels(-1), asks: levels(1) });
  return exchange;
}

const accountOf = (i: number) =>
  ({ name: NAMES[i] ?? '', balance: money('1000000000'), positionMode: 'one-way', marginMode: 'isolated' }) as const;

const placementOf = ({ side, price, size }: Wish, i: number, isOutside: boolean): OrderPlacement => ({
  clientOid: `o${i}`,
  symbol: BTC.symbol,
  intent: 'open',
  positionSide: side === 'buy' ? 'long' : 'short',
  type: 'limit',
  price: ticks(isOutside ? MIDDLE + (side === 'buy' ? 40 : -40) : price),
  size: lots(size * 10),
  timeInForce: 'gtc',
  marginMode: 'isolated',
  stopLoss: undefined,
  takeProfit: undefined,
});

function runOrders(exchange: PaperExchange, wishes: readonly Wish[], requests: readonly OrderPlacement[]): number {
  let fills = 0;
  for (let i = 0; i < wishes.length; i++) {
    const [wish, request] = [wishes[i], requests[i]];
    if (!wish || !request) continue;
    const { result, outputs } = exchange.place(NAMES[wish.account] ?? '', request, i + 3);
    if (!result.ok) throw new Error(`${result.code} ${JSON.stringify(result.details)}`);
    for (const output of outputs) if ('event' in output && output.event.type === 'fill') fills++;
  }
  return fills;
}

/** The floor: the same wishes through arrays by price, with nobody behind them. */
function matchBare(wishes: readonly Wish[]): number {
  const levels = { buy: new Map<number, number[]>(), sell: new Map<number, number[]>() };
  let best = { buy: 0, sell: Number.MAX_SAFE_INTEGER };
  for (const { side, price, size } of wishes) {
    let left = size;
    const other = side === 'buy' ? 'sell' : 'buy';
    while (left > 0 && (side === 'buy' ? best.sell <= price : best.buy >= price)) {
      const queue = levels[other].get(best[other]) ?? [];
      const head = queue[0] ?? 0;
      const matched = Math.min(head, left);
      left -= matched;
      if (matched < head) queue[0] = head - matched;
      else queue.shift();
      if (queue.length > 0) continue;
      levels[other].delete(best[other]);
      best = { ...best, [other]: bestOf(levels[other], other) };
    }
    if (left === 0) continue;
    const queue = levels[side].get(price);
    if (queue) queue.push(left);
    else levels[side].set(price, [left]);
    best = { ...best, [side]: bestOf(levels[side], side) };
  }
  return wishes.length;
}

function bestOf(levels: ReadonlyMap<number, unknown>, side: Side): number {
  let best = side === 'buy' ? 0 : Number.MAX_SAFE_INTEGER;
  for (const price of levels.keys()) if (side === 'buy' ? price > best : price < best) best = price;
  return best;
}

/** Heap of an exchange with many symbols and accounts, each account holding one position and one order in each tenth symbol. */
function reportMemory(): void {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  const symbols = Array.from({ length: SYMBOLS }, (_, i) => `S${i}USDT`);
  const exchange = new PaperExchange({
    instruments: symbols.map((symbol) => ({ ...BTC, symbol })),
    accounts: Array.from({ length: ACCOUNTS }, (_, i) => accountOf(i)),
  });
  symbols.forEach((symbol, at) => {
    exchange.apply({ type: 'trade', at: at + 1, symbol, price: ticks(MIDDLE), size: lots(1), side: 'buy' });
  });
  let open = 0;
  for (let account = 0; account < ACCOUNTS; account++) {
    for (let i = account % 10; i < SYMBOLS; i += 10) {
      const wish = { account, side: 'buy', price: MIDDLE, size: 1 } as const;
      const request = { ...placementOf(wish, open++, false), symbol: symbols[i] ?? '' };
      exchange.place(NAMES[account] ?? '', { ...request, type: 'market', price: undefined }, SYMBOLS + 1);
      exchange.place(NAMES[account] ?? '', { ...request, clientOid: '', price: ticks(MIDDLE - 1_000) }, SYMBOLS + 1);
    }
  }
  const usedMb = (process.memoryUsage().rss - before) / 2 ** 20;
  report({
    bench: 'memory',
    symbols: SYMBOLS,
    accounts: ACCOUNTS,
    positionsAndOrders: 2 * open,
    usedMb: rounded(usedMb),
  });
}

compare('orders against orders, in pairs', pairs, false);
compare('orders against orders, a crowd', crowd, false);
compare('orders against the outside', pairs, true);
reportMemory();
