/**
 * Turns a file of funding rates into columns.
 * Invariant: a rate is exact to 10^-10, also when its text has an exponent.
 */
import { InvalidInput, RATE_DECIMALS, type Rate } from '../../../domain/index.ts';
import { type FundingColumns, sharedColumn } from './columns.ts';
import type { CandleFile } from './parse-candles.ts';

const HEADER = 'ts_ms,rate';
const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,2}))?$/;

export const NO_FUNDING: FundingColumns = { at: sharedColumn(0), rates: [] };

/** @throws InvalidInput naming file, line, field, value and what is allowed, at the first malformed row. */
export function parseFunding({ name, bytes }: CandleFile): FundingColumns {
  const [header, ...rows] = Buffer.from(bytes).toString('utf8').trimEnd().split(/\r?\n/);
  if (header !== HEADER) throw new InvalidInput(`${name} line 1`, header, `the header ${HEADER}`);
  const at = sharedColumn(rows.length);
  const rates = rows.map((row, i) => {
    const where = `${name} line ${i + 2}`;
    const [time = '', text = '', ...rest] = row.split(',');
    if (rest.length > 0 || text === '') throw new InvalidInput(`${where} row`, row, `2 columns: ${HEADER}`);
    at[i] = /^\d+$/.test(time) ? Number(time) : Number.NaN;
    const previousAt = i === 0 ? 0 : (at[i - 1] as number);
    if (!((at[i] as number) > previousAt)) {
      throw new InvalidInput(`${where} ts_ms`, time, `epoch milliseconds later than the row before (${previousAt})`);
    }
    return parseRate(text, `${where} rate`);
  });
  return { at, rates };
}

function parseRate(text: string, field: string): Rate {
  const [, sign, whole = '', fraction = '', exponent = '0'] = NUMBER.exec(text) ?? [];
  if (sign === undefined) throw new InvalidInput(field, text, 'a number such as 0.0001 or -9.3e-7');
  const shift = RATE_DECIMALS - fraction.length + Number(exponent);
  const digits = BigInt(whole + fraction) * 10n ** BigInt(Math.max(0, shift));
  const divisor = 10n ** BigInt(Math.max(0, -shift));
  if (digits % divisor !== 0n) throw new InvalidInput(field, text, `at most ${RATE_DECIMALS} decimals`);
  const magnitude = digits / divisor;
  return (sign === '-' ? -magnitude : magnitude) as Rate;
}
