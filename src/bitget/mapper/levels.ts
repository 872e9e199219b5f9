/**
 * Levels of an order book, from the pairs of a row or from the JSON text of a list of pairs.
 * Invariant: both give the same levels; what is no plain decimal text is left to the exact readers, which refuse it.
 */
import { type Instrument, InvalidInput, type Level, type Lots, type Ticks } from '../../domain/index.ts';
import type { Numeral } from '../protocol/index.ts';
import { priceOf, wholeLots } from './numeral.ts';

/** As in a row of the books: `[["60000.1", "0.5"], …]`, or that list as JSON text. */
export type WireLevels = readonly (readonly Numeral[])[] | string;

const [QUOTE, COMMA, OPEN, CLOSE, POINT, ZERO, NINE] = [34, 44, 91, 93, 46, 48, 57];
/** Digits that a number holds exactly. */
const DIGITS_MAX = 15;

/** @throws InvalidInput when a price is no whole number of ticks, or a size no number. */
export function decodeLevels(instrument: Instrument, levels: WireLevels): readonly Level[] {
  if (typeof levels !== 'string') return levels.map((pair) => decodePair(instrument, pair));
  return scanLevels(instrument, levels) ?? decodeLevels(instrument, pairsOf(levels));
}

/** @throws InvalidInput when it is no list of pairs. */
export function pairsOf(levels: WireLevels): readonly (readonly Numeral[])[] {
  if (typeof levels !== 'string') return levels;
  const isPair = (pair: unknown) =>
    Array.isArray(pair) && pair.length >= 2 && pair.every((one) => typeof one === 'string' || typeof one === 'number');
  const pairs = parse(levels);
  if (Array.isArray(pairs) && pairs.every(isPair)) return pairs;
  throw new InvalidInput('levels of the book', levels.slice(0, 80), 'a list of [price, size]');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function decodePair(instrument: Instrument, [price, size]: readonly Numeral[]): Level {
  if (typeof price === 'string' && typeof size === 'string') {
    const ticks = stepsOf(digits(price, 0, price.length, instrument.tick.decimals), instrument.tick.units);
    const lots = digits(size, 0, size.length, instrument.lot.decimals);
    if (ticks >= 0 && lots >= 0) return levelOf(ticks, lots, instrument.lot.units);
  }
  return [priceOf(instrument, price), wholeLots(instrument, size)];
}

/** Reads `[["1","2"],["3","4"]]` without making a string of each number; undefined for any other form. */
function scanLevels(instrument: Instrument, text: string): readonly Level[] | undefined {
  const { tick, lot } = instrument;
  const levels: Level[] = [];
  const last = text.length - 1;
  if (text.charCodeAt(0) !== OPEN || text.charCodeAt(last) !== CLOSE) return undefined;
  if (last === 1) return levels;
  for (let at = 1; ; at++) {
    if (text.charCodeAt(at) !== OPEN || text.charCodeAt(at + 1) !== QUOTE) return undefined;
    const priceEnd = text.indexOf('"', at + 2);
    if (text.charCodeAt(priceEnd + 1) !== COMMA || text.charCodeAt(priceEnd + 2) !== QUOTE) return undefined;
    const sizeEnd = text.indexOf('"', priceEnd + 3);
    if (sizeEnd < 0 || text.charCodeAt(sizeEnd + 1) !== CLOSE) return undefined;
    const ticks = stepsOf(digits(text, at + 2, priceEnd, tick.decimals), tick.units);
    const lots = digits(text, priceEnd + 3, sizeEnd, lot.decimals);
    if (ticks < 0 || lots < 0) return undefined;
    levels.push(levelOf(ticks, lots, lot.units));
    at = sizeEnd + 2;
    if (at === last) return levels;
    if (text.charCodeAt(at) !== COMMA) return undefined;
  }
}

const stepsOf = (units: number, step: number): number => (units % step === 0 ? units / step : -1);

const levelOf = (ticks: number, lots: number, lotUnits: number): Level => [
  ticks as Ticks,
  (lotUnits === 1 ? lots : Math.floor(lots / lotUnits)) as Lots,
];

/** A plain decimal between two places of a text, × 10^decimals; -1 for one that is finer, too long, or none. */
function digits(text: string, from: number, to: number, decimals: number): number {
  let value = 0;
  let point = -1;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code >= ZERO && code <= NINE) value = value * 10 + (code - ZERO);
    else if (code === POINT && point < 0 && at > from) point = at;
    else return -1;
  }
  if (from >= to || to - from > DIGITS_MAX || point === to - 1) return -1;
  let places = point < 0 ? 0 : to - point - 1;
  for (; places < decimals; places++) value *= 10;
  for (; places > decimals; places--) {
    if (value % 10 !== 0) return -1;
    value /= 10;
  }
  return value <= Number.MAX_SAFE_INTEGER ? value : -1;
}
