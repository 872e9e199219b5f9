/**
 * Takes symbols in while the run goes on, and leaves them: asks the venue, sets the symbol up, warms it up, subscribes.
 * Invariant: one at a time, in the order of the wishes; no strategy decides on a symbol before its history has been read;
 * a symbol that cannot be had is refused, and never stops the engine.
 */
import {
  type Details,
  type Event,
  type Instrument,
  InvalidInput,
  type SessionConfig,
  TradingError,
} from '../domain/index.ts';
import type { EffectOf } from '../kernel/index.ts';
import type { MarketFeed, Venue } from '../ports/index.ts';

export type SymbolFollowerOptions = {
  readonly venue: Pick<Venue, 'instruments' | 'prepare'>;
  readonly feed: Pick<MarketFeed, 'follow' | 'unfollow'>;
  readonly config: Pick<SessionConfig, 'positionMode' | 'marginMode'>;
  /** Makes the venue list it, where it can: before it is asked for the instrument. */
  readonly list?: ((symbol: string) => Promise<void>) | undefined;
  readonly now: () => number;
  readonly push: (event: Event) => void;
  /** Reads the symbol's history into the kernel. */
  readonly warmUp: (symbol: string) => Promise<void>;
  /** Asks again until there is an answer; undefined when the engine ends before. */
  readonly retry: <T>(what: string, ask: () => Promise<T>) => Promise<T | undefined>;
  readonly onWarning: (code: string, error: unknown) => void;
  readonly onError: (error: unknown) => void;
};

type Refusal = { readonly rule: string; readonly details: Details };

export class SymbolFollower {
  readonly #options: SymbolFollowerOptions;
  #last: Promise<void> = Promise.resolve();
  #waiting = 0;

  constructor(options: SymbolFollowerOptions) {
    this.#options = options;
  }

  get isIdle(): boolean {
    return this.#waiting === 0;
  }

  /** Resolves when all that was asked for so far is done. */
  idle(): Promise<void> {
    return this.#last;
  }

  carryOut(effect: EffectOf<'follow-symbol' | 'unfollow-symbol'>): void {
    this.#waiting += 1;
    this.#last = this.#last
      .then(() => (effect.type === 'follow-symbol' ? this.#follow(effect) : this.#leave(effect.symbol)))
      .catch(this.#options.onError)
      .finally(() => {
        this.#waiting -= 1;
      });
  }

  async #follow({ symbol, requestId }: EffectOf<'follow-symbol'>): Promise<void> {
    const { push, now } = this.#options;
    const found = await this.#setUp(symbol);
    if ('rule' in found) return push({ type: 'symbol-refused', at: now(), requestId, symbol, ...found });
    push({ type: 'symbol-listed', at: now(), requestId, instrument: found });
    await this.#begin(symbol);
  }

  /** The instrument, once margin and position mode of the symbol are as the session wants them. */
  async #setUp(symbol: string): Promise<Instrument | Refusal> {
    const { venue, config, list } = this.#options;
    const { positionMode, marginMode } = config;
    try {
      await list?.(symbol);
      const [instrument] = await venue.instruments([symbol]);
      if (!instrument) return refusal('unknown-symbol', { allowed: 'a contract that the exchange lists' });
      const { status } = instrument;
      if (status !== 'normal')
        return refusal('symbol-closed', { status, allowed: 'a contract that is open for trading' });
      await venue.prepare({ symbols: [symbol], positionMode, marginMode });
      return instrument;
    } catch (error) {
      if (error instanceof InvalidInput) return refusal('unknown-symbol', { allowed: String(error.details.allowed) });
      if (error instanceof TradingError) return refusal('symbol-not-set-up', { reason: error.message });
      throw error;
    }
  }

  /** As at a start: history first, then the present. */
  async #begin(symbol: string): Promise<void> {
    const { warmUp, retry, onWarning } = this.#options;
    try {
      await warmUp(symbol);
      const refused = await retry('feed', () => this.#subscribe(symbol));
      if (refused) onWarning('symbol-silent', refused);
    } catch (error) {
      if (!(error instanceof TradingError)) throw error;
      onWarning('symbol-silent', error);
    }
  }

  /** @returns a "no" of the venue, which it would say again. */
  async #subscribe(symbol: string): Promise<TradingError | undefined> {
    try {
      await this.#options.feed.follow([symbol]);
      return undefined;
    } catch (error) {
      if (error instanceof TradingError && error.outcome === 'rejected') return error;
      throw error;
    }
  }

  /** One whose data still come is a nuisance: nobody decides on them. */
  async #leave(symbol: string): Promise<void> {
    const { feed, onWarning } = this.#options;
    try {
      await feed.unfollow([symbol]);
    } catch (error) {
      if (!(error instanceof TradingError)) throw error;
      onWarning('symbol-still-heard', error);
    }
  }
}

const refusal = (rule: string, details: Details): Refusal => ({ rule, details });
