/**
 * What follows from a price or a fill: triggers first, then plans, then liquidations.
 * Invariant: afterwards no live trigger or plan of the market is reached and no position of it is beyond its band.
 */
import { liquidateReached } from './liquidation.ts';
import { firePlans } from './plan-firing.ts';
import type { Core, Market } from './state.ts';
import { fireTriggers } from './trigger-firing.ts';

export function settle(core: Core, market: Market): void {
  fireTriggers(core, market);
  if (core.plans.countIn(market.instrument.symbol) > 0) {
    firePlans(core, market);
    fireTriggers(core, market);
  }
  liquidateReached(core, market);
}
