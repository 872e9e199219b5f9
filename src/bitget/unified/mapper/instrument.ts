/**
 * Contracts of the Unified API as instruments.
 * Invariant: bounds are rounded into the instrument's steps, never out of them.
 */
import type { Instrument, InstrumentStatus } from '../../../domain/index.ts';
import { lots } from '../../../domain/index.ts';
import { boundOf, incrementOf, NO_BOUND } from '../../mapper/instrument.ts';
import { countOf, type MaybeNumeral, moneyOf, rateOf } from '../../mapper/numeral.ts';
import type { ResponseOf } from '../../protocol/index.ts';
import type { endpoints } from '../protocol/index.ts';

export type UnifiedInstrumentRow = ResponseOf<typeof endpoints.instruments>[number];

/** Delivery contracts are none of ours. */
export const isPerpetual = (row: UnifiedInstrumentRow): boolean => (row.type ?? row.symbolType) === 'perpetual';

/** @param maintenanceMargin rate of the first position tier, as decimal text. */
export function decodeUnifiedInstrument(row: UnifiedInstrumentRow, maintenanceMargin: MaybeNumeral): Instrument {
  const lot = incrementOf(row.quantityMultiplier, `${row.symbol} quantityMultiplier`);
  const sizeMax = boundOf(row.maxOrderQty, lot, 'down') ?? NO_BOUND;
  return {
    symbol: row.symbol,
    base: row.baseCoin,
    tick: incrementOf(row.priceMultiplier, `${row.symbol} priceMultiplier`),
    lot,
    sizeMin: boundOf(row.minOrderQty, lot, 'up') ?? lots(1),
    sizeMax,
    marketSizeMax: boundOf(row.maxMarketOrderQty, lot, 'down') ?? sizeMax,
    notionalMin: moneyOf(row.minOrderAmount),
    leverageMin: countOf(row.minLeverage, 'minLeverage'),
    leverageMax: countOf(row.maxLeverage, 'maxLeverage'),
    makerFee: rateOf(row.makerFeeRate),
    takerFee: rateOf(row.takerFeeRate),
    maintenanceMargin: rateOf(maintenanceMargin),
    fundingIntervalHours: countOf(row.fundInterval, 'fundInterval'),
    priceBand: rateOf(row.buyLimitPriceRatio),
    status: statusOf(row.status),
  };
}

function statusOf(status: string): InstrumentStatus {
  if (status === 'online') return 'normal';
  return status === 'limit_open' ? 'reduce-only' : 'halted';
}
