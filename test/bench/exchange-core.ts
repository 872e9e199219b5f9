/**
 * Orders a second through the embedded exchange's core: the book alone, and the whole way of an order (checks, margin, matching,
 * ledger, events). Each stands beside a floor of bare arrays and the naive matcher; then memory of a large exchange.
 * One JSON line a result.
 * Usage: node test/bench/exchange-core.ts [orders]
 */
import { type Instrument, lots, money, ticks } from '../../src/domain/index.ts';
import { type OrderPlacement, PaperExchange } from '../../src/paper-exchange/core/index.ts';
import { knownInstrument } from '../../src/paper-exchange/sources/index.ts';
import { matchBare, matchInBook, matchNaively, type Wish } from './matching-alone.ts';
import { median, percentile, report, rounded, timed } from './measure.ts';

const ROUNDS = 5;
const ACCOUNTS = 100;
const SYMBOLS = 500;
const MIDDLE = 600_000;
/** As many finished orders and fills as the server lets the core remember, per account. */
const HISTORY_MAX = 500;
/** So few that the naive matcher ends in time. */
const NAIVE_ORDERS = 2_000;
/** So few that a collection seldom falls among them. */
const BATCH = 100;

const [ordersText = '100000'] = process.argv.slice(2);
const orders = Number(ordersText);
const BTC = knownInstrument('BTCUSDT') as Instrument;

const NAMES = Array.from({ length: ACCOUNTS }, (_, i) => `a${i}`);

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

/** Price and time alone, with nobody's money behind it. */
function compareBooks(bench: string, wishes: readonly Wish[]): void {
  const [rates, floors]: [number[], number[]] = [[], []];
  for (let round = 0; round <= ROUNDS; round++) {
    const floor = timed(() => matchBare(wishes));
    const book = timed(() => matchInBook(wishes));
    if (round === 0) continue;
    rates.push((book.units / book.elapsedMs) * 1_000);
    floors.push((floor.units / floor.elapsedMs) * 1_000);
  }
  const naive = timed(() => matchNaively(wishes.slice(0, NAIVE_ORDERS)));
  report({
    bench: `book alone: ${bench}`,
    orders: wishes.length,
    ordersPerSecond: rounded(median(rates)),
    floorPerSecond: rounded(median(floors)),
    naivePerSecond: rounded((naive.units / naive.elapsedMs) * 1_000),
    ratio: rounded(median(rates) / median(floors)),
  });
}

/** Of each single order, and the heap that a batch of them takes: in a run of its own, for looking costs time. */
function measureEach(wishes: readonly Wish[], isOutside: boolean) {
  const exchange = createExchange(BTC.symbol, isOutside);
  const requests = wishes.map((wish, i) => placementOf(wish, i, isOutside));
  const [spentUs, batchBytes]: [number[], number[]] = [[], []];
  for (let from = 0; from < wishes.length; from += BATCH) {
    const before = process.memoryUsage().heapUsed;
    for (let i = from; i < Math.min(from + BATCH, wishes.length); i++) {
      const [wish, request] = [wishes[i], requests[i]];
      if (!wish || !request) continue;
      const startedAt = performance.now();
      exchange.place(NAMES[wish.account] ?? '', request, i + 3);
      spentUs.push((performance.now() - startedAt) * 1_000);
    }
    batchBytes.push(process.memoryUsage().heapUsed - before);
  }
  return {
    p50Us: rounded(percentile(spentUs, 0.5)),
    p99Us: rounded(percentile(spentUs, 0.99)),
    bytesPerOrder: rounded(median(batchBytes) / BATCH),
  };
}

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
    bench: `whole order: ${bench}`,
    orders: wishes.length,
    fills,
    ordersPerSecond: rounded(median(rates)),
    floorPerSecond: rounded(median(floors)),
    ratio: rounded(median(rates) / median(floors)),
    ...measureEach(wishes, isOutside),
  });
}

function createExchange(symbol: string, isOutside: boolean): PaperExchange {
  const exchange = new PaperExchange({
    instruments: [{ ...BTC, symbol }],
    accounts: Array.from({ length: ACCOUNTS }, (_, i) => accountOf(i)),
    openMax: 1_000_000,
    openInAllMax: 1_000_000,
    historyMax: HISTORY_MAX,
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

compareBooks('in pairs', pairs);
compareBooks('a crowd', crowd);
compare('orders against orders, in pairs', pairs, false);
compare('orders against orders, a crowd', crowd, false);
compare('orders against the outside', pairs, true);
reportMemory();
