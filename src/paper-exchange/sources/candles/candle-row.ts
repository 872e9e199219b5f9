/**
 * What a row of a candle file must be, checked field by field with a message for each.
 * The fast parser turns here when a row does not fit; this says why.
 */
import { formatSteps, type Increment, InvalidInput } from '../../../domain/index.ts';
import { MINUTE_MS } from '../minute-candles.ts';

export const CANDLE_HEADER = 'ts_ms,open,high,low,close,volume';
const COLUMNS = CANDLE_HEADER.split(',');
const DECIMAL = /^\d+(\.\d+)?$/;

export type RowContext = {
  /** File and line, such as "BTCUSDT-1m.csv line 12". */
  readonly where: string;
  readonly tick: Increment;
  readonly lot: Increment;
  /** openAt of the row before; 0 for the first. */
  readonly previousAt: number;
};

/** @throws InvalidInput naming file, line, field, value and what is allowed, when the row is malformed. */
export function checkCandleRow(line: string, { where, tick, lot, previousAt }: RowContext): void {
  const fields = line.split(',');
  const refuse = (field: string, value: unknown, allowed: string): never => {
    throw new InvalidInput(`${where} ${field}`, value, allowed);
  };
  if (fields.length !== COLUMNS.length) refuse('row', line, `${COLUMNS.length} columns: ${CANDLE_HEADER}`);
  fields.forEach((text, i) => {
    if (!DECIMAL.test(text)) refuse(COLUMNS[i] as string, text, 'digits with at most one point');
  });
  const [at, open, high, low, close] = fields.map(Number) as [number, number, number, number, number, number];
  if (at % MINUTE_MS !== 0) refuse('ts_ms', fields[0], 'the start of a minute in epoch milliseconds');
  if (at <= previousAt) refuse('ts_ms', fields[0], `later than the row before (${previousAt})`);
  for (const i of [1, 2, 3, 4])
    checkPrice(fields[i] as string, tick, (allowed) => refuse(COLUMNS[i] as string, fields[i], allowed));
  if (high < Math.max(open, close, low)) refuse('high', fields[2], 'at least open, low and close');
  if (low > Math.min(open, close)) refuse('low', fields[3], 'at most open, high and close');
  if (Number(fields[5]) * 10 ** lot.decimals > Number.MAX_SAFE_INTEGER - 1)
    refuse('volume', fields[5], 'a size within 2^53 lots');
}

function checkPrice(text: string, tick: Increment, refuse: (allowed: string) => never): void {
  const [whole = '', fraction = ''] = text.split('.');
  const isTooFine = /[1-9]/.test(fraction.slice(tick.decimals));
  const units = Number(whole + fraction.slice(0, tick.decimals).padEnd(tick.decimals, '0'));
  if (isTooFine || units % tick.units !== 0) refuse(`a whole multiple of the tick ${formatSteps(1, tick)}`);
  if (units === 0 || !Number.isSafeInteger(units)) refuse('a price above zero and within 2^53 ticks');
}
