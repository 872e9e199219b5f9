/**
 * What a trader may want of a Unified account.
 */

import type { Intent } from './intent.ts';
import { unifiedOrders } from './unified-orders.ts';
import { unifiedQueries } from './unified-queries.ts';

export const unifiedIntents: readonly Intent[] = [...unifiedQueries, ...unifiedOrders];
