/**
 * Contracts of the exchange as instruments.
 * Invariant: bounds are rounded into the instrument's steps, never out of them.
 */
import {
  formatDecimal,
  type Increment,
  type Instrument,
  type InstrumentStatus,
  InvalidInput,
  type Lots,
  lots,
  parseDecimal,
} from '../../domain/index.ts';
import type { endpoints, ResponseOf } from '../protocol/index.ts';
import { countOf, type MaybeNumeral, moneyOf, rateOf, textOf } from './numeral.ts';

export type ContractRow = ResponseOf<typeof endpoints.contracts>[number];

/** Where the contract names no bound. */
export const NO_BOUND = lots(1_000_000_000);

/** @param maintenanceMargin rate of the first position tier, as decimal text. */
export function decodeInstrument(row: ContractRow, maintenanceMargin: MaybeNumeral): Instrument {
  const lot = incrementOf(row.sizeMultiplier, `${row.symbol} sizeMultiplier`);
  const sizeMax = boundOf(row.maxOrderQty, lot, 'down') ?? NO_BOUND;
  return {
    symbol: row.symbol,
    base: row.baseCoin,
    tick: { units: countOf(row.priceEndStep, 'priceEndStep'), decimals: countOf(row.pricePlace, 'pricePlace') },
    lot,
    sizeMin: boundOf(row.minTradeNum, lot, 'up') ?? lots(1),
    sizeMax,
    marketSizeMax: boundOf(row.maxMarketOrderQty, lot, 'down') ?? sizeMax,
    notionalMin: moneyOf(row.minTradeUSDT),
    leverageMin: countOf(row.minLever, 'minLever'),
    leverageMax: countOf(row.maxLever, 'maxLever'),
    makerFee: rateOf(row.makerFeeRate),
    takerFee: rateOf(row.takerFeeRate),
    maintenanceMargin: rateOf(maintenanceMargin),
    fundingIntervalHours: countOf(row.fundInterval, 'fundInterval'),
    priceBand: rateOf(row.buyLimitPriceRatio),
    status: statusOf(row.symbolStatus),
  };
}

/** A step such as "0.05" as 5 × 10^-2. */
export function incrementOf(value: MaybeNumeral, field: string): Increment {
  const text = textOf(value) ?? '';
  const shortest = formatDecimal(parseDecimal(text, 18), 18);
  const decimals = shortest.split('.')[1]?.length ?? 0;
  const units = Number(parseDecimal(text, decimals));
  if (units <= 0) throw new InvalidInput(field, value, 'a step above zero');
  return { units, decimals };
}

export function boundOf(value: MaybeNumeral, lot: Increment, rounding: 'up' | 'down'): Lots | undefined {
  const text = textOf(value);
  if (text === undefined) return undefined;
  const exact = parseDecimal(text, 18);
  const step = BigInt(lot.units) * 10n ** BigInt(18 - lot.decimals);
  const count = rounding === 'up' ? (exact + step - 1n) / step : exact / step;
  return count > 0n ? lots(Number(count)) : undefined;
}

function statusOf(status: string): InstrumentStatus {
  if (status === 'normal') return 'normal';
  return status === 'limit_open' ? 'reduce-only' : 'halted';
}
