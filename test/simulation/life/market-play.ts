/**
 * A made-up market: prices that walk and sometimes jump, minutes that close, funding by the hour.
 * Invariant: the same chance gives the same market; each symbol has its history from before the life began.
 */
import { type Candle, lots, rate, ticks } from '../../../src/domain/index.ts';
import type { MarketUpdate } from '../../../src/paper-exchange/core/index.ts';
import type { Chance } from './chance.ts';
import type { Timeline } from './timeline.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const HISTORY_MINUTES = 10;
/** Enough for anybody. */
const DEPTH = lots(50_000_000);
/** Volumes that ask `signal` for something; the others ask for nothing. */
const SIGNALS = 8;

type Minute = { open: number; high: number; low: number };

export class MarketPlay {
  readonly #timeline: Timeline;
  readonly #chance: Chance;
  readonly #swing: number;
  readonly #onUpdate: (update: MarketUpdate) => void;
  readonly #prices = new Map<string, number>();
  readonly #minutes = new Map<string, Minute>();
  readonly #candles = new Map<string, Candle[]>();
  /** No wishes of strategies any more, and no moves. */
  isCalm = false;

  constructor(
    options: { readonly timeline: Timeline; readonly chance: Chance; readonly swing: number },
    onUpdate: (update: MarketUpdate) => void,
  ) {
    this.#timeline = options.timeline;
    this.#chance = options.chance;
    this.#swing = options.swing;
    this.#onUpdate = onUpdate;
  }

  begin(symbols: readonly string[]): void {
    const { now } = this.#timeline;
    symbols.forEach((symbol, index) => {
      const price = [1_000_000, 400_000, 500_000, 700_000][index % 4] ?? 1_000_000;
      this.#prices.set(symbol, price);
      this.#minutes.set(symbol, { open: price, high: price, low: price });
      const flat = { open: ticks(price), high: ticks(price), low: ticks(price), close: ticks(price), volume: lots(0) };
      const first = now - (now % MINUTE_MS) - HISTORY_MINUTES * MINUTE_MS;
      this.#candles.set(
        symbol,
        Array.from({ length: HISTORY_MINUTES }, (_, i) => ({ openAt: first + i * MINUTE_MS, ...flat })),
      );
      this.#show(symbol);
      this.#walk(symbol);
    });
    this.#timeline.after(MINUTE_MS - (now % MINUTE_MS), () => this.#closeMinute());
  }

  price(symbol: string): number {
    return this.#prices.get(symbol) ?? 0;
  }

  history(symbol: string, until: number, count: number): readonly Candle[] {
    return (this.#candles.get(symbol) ?? []).filter(({ openAt }) => openAt + MINUTE_MS <= until).slice(-count);
  }

  #walk(symbol: string): void {
    this.#timeline.after(this.#chance.between(500, 4_500) * (this.isCalm ? 3 : 1), () => {
      this.#move(symbol);
      this.#show(symbol);
      this.#walk(symbol);
    });
  }

  #move(symbol: string): void {
    if (this.isCalm) return;
    const chance = this.#chance;
    const factor = chance.hits(10) ? chance.pick([10, 10, 10, 100]) : 1;
    const price = Math.max(100_000, this.price(symbol)) + factor * chance.between(-this.#swing, this.#swing);
    this.#prices.set(symbol, price);
    const minute = this.#minutes.get(symbol);
    if (!minute) return;
    minute.high = Math.max(minute.high, price);
    minute.low = Math.min(minute.low, price);
  }

  #show(symbol: string): void {
    const price = this.price(symbol);
    const at = this.#timeline.now;
    const nextFundingAt = at - (at % HOUR_MS) + HOUR_MS;
    const mark = ticks(price);
    const sizes = { bidSize: DEPTH, askSize: DEPTH };
    this.#onUpdate({ type: 'mark', at, symbol, mark, index: mark, fundingRate: rate('0.0001'), nextFundingAt });
    this.#onUpdate({ type: 'quote', at, symbol, bid: ticks(price - 5), ask: ticks(price + 5), ...sizes });
    if (this.#chance.hits(300)) {
      const side = this.#chance.pick(['buy', 'sell'] as const);
      this.#onUpdate({ type: 'trade', at, symbol, price: mark, size: lots(this.#chance.between(1, 1_000)), side });
    }
  }

  #closeMinute(): void {
    const at = this.#timeline.now;
    for (const [symbol, minute] of this.#minutes) {
      const close = this.price(symbol);
      const wish = this.isCalm || this.#chance.hits(500) ? 0 : this.#chance.between(1, SIGNALS);
      const candle = {
        openAt: at - MINUTE_MS,
        open: ticks(minute.open),
        high: ticks(minute.high),
        low: ticks(minute.low),
        close: ticks(close),
        volume: lots(wish),
      };
      this.#candles.get(symbol)?.push(candle);
      this.#minutes.set(symbol, { open: close, high: close, low: close });
      if (at % HOUR_MS === 0) this.#onUpdate({ type: 'funding', at, symbol, rate: rate('0.0001') });
      this.#onUpdate({ type: 'candle', at, symbol, candle, walk: false });
    }
    this.#timeline.after(MINUTE_MS, () => this.#closeMinute());
  }
}
