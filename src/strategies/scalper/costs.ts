/**
 * What a short trade costs and how far it has to go.
 * Invariant: a trade whose first target does not pay `costFactor` round trips is named, not taken.
 */
import type { Instrument } from '../../domain/index.ts';
import { makerFeeOf, takerFeeOf } from '../profile/stake.ts';
import type { ScalperParams } from './params.ts';

/** Fees of entry and exit as a fraction of notional: stops and targets leave at market. */
export const roundTrip = (instrument: Instrument, { postOnly }: ScalperParams): number =>
  (postOnly === 1 ? makerFeeOf(instrument) : takerFeeOf(instrument)) + takerFeeOf(instrument);

/** Distance of the stop: `stopAtr` average true ranges, at least the profile's own stop and at most `stopMax`. */
export function stopDistance(
  { range, volatility }: { readonly range: number; readonly volatility: number },
  params: ScalperParams,
): number {
  const least = params.stopBase * params.stopMultiplier * (1 + volatility);
  return Math.min(params.stopMax, Math.max(least, params.stopAtr * range));
}

/** The numbers of the refusal, or undefined when the first target pays. */
export function unpaid(
  stop: number,
  cost: number,
  params: ScalperParams,
): { readonly target: number; readonly least: number } | undefined {
  const target = stop * params.rewardRisk * params.target1;
  const least = cost * params.costFactor;
  return target >= least ? undefined : { target: round(target), least: round(least) };
}

/** As told in a notice: a hundredth of a basis point is enough. */
const round = (fraction: number): number => Math.round(fraction * 1e6) / 1e6;
