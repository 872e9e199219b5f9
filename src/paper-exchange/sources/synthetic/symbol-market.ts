/**
 * One synthetic contract: its book, quotes, trades, mark price, funding and candles, step by step.
 * Invariant: takers here move it and nothing else from outside does; a trade prints at the best bid or ask of the book before it, and never takes all of that level.
 */
import { type Candle, type Instrument, type Level, lots, type Rate, type Side } from '../../../domain/index.ts';
import type { MarketUpdate } from '../../core/index.ts';
import { MINUTE_MS, MinuteCandles, type SavedMinute } from '../minute-candles.ts';
import type { Climate } from './climate.ts';
import { drawDepth, halfSpreadOf, type Shape } from './depth.ts';
import { Impact } from './impact.ts';
import type { Noise } from './noise.ts';
import { Premium } from './premium.ts';
import { PricePath } from './price-path.ts';
import type { Profile } from './profiles.ts';
import { lotsOf, rawTicks, TRADES_PER_SECOND, ticksOf } from './scale.ts';

const HOUR_MS = 3_600_000;
const MARK_EVERY_MS = 3_000;
/** Closed live candles that stay available: a week. */
const CANDLES_KEPT = 10_080;
/** Of the time of a step, so that symbols do not all speak at once. */
const BOOK_PHASE_MAX = 0.4;

export type Step = { readonly at: number; readonly ms: number; readonly climate: Climate };

/** Everything but the candles that have closed. */
export type SavedSymbol = {
  readonly noise: readonly number[];
  readonly path: readonly number[];
  readonly premium: readonly number[];
  readonly impact: readonly number[];
  readonly minute: SavedMinute;
  readonly phase: number;
  readonly announcedAt?: number | undefined;
  readonly announcedRate: number;
};

export class SymbolMarket {
  readonly instrument: Instrument;
  readonly profile: Profile;
  readonly noise: Noise;
  readonly candles: Candle[] = [];
  readonly #path: PricePath;
  readonly #premium: Premium;
  readonly #impact = new Impact();
  readonly #fundingMs: number;
  readonly #minute: MinuteCandles;
  /** When within the next step the book is drawn anew, as a share of the step: drawn ahead, so that `firstAt` can tell. */
  #phase: number;
  #announcedAt: number | undefined;
  #announcedRate = 0n as Rate;

  constructor(instrument: Instrument, options: { profile: Profile; noise: Noise; price: number; startAt: number }) {
    this.instrument = instrument;
    this.profile = options.profile;
    this.noise = options.noise;
    this.#path = new PricePath(options.profile, options.noise, options.price);
    this.#premium = new Premium(options.noise, instrument.fundingIntervalHours);
    this.#fundingMs = instrument.fundingIntervalHours * HOUR_MS;
    this.#minute = new MinuteCandles(options.startAt);
    this.#phase = BOOK_PHASE_MAX * options.noise.uniform();
  }

  save(): SavedSymbol {
    return {
      noise: this.noise.save(),
      path: this.#path.save(),
      premium: this.#premium.save(),
      impact: this.#impact.save(),
      minute: this.#minute.save(),
      phase: this.#phase,
      announcedAt: this.#announcedAt,
      announcedRate: Number(this.#announcedRate),
    };
  }

  restore(saved: SavedSymbol): void {
    this.noise.restore(saved.noise);
    this.#path.restore(saved.path);
    this.#premium.restore(saved.premium);
    this.#impact.restore(saved.impact);
    this.#minute.restore(saved.minute);
    this.#phase = saved.phase;
    this.#announcedAt = saved.announcedAt;
    this.#announcedRate = BigInt(saved.announcedRate) as Rate;
  }

  /** Moves the price by so many basis points; the next step shows it. */
  shock(bps: number): void {
    this.#path.price *= 1 + bps / 10_000;
  }

  /** Takers here have taken these levels from the market, in this order; the next step shows what that does. */
  take(side: Side, levels: readonly Level[]): void {
    const { instrument, profile } = this;
    const [best] = levels;
    if (!best) return;
    const levelSize = lotsOf(instrument, profile.levelNotional, best[0]);
    const halfSpread = halfSpreadOf(this.#shape());
    this.#path.price *= 1 + this.#impact.take({ side, levels, levelSize, halfSpread });
  }

  #shape(): Shape {
    const { price, excitement } = this.#path;
    const { push, eaten } = this.#impact;
    return { middle: rawTicks(this.instrument, price * (1 + push)), excitement, eaten };
  }

  /** `at` of the first update that the step will give. */
  firstAt(step: Pick<Step, 'at' | 'ms'>): number {
    const isCandleDue = !this.#minute.isEmpty && this.#minute.openAt + MINUTE_MS <= step.at;
    return isCandleDue || this.#isMarkDue(step.at) || this.#isFundingDue(step.at) ? step.at : this.#bookAt(step);
  }

  #bookAt({ at, ms }: Pick<Step, 'at' | 'ms'>): number {
    return at + Math.floor(this.#phase * ms);
  }

  #isMarkDue(at: number): boolean {
    return this.#announcedAt === undefined || at >= this.#announcedAt + MARK_EVERY_MS;
  }

