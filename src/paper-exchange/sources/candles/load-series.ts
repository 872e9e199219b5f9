/**
 * Finds and loads the candle files of a folder, or one such file, with the funding rates beside them.
 * Invariant: reads whole files and keeps nothing open; a symbol that is not there is refused with the list of those that are.
 */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { InvalidInput } from '../../../domain/index.ts';
import { inferInstrument, knownInstrument } from '../instruments.ts';
import { readBytes } from '../read-bytes.ts';
import type { CandleSeries, FundingColumns } from './columns.ts';
import { decimalsOf, parseCandles } from './parse-candles.ts';
import { NO_FUNDING, parseFunding } from './parse-funding.ts';

const CANDLE_FILE = /^([A-Z0-9]+)-1m\.csv(\.gz)?$/;

/**
 * @param path a folder with files `<SYMBOL>-1m.csv[.gz]`, or one such file.
 * @param symbols undefined: all that are there.
 * @throws InvalidInput for a missing path or symbol and for the first malformed row.
 */
export function loadSeries(path: string, symbols?: readonly string[]): readonly CandleSeries[] {
  const files = findCandleFiles(path);
  const there = [...files.keys()];
  return (symbols ?? there).map((symbol) => {
    const file = files.get(symbol);
    if (file === undefined)
      throw new InvalidInput('symbol', symbol, `one of ${there.join(', ')} (the candles in ${path})`);
    return loadOne(symbol, file);
  });
}

/** Symbol → file, sorted by symbol; a plain file wins over its packed twin. */
function findCandleFiles(path: string): ReadonlyMap<string, string> {
  const kind = statSync(path, { throwIfNoEntry: false });
  if (kind === undefined) throw new InvalidInput('data', path, 'a folder or file that exists');
  const names = kind.isDirectory() ? readdirSync(path).sort().reverse() : [basename(path)];
  const folder = kind.isDirectory() ? path : dirname(path);
  const found = names.flatMap((name) => {
    const symbol = CANDLE_FILE.exec(name)?.[1];
    return symbol === undefined ? [] : [[symbol, join(folder, name)] as const];
  });
  if (found.length > 0) return new Map(found.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  const listed = names.slice(0, 5).join(', ') || 'nothing';
  throw new InvalidInput('data', path, `candle files named <SYMBOL>-1m.csv or <SYMBOL>-1m.csv.gz; there is ${listed}`);
}

function loadOne(symbol: string, path: string): CandleSeries {
  const file = { name: basename(path), bytes: readBytes(path) };
  const instrument = knownInstrument(symbol) ?? inferInstrument(symbol, decimalsOf(file));
  return {
    instrument,
    ...parseCandles(file, instrument),
    funding: loadFunding(join(dirname(path), 'funding'), symbol),
  };
}

function loadFunding(folder: string, symbol: string): FundingColumns {
  for (const name of [`${symbol}-funding.csv`, `${symbol}-funding.csv.gz`]) {
    const path = join(folder, name);
    if (existsSync(path)) return parseFunding({ name, bytes: readBytes(path) });
  }
  return NO_FUNDING;
}
