/**
 * Chooses the universe again and again while candles come in.
 * Invariant: a choice knows the candles that had closed before it, and nothing else; the same candles give the same choices.
 */
import { type EventOf, type Instrument, type MarketEvent, priceToNumber, sizeToNumber } from '../domain/index.ts';
import type { Universe } from '../ports/index.ts';
import { chooseUniverse, type MarketFacts, MarketMemory, type UniverseSettings } from '../scoring/index.ts';

const HOUR_MS = 3_600_000;

export type UniverseWish = {
  readonly isPriorityOnly: boolean;
  readonly priority: readonly string[];
  readonly settings: UniverseSettings;
};

type UniverseEvent = EventOf<'universe'>;

export class UniverseChooser implements Universe {
  readonly #wish: UniverseWish;
  #instruments: ReadonlyMap<string, Instrument> = new Map();
  readonly #memory = new MarketMemory();
  #members: ReadonlySet<string> = new Set();
  #slot = -1;

  constructor(wish: UniverseWish) {
    this.#wish = wish;
  }

  /** The first choice of a session: the priority list and who was in before, since nothing is known of the others. */
  first(at: number, instruments: readonly Instrument[], members: ReadonlySet<string> = new Set()): UniverseEvent {
    this.#instruments = new Map(instruments.map((instrument) => [instrument.symbol, instrument]));
    this.#members = members;
    return this.#event(at, this.#choose(at));
  }

  /** A new choice that is due before this event, if it differs from the last one. */
  before(event: MarketEvent): UniverseEvent | undefined {
    if (event.type !== 'candle') return undefined;
    const slot = Math.floor(event.at / (this.#wish.settings.everyHours * HOUR_MS));
    const isDue = this.#slot >= 0 && slot !== this.#slot;
    this.#slot = slot;
    const changes = isDue ? this.#choose(event.at) : [];
    this.#remember(event);
    return changes.length > 0 ? this.#event(event.at, changes) : undefined;
  }

  #choose(at: number): UniverseEvent['changes'] {
    const { priority, settings, isPriorityOnly } = this.#wish;
    const known = new Map(this.#memory.factsAt(at).map((facts) => [facts.symbol, facts]));
    const markets = [...this.#instruments.keys()].map((symbol) => this.#asFarAsKnown(symbol, known.get(symbol)));
    const rows = chooseUniverse({ markets, priority, members: this.#members, settings, isPriorityOnly });
    const changes = rows.filter(({ symbol, isIn }) => isIn !== this.#members.has(symbol));
    this.#members = new Set(rows.filter(({ isIn }) => isIn).map(({ symbol }) => symbol));
    return changes.map(({ symbol, isIn, rule }) => ({ symbol, isIn, rule }));
  }

  /** Whoever was in before a restart stays until its day is known; of a newcomer nothing has been traded before. */
  #asFarAsKnown(symbol: string, facts: MarketFacts = { ...UNKNOWN, symbol }): MarketFacts {
    if (facts.quoteVolume !== undefined || this.#members.has(symbol)) return facts;
    return { ...facts, quoteVolume: 0 };
  }

  #event(at: number, changes: UniverseEvent['changes']): UniverseEvent {
    return { type: 'universe', at, symbols: [...this.#members], instruments: [], changes };
  }

  #remember({ symbol, candle }: EventOf<'candle'>): void {
    const instrument = this.#instruments.get(symbol);
    if (!instrument) return;
    const { openAt, high, low, close, volume } = candle;
    this.#memory.add(symbol, {
      openAt,
      high: priceToNumber(instrument, high),
      low: priceToNumber(instrument, low),
      close: priceToNumber(instrument, close),
      volume: sizeToNumber(instrument, volume),
    });
  }
}

const UNKNOWN = { quoteVolume: undefined, spreadBps: undefined, ageDays: undefined, volatility: undefined };
