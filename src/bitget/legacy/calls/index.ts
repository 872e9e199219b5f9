/**
 * Every V1 path that is served.
 * Invariant: a path that is not here answers that it is not.
 */
import { accountCalls } from './account.ts';
import type { LegacyCalls } from './call.ts';
import { marketCalls } from './market.ts';
import { orderCalls } from './order.ts';
import { planCalls } from './plan.ts';

export type { Asked, Beside, LegacyCall } from './call.ts';

export const legacyCalls: LegacyCalls = { ...marketCalls, ...accountCalls, ...orderCalls, ...planCalls };
