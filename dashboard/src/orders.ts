/**
 * What the page tells orders apart by.
 */
import type { OrderRow } from '../../src/engine/api.ts';

const OPEN: ReadonlySet<string> = new Set(['pending', 'live', 'partially-filled', 'unknown']);

/** It may still fill. */
export const isOpenOrder = ({ status }: OrderRow): boolean => OPEN.has(status);

/** A wish of ours to grow a position: a person may change it or take it back. Stops and targets belong to their positions. */
export const isRestingEntry = (order: OrderRow): boolean =>
  order.intent === 'open' && order.clientOid !== '' && order.type === 'limit' && isOpenOrder(order);

/** Words for a status that its name alone leaves open. */
export const STATUS_WORDS: Readonly<Record<string, string>> = {
  pending: 'being sent',
  live: 'at the exchange',
  'partially-filled': 'filled in part',
  unknown: 'answer lost, asking',
  absent: 'never reached the exchange',
};
