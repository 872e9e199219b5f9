/**
 * The Unified endpoints that the exchange serves, each with its handler.
 * Invariant: an endpoint that has no handler, or a handler with another shape, does not compile.
 */
import { accountRoutes } from './account.ts';
import type { UnifiedHandlers, UnifiedKey } from './call.ts';
import { closingRoutes } from './closing.ts';
import { marketRoutes } from './market.ts';
import { orderRoutes } from './order.ts';
import { positionRoutes } from './position.ts';
import { strategyRoutes } from './strategy.ts';

export const unifiedHandlers: UnifiedHandlers<UnifiedKey> = {
  ...marketRoutes,
  ...accountRoutes,
  ...positionRoutes,
  ...orderRoutes,
  ...closingRoutes,
  ...strategyRoutes,
};
