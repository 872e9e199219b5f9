/**
 * The failures of Viper, in three kinds: a refusal is a value, an edge failure is a `TradingError`,
 * a broken invariant is an `InvariantError` and stops the engine.
 * Invariant: `unknown` is never turned into `rejected`; only an answer of the venue may do that.
 */

/** What is known about a request whose answer did not arrive as hoped. */
export type Outcome = 'not-sent' | 'rejected' | 'unknown';

export type Details = Readonly<Record<string, string | number | boolean | undefined>>;

/** A failure at an edge: network, file, exchange, configuration. */
export class TradingError extends Error {
  readonly code: string;
  readonly outcome: Outcome;
  readonly details: Details;

  constructor(code: string, message: string, options: { outcome?: Outcome; details?: Details; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.outcome = options.outcome ?? 'not-sent';
    this.details = options.details ?? {};
  }
}

/** Input from a person, a file or a peer that does not have the allowed form; names field, value and what is allowed. */
export class InvalidInput extends TradingError {
  constructor(field: string, value: unknown, allowed: string, cause?: unknown) {
    const wrong = value === undefined ? 'missing' : `${quote(value)} is not allowed`;
    super('invalid-input', `${field}: ${wrong}; expected ${allowed}`, {
      details: { field, value: quote(value), allowed },
      cause,
    });
  }
}

/** Something that cannot happen has happened: the state is not to be trusted any more. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/** Kept in production: a wrong state stops the engine instead of trading on. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantError(message);
}

/** Makes the compiler prove that a union is handled in full. */
export function unreachable(value: never): never {
  throw new InvariantError(`unhandled case: ${JSON.stringify(value)}`);
}

/** A "no" as a value: which rule said it, and with what numbers. */
export type Refused = { readonly ok: false; readonly rule: string; readonly details: Details };

export const refused = (rule: string, details: Details = {}): Refused => ({ ok: false, rule, details });

function quote(value: unknown): string {
  const text = typeof value === 'string' || isPlain(value) ? JSON.stringify(value) : String(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** Lists and objects without words of their own: these are shown as the JSON they came from. */
const isPlain = (value: unknown): boolean =>
  Array.isArray(value) ||
  (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype);
