/**
 * Whereto a scored market points: first by support and resistance, then by its movement.
 * Invariant: near a support it is long, near a resistance short, whatever the score; nothing clear is no direction.
 */
import type { Pivots } from '../../indicators/index.ts';
import type { AcceptedScore } from '../score-types.ts';

export type Direction = 'LONG' | 'SHORT';

/** What the market was like when it was scored. */
export type ScoredQuote = {
  readonly price: number;
  /** Over 24 hours, in percent. */
  readonly priceChange: number;
};

/** A signal needs more movement below the high threshold. */
type Demand = 'high' | 'medium';

/** Percent of change over 24 hours, in mode `compat`. */
const CHANGE_MIN: Record<Demand, number> = { high: 0.3, medium: 0.5 };
/** Distance of the signed price component from 50, in mode `calibrated`: percentiles 20 and 40 of momentum. */
const LEAN_MIN: Record<Demand, number> = { high: 10, medium: 20 };
/** From this score on the price component decides in mode `compat`, too. */
const SCORE_EXTREME = 95;
const COMPAT_LEAN_MIN = 10;

/** Up to 2 % beyond the second level and 1 % beyond the first. */
export function atLevel(price: number, { S2, S1, R1, R2 }: Pivots): Direction | undefined {
  if ((price > 0.98 * S2 && price <= S2) || (price > 0.99 * S1 && price <= S1)) return 'LONG';
  if ((price >= R2 && price < 1.02 * R2) || (price >= R1 && price < 1.01 * R1)) return 'SHORT';
  return undefined;
}

const bySign = (distance: number, isEnough: boolean): Direction | undefined =>
  !isEnough || distance === 0 ? undefined : distance > 0 ? 'LONG' : 'SHORT';

function byMovement(score: AcceptedScore, { priceChange }: ScoredQuote, demand: Demand): Direction | undefined {
  const lean = score.components.price_score - 50;
  if (score.mode === 'calibrated') return bySign(lean, Math.abs(lean) >= LEAN_MIN[demand]);
  const byChange = bySign(priceChange, Math.abs(priceChange) > CHANGE_MIN[demand]);
  if (byChange !== undefined || score.overall_score < SCORE_EXTREME) return byChange;
  return bySign(lean, Math.abs(lean) > COMPAT_LEAN_MIN);
}

export function directionOf(score: AcceptedScore, quote: ScoredQuote, demand: Demand): Direction | undefined {
  const levels = score.s1s2r1r2_levels;
  const level = levels === undefined ? undefined : atLevel(quote.price, levels);
  return level ?? byMovement(score, quote, demand);
}
