/**
 * Reads the query or body of a V1 request; numbers may come as text or as JSON numbers, truths as text or as booleans.
 * Invariant: what is missing or malformed is refused with the field's name; a decimal is text from here on.
 */
import { missing, wrong } from './refusal.ts';

const DECIMAL = /^-?\d{1,20}(\.\d{1,20})?$/;
const CLIENT_OID = /^[0-9A-Za-z_:#+.\- ]{1,50}$/;

export class Params {
  readonly #fields: Readonly<Record<string, unknown>>;

  constructor(fields: Readonly<Record<string, unknown>>) {
    this.#fields = fields;
  }

  /** Undefined where absent, null or empty. */
  maybe(name: string): string | undefined {
    const value = Object.hasOwn(this.#fields, name) ? this.#fields[name] : undefined;
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value === 'string') return value;
    if (typeof value === 'number') return String(value);
    throw wrong(name, value, 'text or a number');
  }

  /** @throws LegacyRefusal 40019 where it is missing. */
  text(name: string): string {
    const value = this.maybe(name);
    if (value === undefined) throw missing(name);
    return value;
  }

  maybeDecimal(name: string): string | undefined {
    const value = this.maybe(name);
    if (value === undefined || DECIMAL.test(value)) return value;
    throw wrong(name, value, 'a decimal such as 0.001');
  }

  decimal(name: string): string {
    const value = this.maybeDecimal(name);
    if (value === undefined) throw missing(name);
    return value;
  }

  /** Undefined for a price that is not set, which some programs write as 0. */
  maybePrice(name: string): string | undefined {
    const value = this.maybeDecimal(name);
    return value !== undefined && /[1-9]/.test(value) ? value : undefined;
  }

  flag(name: string): boolean {
    const value = this.#fields[name];
    if (value === true || value === 'true') return true;
    if (value === undefined || value === null || value === '' || value === false || value === 'false') return false;
    throw wrong(name, value, 'true or false');
  }

  clientOid(name = 'clientOid'): string | undefined {
    const value = this.maybe(name);
    if (value === undefined || CLIENT_OID.test(value)) return value;
    throw wrong(name, value, 'at most 50 letters, digits, spaces and _ : # + . -');
  }

  /** @throws LegacyRefusal unless it is a list of texts. */
  texts(name: string): readonly string[] {
    return this.#list(name).map((value) => {
      if (typeof value === 'string' && value !== '') return value;
      throw wrong(name, value, 'a list of texts');
    });
  }

  /** @throws LegacyRefusal unless it is a list of objects. */
  each(name: string): readonly Params[] {
    return this.#list(name).map((value) => {
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
        return new Params(value as Readonly<Record<string, unknown>>);
      }
      throw wrong(name, value, 'a list of objects');
    });
  }

  #list(name: string): readonly unknown[] {
    const value = this.#fields[name];
    if (value === undefined || value === null) return [];
    if (Array.isArray(value)) return value;
    throw wrong(name, value, 'a list');
  }
}
