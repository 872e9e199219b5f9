/**
 * What follows from a price or a fill: triggers first, then liquidations.
 * Invariant: afterwards no live trigger of the market is reached and no position of it is beyond its band.
 */
import { liquidateReached } from './liquidation.ts';
import type { Core, Market } from './state.ts';
import { fireTriggers } from './trigger-firing.ts';

export function settle(core: Core, market: Market): void {
  fireTriggers(core, market);
  liquidateReached(core, market);
}
