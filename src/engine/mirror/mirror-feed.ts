/**
 * Collects what a mirror of the read side has to be told: the whole once, then what has changed.
 * Invariant: a mirror that has applied every batch, in order, shows what the engine showed at the last one.
 */
import type { LiveMessage } from '../api.ts';
import type { Projections } from '../projections/index.ts';
import type { MirrorBatch, MirrorView, MirrorWhole } from './mirror-batch.ts';

/** In real time: how often an engine is read while things happen in it. */
const VIEW_EVERY_MS = 100;
/** And while it rests: its prices may have become old. */
const REST_EVERY_MS = 1_000;
const ALL = Number.MAX_SAFE_INTEGER;

export type MirrorFeedOptions = {
  readonly projections: Projections;
  /** The engine's time. */
  readonly now: () => number;
  /** Real time that never goes back. */
  readonly realMs: () => number;
};

export class MirrorFeed {
  readonly #options: MirrorFeedOptions;
  readonly #unsubscribe: () => void;
  #messages: LiveMessage[] = [];
  #histories: number;
  #isTorn = false;
  /** Since the last view. */
  #hasHappened = false;
  #viewedMs = Number.NEGATIVE_INFINITY;

  constructor(options: MirrorFeedOptions) {
    this.#options = options;
    const { projections } = options;
    this.#histories = projections.histories;
    this.#unsubscribe = projections.subscribe((message) => void this.#messages.push(message));
  }

  /** How many messages wait to be taken. */
  get waiting(): number {
    return this.#messages.length;
  }

  /** For a mirror that begins: what waits is in it. */
  whole(): MirrorWhole {
    const { projections } = this.#options;
    this.#messages = [];
    this.#histories = projections.histories;
    const view = this.#view();
    const candles = view.status.symbols.map((symbol) => [symbol, projections.candles(symbol, ALL)]);
    const whole = {
      ...view,
      positions: projections.positions(),
      orders: projections.orders(),
      fills: projections.fills({ limit: ALL }),
      notices: projections.notices(ALL),
      journal: projections.journal({ limit: ALL }),
      equity: projections.equity(ALL),
      candles: Object.fromEntries(candles),
      forming: Object.fromEntries(projections.forming()),
    };
    this.#isTorn = false;
    return whole;
  }

  /**
   * What was told since the last call; and how things stand, where that is due or `isViewed` asks for it.
   * Rows go out in small batches, so that none of them holds the engine up for long.
   */
  take(wish: { readonly isViewed?: boolean } = {}): MirrorBatch {
    try {
      return this.#taken(wish);
    } catch (error) {
      this.tear();
      throw error;
    }
  }

  /** A batch was lost: the next one is the whole. */
  tear(): void {
    this.#isTorn = true;
  }

  #taken({ isViewed = false }: { readonly isViewed?: boolean }): MirrorBatch {
    const { projections, now, realMs } = this.#options;
    const restedMs = realMs() - this.#viewedMs;
    const isLookDue = isViewed || restedMs >= VIEW_EVERY_MS;
    if (isLookDue) projections.publishChanges();
    const messages = this.#messages;
    this.#messages = [];
    this.#hasHappened ||= messages.length > 0;
    if (this.#isTorn || projections.histories !== this.#histories) return { at: now(), messages, whole: this.whole() };
    const isDue = isViewed || (isLookDue && this.#hasHappened) || restedMs >= REST_EVERY_MS;
    return isDue ? { at: now(), messages, view: this.#view() } : { at: now(), messages };
  }

  close(): void {
    this.#unsubscribe();
  }

  #view(): MirrorView {
    const { projections, realMs } = this.#options;
    this.#viewedMs = realMs();
    this.#hasHappened = false;
    const status = projections.status();
    const { symbols } = status;
    return {
      status,
      risk: projections.risk(),
      strategies: projections.strategies(),
      tickers: symbols.flatMap((symbol) => projections.ticker(symbol) ?? []),
      instruments: symbols.flatMap((symbol) => projections.instrument(symbol) ?? []),
    };
  }
}
