/**
 * What a trader may want of a Classic account.
 */
import { classicOrders } from './classic-orders.ts';
import { classicQueries } from './classic-queries.ts';
import type { Intent } from './intent.ts';

export const classicIntents: readonly Intent[] = [...classicQueries, ...classicOrders];
