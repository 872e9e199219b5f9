/**
 * The instruments of the exchange, asked for once and kept.
 * Invariant: `load` gives complete instruments; `steps` is good for reading wire prices and sizes, and for nothing else.
 */
import { type Instrument, InvalidInput } from '../../domain/index.ts';
import { decodeInstrument, PRODUCT } from '../mapper/index.ts';
import { endpoints, type Numeral } from '../protocol/index.ts';
import type { BitgetRest } from './rest.ts';

/** A listed contract, once the rate of its first position tier is known or does not matter. */
type Listing = (maintenanceMargin: Numeral | undefined) => Instrument;

/** How a family of the API tells its contracts. */
export type InstrumentSource = {
  /** Every listed perpetual by its symbol. */
  readonly list: () => Promise<ReadonlyMap<string, Listing>>;
  /** Of the first position tier. */
  readonly maintenanceMargin: (symbol: string) => Promise<Numeral | undefined>;
};

const classicInstruments = (rest: BitgetRest): InstrumentSource => ({
  list: async () => {
    const rows = await rest.call(endpoints.contracts, { productType: PRODUCT });
    const perpetuals = rows.filter(({ symbolType }) => symbolType === 'perpetual');
    return new Map(perpetuals.map((row) => [row.symbol, (margin) => decodeInstrument(row, margin)]));
  },
  maintenanceMargin: async (symbol) =>
    (await rest.call(endpoints.queryPositionLever, { symbol, productType: PRODUCT }))[0]?.keepMarginRate,
});

const NAMED_MAX = 20;

export class InstrumentBook {
  readonly #source: InstrumentSource;
  readonly #listings = new Map<string, Listing>();
  readonly #complete = new Map<string, Instrument>();
  readonly #steps = new Map<string, Instrument>();

  /** @param sourceOf the family of the API; Classic by default */
  constructor(rest: BitgetRest, sourceOf: (rest: BitgetRest) => InstrumentSource = classicInstruments) {
    this.#source = sourceOf(rest);
  }

  /** One that was not asked for before is looked up in a fresh list. @throws InvalidInput when a symbol is no listed perpetual; BitgetError when the exchange does not answer. */
  async load(symbols: readonly string[]): Promise<readonly Instrument[]> {
    if (symbols.some((symbol) => !this.#complete.has(symbol))) await this.refresh();
    return Promise.all(symbols.map((symbol) => this.#load(symbol)));
  }

  /** Asks for the list of contracts, unless it is known. @throws BitgetError. */
  async ready(): Promise<void> {
    if (this.#listings.size === 0) await this.refresh();
  }

  /** Asks for the list of contracts again. @throws BitgetError. */
  async refresh(): Promise<void> {
    for (const [symbol, listing] of await this.#source.list()) {
      this.#listings.set(symbol, listing);
      this.#steps.delete(symbol);
      this.#complete.delete(symbol);
    }
  }

  /** Tick and lot of a listed contract, in any letter case, without asking; undefined when it is not known. */
  steps(symbol: string): Instrument | undefined {
    const name = symbol.toUpperCase();
    const known = this.#complete.get(name) ?? this.#steps.get(name);
    if (known) return known;
    const made = this.#listings.get(name)?.(undefined);
    if (!made) return undefined;
    this.#steps.set(name, made);
    return made;
  }

  /** As `steps`, asking for the list again when the symbol is not on it. @throws InvalidInput, BitgetError. */
  async stepsOf(symbol: string): Promise<Instrument> {
    if (!this.steps(symbol)) await this.refresh();
    return this.steps(symbol) ?? this.#notListed(symbol);
  }

  async #load(symbol: string): Promise<Instrument> {
    const known = this.#complete.get(symbol);
    if (known) return known;
    const listing = this.#listings.get(symbol) ?? this.#notListed(symbol);
    const made = listing(await this.#source.maintenanceMargin(symbol));
    this.#complete.set(symbol, made);
    return made;
  }

  /** Where there are few, as in a recording, they are named. */
  #notListed(symbol: string): never {
    const listed = [...this.#listings.keys()];
    const few = listed.length > 0 && listed.length <= NAMED_MAX ? `: ${listed.join(', ')}` : '';
    throw new InvalidInput('symbol', symbol, `a USDT-margined perpetual that the exchange lists${few}`);
  }
}
