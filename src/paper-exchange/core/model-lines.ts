/**
 * What a report says of the rules by which orders were filled and paid for: a line for each model, with its numbers.
 * Invariant: each line comes from the model that it tells of, and from the options that are in force.
 */
import { formatRate, type Instrument } from '../../domain/index.ts';
import { CANDLE_PATH_TEXT } from './candle-walk.ts';
import { FUNDING_TEXT } from './funding.ts';
import { describeLatency } from './latency.ts';
import type { MarketSource } from './market-update.ts';
import { QUEUE_TEXT } from './queue-position.ts';
import { BOOK_TAKING_TEXT, DEFAULT_SLIPPAGE, describeSlippage } from './slippage.ts';
import type { ExchangeOptions } from './types.ts';

/** Name of the model → its rule. */
export type ModelLines = Readonly<Record<string, string>>;

export type ModelledRun = Pick<ExchangeOptions, 'latency' | 'slippage'> & {
  readonly source: Pick<MarketSource, 'instruments' | 'models'>;
  /** What the source shows: whole minutes alone, or books and trades. */
  readonly shows: 'candles' | 'book';
};

export function modelLines({ source, shows, latency, slippage = DEFAULT_SLIPPAGE }: ModelledRun): ModelLines {
  const isCandles = shows === 'candles';
  return {
    ...(isCandles && { 'candle path': CANDLE_PATH_TEXT }),
    'queue position': isCandles ? 'none: a price that goes beyond a limit has filled all of it' : QUEUE_TEXT,
    latency: describeLatency(latency ?? { baseMs: 0, jitterMs: 0 }),
    slippage: isCandles ? describeSlippage(slippage) : BOOK_TAKING_TEXT,
    funding: FUNDING_TEXT,
    fees: describeFees(source.instruments),
    ...Object.fromEntries((source.models ?? []).map(({ name, rule }) => [name, rule])),
  };
}

function describeFees(instruments: readonly Instrument[]): string {
  const texts = new Set(
    instruments.map(({ makerFee, takerFee }) => `maker ${formatRate(makerFee)}, taker ${formatRate(takerFee)}`),
  );
  return `${[...texts].join(' or ')} of the notional, by instrument`;
}
