/**
 * Turns a candle file into columns without making a string per field.
 * Invariant: every row is checked; missing minutes are counted, never filled in.
 */
import { type Increment, type Instrument, InvalidInput, InvariantError } from '../../../domain/index.ts';
import { MINUTE_MS } from '../minute-candles.ts';
import { CANDLE_HEADER, checkCandleRow } from './candle-row.ts';
import { type CandleColumns, sharedColumn } from './columns.ts';

const NEWLINE = 10;
const RETURN = 13;
const COMMA = 44;
const POINT = 46;
const ZERO = 48;

export type CandleFile = { readonly name: string; readonly bytes: Uint8Array };

/** @throws InvalidInput naming file, line, field, value and what is allowed, at the first malformed row. */
export function parseCandles(file: CandleFile, instrument: Instrument): { candles: CandleColumns; gaps: number } {
  const start = skipHeader(file);
  const columns = allocate(countRows(file.bytes, start));
  const reader = new FieldReader(file.bytes, start);
  let previousAt = 0;
  let gaps = 0;
  for (let row = 0; row < columns.length; row++) {
    const lineStart = reader.position;
    if (!readRow(reader, { columns, row, instrument, previousAt })) {
      const where = `${file.name} line ${row + 2}`;
      checkCandleRow(lineAt(file.bytes, lineStart), { where, tick: instrument.tick, lot: instrument.lot, previousAt });
      throw new InvariantError(`${where}: refused without a reason`);
    }
    const at = columns.openAt[row] as number;
    if (row > 0) gaps += (at - previousAt) / MINUTE_MS - 1;
    previousAt = at;
  }
  return { candles: columns, gaps };
}

/** The most decimals that any price and any volume of the file shows. */
export function decimalsOf(file: CandleFile): { price: number; size: number } {
  const found = { price: 0, size: 0 };
  let column = 0;
  let point = -1;
  for (let i = skipHeader(file); i <= file.bytes.length; i++) {
    const code = file.bytes[i];
    if (code === POINT) point = i;
    if (code !== COMMA && code !== NEWLINE && code !== RETURN && code !== undefined) continue;
    const places = point < 0 ? 0 : i - point - 1;
    if (column === 5) found.size = Math.max(found.size, places);
    else if (column > 0) found.price = Math.max(found.price, places);
    point = -1;
    column = code === COMMA ? column + 1 : 0;
  }
  return found;
}

function skipHeader(file: CandleFile): number {
  const header = lineAt(file.bytes, 0);
  if (header !== CANDLE_HEADER) throw new InvalidInput(`${file.name} line 1`, header, `the header ${CANDLE_HEADER}`);
  const end = file.bytes.indexOf(NEWLINE);
  const start = end < 0 ? file.bytes.length : end + 1;
  if (start >= file.bytes.length) throw new InvalidInput(file.name, 'no rows', 'at least one candle');
  return start;
}

function countRows(bytes: Uint8Array, start: number): number {
  let count = bytes[bytes.length - 1] === NEWLINE ? 0 : 1;
  for (let at = bytes.indexOf(NEWLINE, start); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count++;
  return count;
}

function allocate(length: number): CandleColumns {
  const [openAt, open, high, low, close, volume] = Array.from({ length: 6 }, () => sharedColumn(length)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  return { length, openAt, open, high, low, close, volume };
}

type RowTarget = {
  readonly columns: CandleColumns;
  readonly row: number;
  readonly instrument: Instrument;
  readonly previousAt: number;
};

/** False when anything is wrong with the row: every comparison with NaN is false. */
function readRow(reader: FieldReader, { columns, row, instrument, previousAt }: RowTarget): boolean {
  const { tick, lot } = instrument;
  const at = reader.whole();
  const open = reader.price(tick);
  const high = reader.price(tick);
  const low = reader.price(tick);
  const close = reader.price(tick);
  const volume = reader.volume(lot);
  columns.openAt[row] = at;
  columns.open[row] = open;
  columns.high[row] = high;
  columns.low[row] = low;
  columns.close[row] = close;
  columns.volume[row] = volume;
  const isOrdered = at % MINUTE_MS === 0 && at > previousAt;
  const isShaped = low > 0 && high >= open && high >= close && low <= open && low <= close && high >= low;
  return isOrdered && isShaped && volume >= 0;
}

/** Reads one field after another; NaN stands for a field that is not what it should be. */
class FieldReader {
  readonly #bytes: Uint8Array;
  position: number;

  constructor(bytes: Uint8Array, position: number) {
    this.#bytes = bytes;
    this.position = position;
  }

  whole(): number {
    return this.#end(this.#scaled(0, false), COMMA);
  }

  price(tick: Increment): number {
    const units = this.#end(this.#scaled(tick.decimals, false), COMMA);
    if (tick.units === 1) return units;
    return units % tick.units === 0 ? units / tick.units : Number.NaN;
  }

  /** A volume is a statistic of another venue: it is rounded to the nearest lot. */
  volume(lot: Increment): number {
    const units = this.#scaled(lot.decimals, true);
    if (this.#bytes[this.position] === RETURN) this.position++;
    const isEnd = this.position >= this.#bytes.length;
    return Math.round((isEnd ? units : this.#end(units, NEWLINE)) / lot.units);
  }

  #end(value: number, delimiter: number): number {
    return this.#bytes[this.position++] === delimiter && value < Number.MAX_SAFE_INTEGER ? value : Number.NaN;
  }

  #scaled(decimals: number, isRounded: boolean): number {
    const bytes = this.#bytes;
    let value = 0;
    let places = -1;
    let digits = 0;
    let carry = 0;
    for (; ; this.position++) {
      const digit = (bytes[this.position] as number) - ZERO;
      if (digit >= 0 && digit <= 9) {
        digits++;
        if (places < decimals) value = value * 10 + digit;
        else if (!isRounded && digit !== 0) return Number.NaN;
        else if (places === decimals && digit >= 5) carry = 1;
        if (places >= 0) places++;
      } else if (digit === POINT - ZERO && places < 0 && digits > 0) places = 0;
      else break;
    }
    if (digits === 0 || places === 0) return Number.NaN;
    for (let p = Math.max(places, 0); p < decimals; p++) value *= 10;
    return value + carry;
  }
}

function lineAt(bytes: Uint8Array, start: number): string {
  const end = bytes.indexOf(NEWLINE, start);
  return Buffer.from(bytes.subarray(start, end < 0 ? bytes.length : end))
    .toString('utf8')
    .replace(/\r$/, '');
}
