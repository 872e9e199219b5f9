/**
 * The Unified endpoints that the exchange serves, each with its handler.
 * Invariant: an endpoint that has neither a handler nor a place in `NotServed`, or a handler with another shape, does
 * not compile; what is not served is answered with 40404.
 */
import { accountRoutes } from './account.ts';
import type { UnifiedHandlers, UnifiedKey } from './call.ts';
import { marketRoutes } from './market.ts';
import { orderRoutes } from './order.ts';
import { strategyRoutes } from './strategy.ts';

/** What the core keeps no record of, and margin moved by hand. */
type NotServed = 'historyFundRate' | 'historyPosition' | 'setMargin';

export const unifiedHandlers: UnifiedHandlers<Exclude<UnifiedKey, NotServed>> = {
  ...marketRoutes,
  ...accountRoutes,
  ...orderRoutes,
  ...strategyRoutes,
};
