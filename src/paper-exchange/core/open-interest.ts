/**
 * Open interest by a model: what the accounts hold, and what the outside trades.
 * Invariant: asking changes nothing.
 * Model: the larger of all long and all short lots of the accounts, plus half of what was traded outside in 24 hours.
 */
import { type Lots, lots } from '../../domain/index.ts';
import type { Core, Market } from './state.ts';

export function openInterestOf(core: Core, market: Market): Lots {
  const held = { long: 0, short: 0 };
  for (const { positionSide, size } of core.positions.in(market.instrument.symbol)) held[positionSide] += size;
  return lots(Math.max(held.long, held.short) + Math.floor(market.stats.summary(market.at).volume / 2));
}
