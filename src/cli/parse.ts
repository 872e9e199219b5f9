/**
 * Option texts to values. Every function throws InvalidInput that names the option, the value and what is allowed.
 */
import { type AccountFamily, InvalidInput, normalizeSymbol } from '../domain/index.ts';
import type { Moment, StartMode } from './roots/index.ts';

export function parseSymbols(text: string): readonly string[] {
  const symbols = text.split(',').map((part) => part.trim());
  if (symbols.some((symbol) => symbol === ''))
    throw new InvalidInput('--symbols', text, 'symbols with commas between, such as BTCUSDT,ETHUSDT');
  return [...new Set(symbols.map(normalizeSymbol))];
}

const MODES: readonly StartMode[] = ['demo', 'paper', 'testnet', 'live'];

export const parseMode = (text: string): StartMode => oneOf('--mode', text, MODES);

/** Testnet unless the mainnet is asked for. @throws InvalidInput for both. */
export function parseNetwork(options: { testnet?: boolean; mainnet?: boolean }): 'testnet' | 'mainnet' {
  if (options.testnet && options.mainnet) throw new InvalidInput('--mainnet', '--testnet --mainnet', 'one of the two');
  return options.mainnet ? 'mainnet' : 'testnet';
}

const FAMILIES: readonly AccountFamily[] = ['classic', 'unified'];

export const parseFamily = (text: string): AccountFamily => oneOf('--family', text, FAMILIES);

/** One of a few words. */
export function oneOf<T extends string>(option: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((value) => value === text);
  if (found !== undefined) return found;
  throw new InvalidInput(option, text, `${allowed.slice(0, -1).join(', ')} or ${allowed.at(-1)}`);
}

/** Milliseconds. */
export function parseDuration(text: string, option: string): number {
  const match = /^(\d+(?:\.\d+)?)(s|m|h|d)$/.exec(text);
  if (!match) throw new InvalidInput(option, text, 'a number and s, m, h or d, such as 90s or 2h');
  return Number(match[1]) * { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }[match[2] as 's' | 'm' | 'h' | 'd'];
}

export const parseUntil = (text: string): 'end' | number => (text === 'end' ? 'end' : parseDuration(text, '--until'));

export function parseSpeed(text: string): number | 'max' {
  if (text === 'max') return 'max';
  const factor = Number(text);
  if (text.trim() === '' || !(factor > 0 && factor <= 10_000))
    throw new InvalidInput('--speed', text, 'a factor above 0 and up to 10000, or max');
  return factor;
}

/** Of an exchange alone: nobody drives it but the admin API. */
export function parseExchangeSpeed(text: string): number | 'driven' {
  if (text === 'driven' || text === 'max') return 'driven';
  try {
    return parseSpeed(text) as number;
  } catch (cause) {
    throw new InvalidInput('--speed', text, 'a factor above 0 and up to 10000, or driven', cause);
  }
}

export function parseSeed(text: string): number {
  const seed = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (!(seed < 2 ** 32)) throw new InvalidInput('--seed', text, 'a whole number from 0 to 4294967295');
  return seed;
}

export function parsePositionMode(text: string): 'hedge' | 'one-way' {
  if (text === 'hedge' || text === 'one-way') return text;
  throw new InvalidInput('--position-mode', text, 'hedge or one-way');
}

export function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new InvalidInput('--port', text, 'a port from 0 (any free one) to 65535');
  return port;
}

/** Epoch ms of a UTC date or time. */
export function parseTime(text: string, option: string): number {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2})?)Z?)?$/.exec(text);
  const [, day = '', time = '00:00'] = match ?? [];
  const at = Date.parse(`${day}T${time}Z`);
  // The parser takes February 30 for March 2: a day has to come back as it went in.
  if (Number.isNaN(at) || !new Date(at).toISOString().startsWith(`${day}T${time}`))
    throw new InvalidInput(option, text, 'a UTC date or time, such as 2025-05-04 or 2025-05-04T12:00');
  return at;
}

const MOMENTS = 'a UTC date or time, such as 2025-05-04T12:00, or how long ago, such as 24h or 7d';

/** @throws InvalidInput */
export function parseMoment(text: string, option: string): Moment {
  try {
    return /^\d+(\.\d+)?[a-z]+$/.test(text) ? { agoMs: parseDuration(text, option) } : { at: parseTime(text, option) };
  } catch (cause) {
    throw new InvalidInput(option, text, MOMENTS, cause);
  }
}

export function parseBalance(text: string): string {
  if (!/^\d{1,12}(\.\d{1,8})?$/.test(text) || Number(text) <= 0)
    throw new InvalidInput('--balance', text, 'an amount of USDT above 0, such as 10000');
  return text;
}

export function parseLeverage(text: string, option = '--max-leverage'): number {
  const leverage = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  if (!(leverage >= 1 && leverage <= 125)) throw new InvalidInput(option, text, 'a whole number from 1 to 125');
  return leverage;
}

export type Bounds = { readonly min: number; readonly max: number };

export function parseCount(text: string, option: string, { min, max }: Bounds): number {
  const count = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(count >= min && count <= max)) throw new InvalidInput(option, text, `a whole number from ${min} to ${max}`);
  return count;
}

export function parseShare(text: string, option: string, { min, max }: Bounds): number {
  const share = /^\d(\.\d{1,6})?$/.test(text) ? Number(text) : Number.NaN;
  if (!(share >= min && share <= max)) throw new InvalidInput(option, text, `a share from ${min} to ${max}`);
  return share;
}

/** Names with commas between; whether they are known is for their owner to say. */
export function parseNames(text: string, option: string): readonly string[] {
  const names = text.split(',').map((part) => part.trim());
  if (names.some((name) => name === '')) throw new InvalidInput(option, text, 'names with commas between');
  return [...new Set(names)];
}

/** Gathers an option that may be given more than once. */
export const collect = (value: string, all: readonly string[] = []): string[] => [...all, value];

/** USDT. */
export function parseCost(text: string): number {
  const cost = /^\d{1,6}(\.\d{1,8})?$/.test(text) ? Number(text) : Number.NaN;
  if (!(cost > 0)) throw new InvalidInput('--cost-max', text, 'an amount of USDT above 0, such as 3');
  return cost;
}

const CANDLE_LENGTHS = ['1m', '5m', '15m', '30m', '1H', '4H'] as const;

export const parseCandleLength = (text: string): string => oneOf('--timeframe', text, CANDLE_LENGTHS);

/** `name=value` pairs of strategy parameters; the strategy itself checks names and bounds. */
export function parseParams(pairs: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [name = '', value = '', ...more] = pair.split('=');
      if (name === '' || value.trim() === '' || Number.isNaN(Number(value)) || more.length > 0)
        throw new InvalidInput('--param', pair, 'name=number');
      return [name, Number(value)];
    }),
  );
}
