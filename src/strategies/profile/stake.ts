/**
 * What a profile stakes: risk, size factor and leverage, by how much prices move.
 * Invariant: leverage is whole and never above the profile's maximum; a size factor never exceeds one.
 */
import { type Instrument, RATE_DECIMALS, type Rate } from '../../domain/index.ts';
import type { Params } from '../../kernel/index.ts';
import { toRate } from './prices.ts';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** Volatility of a bar as that of a span: variance grows with time. */
export const volatilityOver = (spanMs: number, volatility: number, barMs: number): number =>
  volatility * Math.sqrt(spanMs / barMs);

const feeOf = (fee: Rate): number => Number(fee) / 10 ** RATE_DECIMALS;

export const takerFeeOf = (instrument: Instrument): number => feeOf(instrument.takerFee);

export const makerFeeOf = (instrument: Instrument): number => feeOf(instrument.makerFee);

/** The names by which every profile has these numbers. */
export type StakeParams = Params<
  | 'risk'
  | 'sizeFactor'
  | 'sizeFactorWild'
  | 'leverage'
  | 'leverageWild'
  | 'leverageCalm'
  | 'leverageMax'
  | 'volatilityWild'
  | 'volatilityCalm'
>;

export type Stake = { readonly risk: Rate; readonly sizeFactor: Rate; readonly leverage: number };

export function leverageOf(volatility: number, params: StakeParams): number {
  const isWild = volatility > params.volatilityWild;
  const isCalm = volatility < params.volatilityCalm;
  const factor = isWild ? params.leverageWild : isCalm ? params.leverageCalm : 1;
  return Math.max(1, Math.floor(Math.min(params.leverage * factor, params.leverageMax)));
}

/** What a loss at the stop costs, and how much of the equity may be bound as margin; all as fractions. */
export type MarginBound = { readonly stop: number; readonly takerFee: number; readonly marginShare: number };

/**
 * A size factor above one is a wish for more risk, and is told as such, so that the gate's limit on risk meets all of it.
 * With `bound`, the risk is at most the one that binds `marginShare` of the equity as margin.
 */
export function stakeOf(volatility: number, params: StakeParams, bound?: MarginBound): Stake {
  const leverage = leverageOf(volatility, params);
  const factor = params.sizeFactor * (volatility > params.volatilityWild ? params.sizeFactorWild : 1);
  const sizeFactor = Math.min(1, factor);
  const wanted = params.risk * Math.max(1, factor);
  const fitting =
    bound === undefined ? wanted : (bound.marginShare * leverage * (bound.stop + 2 * bound.takerFee)) / sizeFactor;
  return { risk: toRate(Math.min(wanted, fitting)), sizeFactor: toRate(sizeFactor), leverage };
}
