/**
 * Every endpoint of the protocol and its handler.
 * Invariant: an endpoint without a handler, or a handler with another shape, does not compile.
 */
import { accountRoutes } from './account.ts';
import type { Handlers } from './call.ts';
import { marketRoutes } from './market.ts';
import { orderRoutes } from './order.ts';
import { triggerRoutes } from './trigger.ts';

export { Call } from './call.ts';

export const handlers: Handlers = { ...marketRoutes, ...accountRoutes, ...orderRoutes, ...triggerRoutes };
