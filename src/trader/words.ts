/**
 * The words of an order as people write them, into the domain's.
 * Invariant: a number is read by its digits, never through a float's arithmetic; what has two readings is refused.
 */
import {
  InvalidInput,
  type MarginMode,
  type OrderIntent,
  type PositionSide,
  type TimeInForce,
} from '../domain/index.ts';

/** Text such as "0.01", or a number, read as its shortest decimal digits. */
export type DecimalInput = string | number;

/** In any case of letters. BUY and SELL name the trade, LONG and SHORT the position. */
export type SideWord = 'BUY' | 'SELL' | 'LONG' | 'SHORT' | 'buy' | 'sell' | 'long' | 'short';

const PLAIN = /^\d+(\.\d+)?$/;
const SCIENTIFIC = /^(\d+)(?:\.(\d+))?e([+-]\d+)$/;

/** A positive plain decimal text. @throws InvalidInput naming the field. */
export function decimalOf(field: string, value: unknown): string {
  const text = typeof value === 'number' ? digitsOf(value) : typeof value === 'string' ? value.trim() : '';
  if (PLAIN.test(text) && /[1-9]/.test(text)) return text;
  throw new InvalidInput(field, value, 'a decimal above 0, such as "0.01"');
}

/** The shortest decimal digits that name this number, without an exponent. */
function digitsOf(value: number): string {
  const text = String(value);
  const [, whole = '', fraction = '', exponent = ''] = SCIENTIFIC.exec(text) ?? [];
  if (exponent === '') return text;
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point <= 0) return `0.${'0'.repeat(-point)}${digits}`;
  const padded = digits.padEnd(point, '0');
  return padded.length === point ? padded : `${padded.slice(0, point)}.${padded.slice(point)}`;
}

const word = (value: unknown): string =>
  typeof value === 'string' ? value.trim().toUpperCase().replace('-', '_') : '';

/** What a side means: BUY closes a short, LONG closes a long. @throws InvalidInput. */
export function positionSideOf(side: unknown, intent: OrderIntent): PositionSide {
  const name = word(side);
  if (name === 'LONG') return 'long';
  if (name === 'SHORT') return 'short';
  if (name === 'BUY') return intent === 'open' ? 'long' : 'short';
  if (name === 'SELL') return intent === 'open' ? 'short' : 'long';
  throw new InvalidInput('side', side, 'BUY, SELL, LONG or SHORT');
}

/** The side of a position that is there; BUY and SELL could mean either. @throws InvalidInput. */
export function heldSideOf(side: unknown): PositionSide {
  const name = word(side);
  if (name === 'LONG' || name === 'SHORT') return name === 'LONG' ? 'long' : 'short';
  throw new InvalidInput('side', side, 'LONG or SHORT, the side of the position to close');
}

export type OrderKind = { readonly type: 'market' | 'limit'; readonly timeInForce: TimeInForce };

const TYPES: Readonly<Record<string, { readonly type: 'market' | 'limit'; readonly timeInForce?: TimeInForce }>> = {
  MARKET: { type: 'market' },
  LIMIT: { type: 'limit' },
  POST_ONLY: { type: 'limit', timeInForce: 'post-only' },
  FOK: { type: 'limit', timeInForce: 'fok' },
  IOC: { type: 'limit', timeInForce: 'ioc' },
};

const TIMES: Readonly<Record<string, TimeInForce>> = {
  GTC: 'gtc',
  NORMAL: 'gtc',
  IOC: 'ioc',
  FOK: 'fok',
  POST_ONLY: 'post-only',
};

/** @throws InvalidInput for a word that is none, and for two that contradict each other. */
export function orderKindOf(orderType: unknown, timeInForce: unknown, postOnly: unknown): OrderKind {
  const kind = Object.hasOwn(TYPES, word(orderType)) ? TYPES[word(orderType)] : undefined;
  if (!kind) throw new InvalidInput('orderType', orderType, 'market, limit, post_only, FOK or IOC');
  const named = [kind.timeInForce, timeOf(timeInForce), booleanOf('postOnly', postOnly) ? 'post-only' : undefined];
  const times = new Set(named.filter((time) => time !== undefined));
  if (times.size > 1) throw new InvalidInput('timeInForce', [...times].join(' and '), 'one of them');
  const [time] = times;
  if (kind.type === 'limit') return { type: 'limit', timeInForce: (time as TimeInForce) ?? 'gtc' };
  if (time === 'fok' || time === 'post-only') {
    throw new InvalidInput('timeInForce', time, 'IOC or nothing with a market order');
  }
  return { type: 'market', timeInForce: 'ioc' };
}

function timeOf(value: unknown): TimeInForce | undefined {
  if (value === undefined) return undefined;
  const time = Object.hasOwn(TIMES, word(value)) ? TIMES[word(value)] : undefined;
  if (!time) throw new InvalidInput('timeInForce', value, 'GTC, IOC, FOK or post_only');
  return time;
}

/** @throws InvalidInput for what is no boolean: "false" as text would be true. */
export function booleanOf(field: string, value: unknown): boolean {
  if (value === undefined) return false;
  if (typeof value !== 'boolean') throw new InvalidInput(field, value, 'true or false');
  return value;
}

/** `fixed` is an old word for isolated. @throws InvalidInput. */
export function marginModeOf(value: unknown): MarginMode {
  const name = word(value);
  if (name === 'ISOLATED' || name === 'FIXED') return 'isolated';
  if (name === 'CROSSED' || name === 'CROSS') return 'crossed';
  throw new InvalidInput('marginMode', value, 'isolated or crossed');
}

export const LEVERAGE_MAX = 125;

/** A number or its text, as in "20". @throws InvalidInput. */
export function leverageOf(value: unknown): number {
  const leverage = typeof value === 'string' && /^\d{1,3}$/.test(value.trim()) ? Number(value) : value;
  if (typeof leverage === 'number' && Number.isInteger(leverage) && leverage >= 1 && leverage <= LEVERAGE_MAX) {
    return leverage;
  }
  throw new InvalidInput('leverage', value, `a whole number from 1 to ${LEVERAGE_MAX}`);
}

/** @throws InvalidInput for a count outside 1 to `max`. */
export function countOf(field: string, value: unknown, max: number): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= max) return value;
  throw new InvalidInput(field, value, `a whole number from 1 to ${max}`);
}

/** A misspelt field would be ignored, and an order sent without it. @throws InvalidInput. */
export function refuseUnknown(what: string, given: object, names: readonly string[]): void {
  if (typeof given !== 'object' || given === null) throw new InvalidInput(what, given, `{ ${names.join(', ')} }`);
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown !== undefined) throw new InvalidInput(`${what} ${unknown}`, '', `one of ${names.join(', ')}`);
}

/** Wrong input rejects as every other failure of a call does. */
export const asked = async <T>(ask: () => Promise<T>): Promise<T> => ask();
