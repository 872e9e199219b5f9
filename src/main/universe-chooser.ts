/**
 * Chooses the universe again and again while candles come in.
 * Invariant: a choice knows what was learned and heard before it, and nothing else; the same events give the same choices.
 */
import { type EventOf, type Instrument, type MarketEvent, priceToNumber, sizeToNumber } from '../domain/index.ts';
import type { Universe } from '../ports/index.ts';
import {
  chooseUniverse,
  type MarketFacts,
  MarketMemory,
  type UnappliedFilter,
  type UniverseRow,
  type UniverseSettings,
  unappliedFilters,
} from '../scoring/index.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export type UniverseWish = {
  readonly isPriorityOnly: boolean;
  readonly priority: readonly string[];
  readonly settings: UniverseSettings;
};

export type ChooserOptions = {
  /** The market's best prices are real, so that their distance counts. */
  readonly isQuoted?: boolean;
  /** Told once of each filter that a choice could not go by. */
  readonly onUnapplied?: (unapplied: UnappliedFilter) => void;
};

type UniverseEvent = EventOf<'universe'>;
type Learned = { readonly at: number; readonly facts: MarketFacts };

export class UniverseChooser implements Universe {
  readonly #wish: UniverseWish;
  readonly #options: ChooserOptions;
  #instruments: ReadonlyMap<string, Instrument> = new Map();
  readonly #memory = new MarketMemory();
  readonly #learned = new Map<string, Learned>();
  readonly #spreadBps = new Map<string, number>();
  readonly #told = new Set<UnappliedFilter['filter']>();
  #members: ReadonlySet<string> = new Set();
  #slot = -1;

  constructor(wish: UniverseWish, options: ChooserOptions = {}) {
    this.#wish = wish;
    this.#options = options;
  }

  /** What the exchange said of its markets at `at`: it counts until a day of candles is known. */
  learn(at: number, markets: readonly MarketFacts[]): void {
    for (const facts of markets) this.#learned.set(facts.symbol, { at, facts });
  }

  /** The first choice of a session: the priority list, who was in before, and whoever is known well enough. */
  first(at: number, instruments: readonly Instrument[], members: ReadonlySet<string> = new Set()): UniverseEvent {
    this.#instruments = new Map(instruments.map((instrument) => [instrument.symbol, instrument]));
    this.#members = members;
    return this.#event(at, this.#choose(at));
  }

  /** A new choice that is due before this event, if it differs from the last one. */
  before(event: MarketEvent): UniverseEvent | undefined {
    if (event.type === 'quote') this.#quoted(event);
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
    const remembered = new Map(this.#memory.factsAt(at).map((facts) => [facts.symbol, facts]));
    const known = [...this.#instruments.keys()].map((symbol) => this.#factsOf(symbol, at, remembered.get(symbol)));
    const markets = known.map((facts) => this.#asFarAsKnown(facts));
    const rows = chooseUniverse({ markets, priority, members: this.#members, settings, isPriorityOnly });
    const knownSymbols = new Set(
      known.filter(({ quoteVolume }) => quoteVolume !== undefined).map(({ symbol }) => symbol),
    );
    this.#tell(rows.filter(({ symbol }) => knownSymbols.has(symbol)));
    const changes = rows.filter(({ symbol, isIn }) => isIn !== this.#members.has(symbol));
    this.#members = new Set(rows.filter(({ isIn }) => isIn).map(({ symbol }) => symbol));
    return changes.map(({ symbol, isIn, rule }) => ({ symbol, isIn, rule }));
  }

  /** What candles have told goes before what was learned at the start. */
  #factsOf(symbol: string, at: number, remembered: MarketFacts = { ...UNKNOWN, symbol }): MarketFacts {
    const learned = this.#learned.get(symbol);
    const { ageDays, ...facts } = learned?.facts ?? { ...UNKNOWN, symbol };
    return {
      symbol,
      quoteVolume: remembered.quoteVolume ?? facts.quoteVolume,
      volatility: remembered.volatility ?? facts.volatility,
      score: remembered.score ?? facts.score,
      spreadBps: this.#spreadBps.get(symbol) ?? facts.spreadBps,
      ageDays: learned && ageDays !== undefined ? ageDays + (at - learned.at) / DAY_MS : undefined,
    };
  }

  /** Whoever was in before a restart stays until its day is known; of a newcomer nothing has been traded before. */
  #asFarAsKnown(facts: MarketFacts): MarketFacts {
    return facts.quoteVolume !== undefined || this.#members.has(facts.symbol) ? facts : { ...facts, quoteVolume: 0 };
  }

  /** Of those whose day is known: before, nothing is known of anybody. */
  #tell(known: readonly UniverseRow[]): void {
    const { onUnapplied } = this.#options;
    if (!onUnapplied || this.#wish.isPriorityOnly) return;
    for (const unapplied of unappliedFilters(known)) {
      if (this.#told.has(unapplied.filter)) continue;
      this.#told.add(unapplied.filter);
      onUnapplied(unapplied);
    }
  }

  #event(at: number, changes: UniverseEvent['changes']): UniverseEvent {
    return { type: 'universe', at, symbols: [...this.#members], instruments: [], changes };
  }

  #quoted({ symbol, bid, ask }: EventOf<'quote'>): void {
    if (this.#options.isQuoted && ask > bid) this.#spreadBps.set(symbol, ((ask - bid) / ((ask + bid) / 2)) * 10_000);
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
