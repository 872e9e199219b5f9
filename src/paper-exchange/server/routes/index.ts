/**
 * The endpoints of the protocol that the exchange serves, each with its handler.
 * Invariant: an endpoint that has no handler, or a handler with another shape, does not compile.
 */
import { accountRoutes } from './account.ts';
import type { Handlers } from './call.ts';
import { candleRoutes } from './candles.ts';
import { closingRoutes } from './closing.ts';
import { marketRoutes } from './market.ts';
import { orderRoutes } from './order.ts';
import { planRoutes } from './plan.ts';
import { positionRoutes } from './position.ts';
import { priceRoutes } from './prices.ts';
import { settingRoutes } from './setting.ts';
import { triggerRoutes } from './trigger.ts';

export { Call } from './call.ts';

export const handlers: Handlers = {
  ...priceRoutes,
  ...candleRoutes,
  ...marketRoutes,
  ...accountRoutes,
  ...settingRoutes,
  ...positionRoutes,
  ...orderRoutes,
  ...closingRoutes,
  ...triggerRoutes,
  ...planRoutes,
};
