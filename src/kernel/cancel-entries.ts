/**
 * Asks for the end of entries that rest or are under way.
 * Invariant: stops, targets and closing orders stay.
 */
import { dropAmendment } from './amending.ts';
import type { KernelState, Turn } from './state.ts';

/** Of all symbols when `only` is undefined. @returns how many were asked to go. */
export function cancelEntries(state: KernelState, turn: Turn, only?: string): number {
  let canceled = 0;
  for (const { request } of state.orders.open()) {
    const { symbol, clientOid } = request;
    if (request.intent !== 'open' || (only !== undefined && symbol !== only)) continue;
    dropAmendment(state, turn, clientOid, 'order-canceled');
    turn.effects.push({ type: 'cancel-order', symbol, clientOid });
    canceled += 1;
  }
  return canceled;
}

/** What still rests after the kill switch, or in a symbol that was taken out: its cancel was lost or refused. */
export function cancelLeftEntries(state: KernelState, turn: Turn): void {
  for (const { request, status } of state.orders.open()) {
    const { symbol, clientOid, intent } = request;
    const rests = status === 'live' || status === 'partially-filled';
    const isUnwanted = state.isKilled || state.byHand.get(symbol) === 'out';
    if (intent === 'open' && rests && isUnwanted) turn.effects.push({ type: 'cancel-order', symbol, clientOid });
  }
}
