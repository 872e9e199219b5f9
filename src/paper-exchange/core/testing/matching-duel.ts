/**
 * The fast matching and the naive one side by side on the same seeded operations.
 * Invariant: test support only; the first disagreement is an error that names seed and operation.
 */
import { type Instrument, lots, money, type Side, ticks } from '../../../domain/index.ts';
import { PaperExchange } from '../paper-exchange.ts';
import type { CoreOutput } from '../types.ts';
import { BTC } from './fixtures.ts';
import { type NaiveFill, NaiveMatcher, type NaiveOrder } from './naive-matcher.ts';

const ACCOUNTS = ['a', 'b', 'c', 'd', 'e'] as const;
const MIDDLE = 100_000;
const SPREAD = 30;
const ENDLESS = 1_000_000_000;
const OPEN_MAX = 200;
/** Nobody runs out of money or is liquidated here: the duel is about matching. */
const INSTRUMENT: Instrument = { ...BTC, notionalMin: money('0') };

/** Mulberry32. */
export function seeded(seed: number): (below: number) => number {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

type Open = { readonly naive: number; readonly fast: string; readonly account: string };

export class MatchingDuel {
  readonly #random: (below: number) => number;
  readonly #exchange = new PaperExchange({
    instruments: [INSTRUMENT],
    accounts: ACCOUNTS.map((name) => ({
      name,
      balance: money('1000000000000'),
      // Positions only grow, so that no fill is parted into a close and an open.
      positionMode: 'hedge',
      marginMode: 'isolated',
    })),
    openMax: 100_000,
    openInAllMax: 100_000,
    historyMax: 100,
  });
  readonly #naive: NaiveMatcher;
  readonly #fastIds = new Map<string, number>();
  #open: Open[] = [];
  #count = 0;
  fills = 0;

  constructor(seed: number) {
    this.#random = seeded(seed);
    this.#naive = new NaiveMatcher({ buy: [], sell: [] });
    this.#exchange.apply({ type: 'mark', at: 1, symbol: 'BTCUSDT', ...FLAT });
    this.#showBook();
  }

  /** One random operation on both, compared. */
  step(): void {
    const roll = this.#random(100);
    this.#naive.fills = [];
    this.#count++;
    let outputs: readonly CoreOutput[] = [];
    if (roll < 2) this.#showBook();
    else if (roll < (this.#open.length > OPEN_MAX ? 60 : 25) && this.#open.length > 0) outputs = this.#cancel();
    else if (roll < 70 && roll >= 60 && this.#open.length > 0) outputs = this.#amend();
    else outputs = this.#place();
    this.#compare(outputs);
  }

  #pick<T>(items: readonly T[]): T {
    return items[this.#random(items.length)] as T;
  }

  /** A fresh outside book that crosses nobody's resting order: a cross is the source's doing, and not this duel's matter. */
  #showBook(): void {
    const side = (taker: Side) => {
      const own = this.#naive.resting.filter((order) => order.side === taker).map((order) => order.price ?? 0);
      const sign = taker === 'buy' ? 1 : -1;
      const edge = Math.max(0, ...own.map((price) => sign * (price - MIDDLE))) + 1;
      return Array.from({ length: 4 }, (_, i) => ({
        price: MIDDLE + sign * (edge + 3 * i + this.#random(3)),
        size: 1 + this.#random(40),
      }));
    };
    const [asks, bids] = [side('buy'), side('sell')];
    const far = { buy: { price: MIDDLE + 5_000, size: ENDLESS }, sell: { price: MIDDLE - 5_000, size: ENDLESS } };
    this.#naive.outside.buy = [...asks, far.buy];
    this.#naive.outside.sell = [...bids, far.sell];
    for (const order of this.#naive.resting) {
      const same = this.#naive.outside[order.side === 'buy' ? 'sell' : 'buy'];
      order.ahead = Math.min(order.ahead, same.find(({ price }) => price === order.price)?.size ?? 0);
    }
    const levels = (from: readonly { price: number; size: number }[]) =>
      from.map(({ price, size }) => [ticks(price), lots(size)] as const);
    this.#exchange.apply({
      type: 'book',
      at: this.#count + 2,
      symbol: 'BTCUSDT',
      isSnapshot: true,
      bids: levels(this.#naive.outside.sell),
      asks: levels(this.#naive.outside.buy),
    });
  }

  #place(): readonly CoreOutput[] {
    const account = this.#pick(ACCOUNTS);
    const side = this.#pick(['buy', 'sell'] as const);
    const isMarket = this.#random(8) === 0;
    const price = isMarket ? undefined : MIDDLE + this.#random(2 * SPREAD) - SPREAD;
    const timeInForce = isMarket ? 'ioc' : this.#pick(['gtc', 'gtc', 'gtc', 'ioc', 'fok', 'post-only'] as const);
    const stpMode = this.#pick(['none', 'none', 'cancel-taker', 'cancel-maker', 'cancel-both'] as const);
    const order: NaiveOrder = {
      ...{ id: this.#count, account, side, price, left: 1 + this.#random(30), timeInForce, stpMode, ahead: 0 },
    };
    const size = lots(order.left);
    const { result, outputs } = this.#exchange.place(
      account,
      {
        clientOid: '',
        symbol: 'BTCUSDT',
        intent: 'open',
        positionSide: side === 'buy' ? 'long' : 'short',
        type: isMarket ? 'market' : 'limit',
        price: price === undefined ? undefined : ticks(price),
        size,
        timeInForce,
        marginMode: 'isolated',
        stopLoss: undefined,
        takeProfit: undefined,
        stpMode,
      },
      this.#count + 2,
    );
    if (!result.ok) throw new Error(`operation ${this.#count}: refused, ${result.code}`);
    this.#naive.place(order);
    this.#fastIds.set(result.id, order.id);
    this.#open.push({ naive: order.id, fast: result.id, account });
    return outputs;
  }

  #cancel(): readonly CoreOutput[] {
    const { naive, fast, account } = this.#pick(this.#open);
    const { result, outputs } = this.#exchange.cancel(account, { symbol: 'BTCUSDT', id: fast }, this.#count + 2);
    if (result.ok !== this.#naive.cancel(naive))
      throw new Error(`operation ${this.#count}: cancel of ${naive} differs`);
    return outputs;
  }

  #amend(): readonly CoreOutput[] {
    const { naive, fast, account } = this.#pick(this.#open);
    const order = this.#naive.resting.find(({ id }) => id === naive);
    if (!order) return [];
    const price = this.#random(3) === 0 ? (order.price ?? 0) : MIDDLE + this.#random(2 * SPREAD) - SPREAD;
    const left = 1 + this.#random(30);
    const filled = this.#exchange.order(account, { symbol: 'BTCUSDT', id: fast })?.filled ?? 0;
    const request = { symbol: 'BTCUSDT', id: fast, price: ticks(price), size: lots(filled + left) };
    const { result, outputs } = this.#exchange.amend(account, request, this.#count + 2);
    if (result.ok) this.#naive.amend(naive, price, left);
    else if (price !== order.price || left !== order.left) throw new Error(`operation ${this.#count}: ${result.code}`);
    return outputs;
  }

  #compare(outputs: readonly CoreOutput[]): void {
    const made = this.#fillsOf(outputs);
    this.fills += made.length;
    const [fast, naive] = [JSON.stringify(made), JSON.stringify(this.#naive.fills.map(nullMaker))];
    if (fast !== naive) throw new Error(`operation ${this.#count}: fills differ, fast ${fast}, naive ${naive}`);
    // What rests shows in the fills to come; all of it is compared now and then.
    if (this.#count % 100 !== 0 && this.#count > 500) return;
    const alive = new Map(this.#naive.resting.map((order) => [order.id, order]));
    const rows = this.#open.flatMap(({ fast: id, naive: of, account }) => {
      const order = this.#exchange.order(account, { symbol: 'BTCUSDT', id });
      const isOpen = order?.status === 'live' || order?.status === 'partially-filled';
      const known = alive.get(of);
      const left = isOpen ? order.size - order.filled : 0;
      if (left !== (known?.left ?? 0) || (known && known.price !== order?.price))
        throw new Error(`operation ${this.#count}: order ${of} differs, fast ${left}, naive ${known?.left}`);
      return isOpen ? [{ fast: id, naive: of, account }] : [];
    });
    this.#open = rows;
  }

  /** Taker's fills, each with the maker whose fill was told just before it. */
  #fillsOf(outputs: readonly CoreOutput[]): Made[] {
    const made: Made[] = [];
    let maker: number | null = null;
    for (const output of outputs) {
      if (!('event' in output) || output.event.type !== 'fill') continue;
      const { orderId, liquidity, price, size } = output.event.fill;
      const id = this.#fastIds.get(orderId);
      if (liquidity === 'maker') maker = id ?? null;
      else {
        made.push({ taker: id ?? this.#count, maker, price, size });
        maker = null;
      }
    }
    return made;
  }
}

type Made = { readonly taker: number; readonly maker: number | null; readonly price: number; readonly size: number };

const nullMaker = ({ taker, maker, price, size }: NaiveFill): Made => ({ taker, maker: maker ?? null, price, size });

const FLAT = {
  mark: ticks(MIDDLE),
  index: ticks(MIDDLE),
  fundingRate: 0n as never,
  nextFundingAt: 0,
};