  #isFundingDue(at: number): boolean {
    return at % this.#fundingMs === 0 && this.#announcedAt !== undefined;
  }

  /** Appends everything of the step to `out`; the caller puts all symbols into order. */
  advance(step: Step, out: MarketUpdate[]): void {
    this.#closeMinutes(step.at, out);
    this.#path.advance(step.climate, step.ms / 1_000);
    this.#impact.advance(step.ms / 1_000);
    this.#premium.advance(step.climate, { seconds: step.ms / 1_000, push: this.#impact.push });
    this.#settle(step.at, out);
    this.#announce(step.at, out);
    this.#trade(step, out);
  }

  #closeMinutes(at: number, out: MarketUpdate[]): void {
    while (this.#minute.openAt + MINUTE_MS <= at) {
      const candle = this.#minute.close();
      if (candle === undefined) continue;
      this.candles.push(candle);
      if (this.candles.length > 2 * CANDLES_KEPT) this.candles.splice(0, CANDLES_KEPT);
      out.push({ type: 'candle', at: candle.openAt + MINUTE_MS, symbol: this.instrument.symbol, candle, walk: false });
    }
  }

  #settle(at: number, out: MarketUpdate[]): void {
    if (!this.#isFundingDue(at)) return;
    out.push({ type: 'funding', at, symbol: this.instrument.symbol, rate: this.#announcedRate });
    this.#premium.settle();
  }

  #announce(at: number, out: MarketUpdate[]): void {
    if (!this.#isMarkDue(at)) return;
    this.#announcedAt = at;
    this.#announcedRate = this.#premium.fundingRate;
    const index = this.#path.price / (1 + this.#premium.now);
    out.push({
      type: 'mark',
      at,
      symbol: this.instrument.symbol,
      mark: ticksOf(this.instrument, index * (1 + this.#premium.smooth)),
      index: ticksOf(this.instrument, index),
      fundingRate: this.#announcedRate,
      nextFundingAt: at - (at % this.#fundingMs) + this.#fundingMs,
    });
  }

  #trade(step: Step, out: MarketUpdate[]): void {
    const { instrument, noise, profile } = this;
    const symbol = instrument.symbol;
    const excitement = this.#path.excitement;
    const depth = drawDepth(this, this.#shape());
    let at = this.#bookAt(step);
    this.#phase = BOOK_PHASE_MAX * noise.uniform();
    out.push({ type: 'book', at, symbol, isSnapshot: true, bids: depth.bids, asks: depth.asks });
    const [bid, ask] = [depth.bids[0] as Level, depth.asks[0] as Level];
    const left = { bid: bid[1] as number, ask: ask[1] as number };
    const count = Math.floor((TRADES_PER_SECOND * step.ms * excitement) / 1_000 + noise.uniform());
    for (let i = 0; i < count; i++) {
      at += Math.floor(((step.at + step.ms - at) / (count - i + 1)) * noise.uniform());
      const isBuy = noise.uniform() < 0.5 + 2 * step.climate.regime.drift;
      const price = isBuy ? ask[0] : bid[0];
      const wanted = lotsOf(instrument, (profile.tradeNotional * 0.33) / (0.05 + noise.uniform()), price);
      const size = Math.min(wanted, (isBuy ? left.ask : left.bid) - 1);
      if (size < 1) continue;
      if (isBuy) left.ask -= size;
      else left.bid -= size;
      const side: Side = isBuy ? 'buy' : 'sell';
      this.#minute.add(price, lots(size));
      out.push({ type: 'trade', at, symbol, price, size: lots(size), side });
    }
    if (count === 0) return;
    out.push({ type: 'quote', at, symbol, bid: bid[0], bidSize: lots(left.bid), ask: ask[0], askSize: lots(left.ask) });
  }
}
