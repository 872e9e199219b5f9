/**
 * The instruments of the exchange, asked for once and kept.
 * Invariant: `load` gives complete instruments; `steps` is good for reading wire prices and sizes, and for nothing else.
 */
import { type Instrument, InvalidInput } from '../../domain/index.ts';
import { type ContractRow, decodeInstrument, PRODUCT } from '../mapper/index.ts';
import { endpoints } from '../protocol/index.ts';
import type { BitgetRest } from './rest.ts';

export class InstrumentBook {
  readonly #rest: BitgetRest;
  readonly #rows = new Map<string, ContractRow>();
  readonly #complete = new Map<string, Instrument>();
  readonly #steps = new Map<string, Instrument>();

  constructor(rest: BitgetRest) {
    this.#rest = rest;
  }

  /** @throws InvalidInput when a symbol is no listed perpetual; BitgetError when the exchange does not answer. */
  async load(symbols: readonly string[]): Promise<readonly Instrument[]> {
    if (symbols.some((symbol) => !this.#rows.has(symbol))) await this.refresh();
    return Promise.all(symbols.map((symbol) => this.#load(symbol)));
  }

  /** Asks for the list of contracts, unless it is known. @throws BitgetError. */
  async ready(): Promise<void> {
    if (this.#rows.size === 0) await this.refresh();
  }

  /** Asks for the list of contracts again. @throws BitgetError. */
  async refresh(): Promise<void> {
    for (const row of await this.#rest.call(endpoints.contracts, { productType: PRODUCT })) {
      if (row.symbolType !== 'perpetual') continue;
      this.#rows.set(row.symbol, row);
      this.#steps.delete(row.symbol);
      this.#complete.delete(row.symbol);
    }
  }

  /** Tick and lot of a listed contract, in any letter case, without asking; undefined when it is not known. */
  steps(symbol: string): Instrument | undefined {
    const name = symbol.toUpperCase();
    const known = this.#complete.get(name) ?? this.#steps.get(name);
    if (known) return known;
    const row = this.#rows.get(name);
    if (!row) return undefined;
    const made = decodeInstrument(row, undefined);
    this.#steps.set(name, made);
    return made;
  }

  /** As `steps`, asking for the list again when the symbol is not on it. @throws InvalidInput, BitgetError. */
  async stepsOf(symbol: string): Promise<Instrument> {
    if (!this.steps(symbol)) await this.refresh();
    return this.steps(symbol) ?? notListed(symbol);
  }

  async #load(symbol: string): Promise<Instrument> {
    const known = this.#complete.get(symbol);
    if (known) return known;
    const row = this.#rows.get(symbol) ?? notListed(symbol);
    const [tier] = await this.#rest.call(endpoints.queryPositionLever, { symbol, productType: PRODUCT });
    const made = decodeInstrument(row, tier?.keepMarginRate);
    this.#complete.set(symbol, made);
    return made;
  }
}

function notListed(symbol: string): never {
  throw new InvalidInput('symbol', symbol, 'a USDT-margined perpetual that the exchange lists');
}
