/**
 * What V1 says no with: its code, its text and the HTTP status; and how failures of the account's calls become that.
 * Invariant: a lost answer is told with a code by which V1 programs ask again, never with one that means rejected.
 */
import { InvalidInput, TradingError } from '../../domain/index.ts';
import { BitgetError, officialText } from '../errors/index.ts';

export class LegacyRefusal extends TradingError {
  readonly status: number;

  /** @param detail fills the place that the text leaves open, or follows it. */
  constructor(code: string, detail = '', status = 400) {
    const text = officialText(code) ?? '';
    const filled = text.includes('{0}') ? text.replace('{0}', detail) : [text, detail].filter(Boolean).join(': ');
    super(code, filled.trim(), { outcome: 'rejected' });
    this.status = status;
  }
}

/** A parameter that is missing. */
export const missing = (field: string): LegacyRefusal => new LegacyRefusal('40019', field);

/** A parameter that is not one of what is allowed. */
export const wrong = (field: string, value: unknown, allowed: string): LegacyRefusal =>
  new LegacyRefusal('40017', `${field}: ${shown(value)} is not allowed; expected ${allowed}`);

/** What this account's family has no call for. */
export const notOffered = (what: string): LegacyRefusal => new LegacyRefusal('40805', what);

const shown = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 80);

export type Told = { readonly code: string; readonly msg: string; readonly status: number };

const REQUEST_TIMED_OUT = '40010';
const TRY_LATER = '40200';

/** What is told of a failure; undefined for one that nobody foresaw. */
export function toldOf(error: unknown): Told | undefined {
  if (error instanceof LegacyRefusal) return { code: error.code, msg: error.message, status: error.status };
  if (error instanceof InvalidInput) return { code: '40017', msg: error.message, status: 400 };
  if (!(error instanceof BitgetError)) return undefined;
  if (error.outcome === 'unknown') {
    const code = /^\d+$/.test(error.code) && error.kind === 'outcome-unknown' ? error.code : REQUEST_TIMED_OUT;
    return { code, msg: `${error.message}; ask for the order by its clientOid`, status: 504 };
  }
  if (error.kind === 'rate-limit') return { code: '429', msg: error.message, status: 429 };
  if (error.outcome === 'not-sent') return { code: TRY_LATER, msg: error.message, status: 503 };
  return { code: error.code, msg: error.message, status: 400 };
}
