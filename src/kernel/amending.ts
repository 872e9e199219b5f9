/**
 * Changes a resting entry: in place where the account can, else by canceling it and, when the venue has said that it is
 * gone unfilled, proposing it anew.
 * Invariant: there are never two of the order; the new one passes the gate like any entry; a fill that comes first wins.
 */
import { type Command, isTerminal, type Refused, refused } from '../domain/index.ts';
import { amendInPlace, canAmendInPlace, settleInPlace } from './amending-in-place.ts';
import { propose } from './entries.ts';
import type { Amendment, DeskOrder } from './orders/index.ts';
import { type KernelState, reply, type Turn } from './state.ts';

/** A cancel that is confirmed later than this was somebody else's: the order is not placed anew. */
const AMEND_MAX_MS = 8_000;

type Amend = Extract<Command, { kind: 'amend-order' }>;

/** @returns why not, or undefined: the answer comes with the venue's word. */
export function amendOrder(state: KernelState, turn: Turn, command: Amend, requestId: string): Refused | undefined {
  const { clientOid, price, size } = command;
  const order = state.orders.get(clientOid);
  if (!order) return refused('order-not-found', { clientOid });
  const { status, filled, request } = order;
  const isInPlace = canAmendInPlace(state);
  const rests = status === 'live' || (isInPlace && status === 'partially-filled');
  if (request.intent !== 'open' || request.type !== 'limit' || !rests || (filled > 0 && !isInPlace))
    return refused('not-amendable', { clientOid, type: request.type, status, filled });
  if (state.isPaused) return refused('paused');
  if (state.amendments.has(clientOid)) return refused('amend-under-way', { clientOid });
  if (isInPlace) return amendInPlace(state, turn, { order, price, size }, requestId);
  state.amendments.set(clientOid, { price, size, requestId, at: turn.at });
  turn.effects.push({ type: 'cancel-order', symbol: request.symbol, clientOid });
  return undefined;
}

/** Called with every word on an order of ours. */
export function settleAmendment(state: KernelState, turn: Turn, order: DeskOrder): void {
  const { clientOid } = order.request;
  const amendment = state.amendments.get(clientOid);
  if (amendment?.isInPlace) return settleInPlace(state, turn, order);
  if (!amendment || !isTerminal(order.status)) return;
  state.amendments.delete(clientOid);
  const refusal = objectionTo(order, amendment, turn.at) ?? placeAnew(state, turn, order, amendment);
  if (refusal) reply(state, turn, amendment.requestId, refusal);
}

/** The order was asked to end for another reason: it is not placed anew. */
export function dropAmendment(state: KernelState, turn: Turn, clientOid: string, rule: string): void {
  const amendment = state.amendments.get(clientOid);
  if (!amendment) return;
  state.amendments.delete(clientOid);
  if (!amendment.isGivenUp) reply(state, turn, amendment.requestId, refused(rule, { clientOid }));
}

/** The venue did not carry out a cancel of the symbol: orders of it may rest as they were. */
export function dropAmendmentsOf(state: KernelState, turn: Turn, symbol: string): void {
  for (const [clientOid, { isInPlace }] of [...state.amendments]) {
    if (!isInPlace && state.orders.get(clientOid)?.request.symbol === symbol)
      dropAmendment(state, turn, clientOid, 'cancel-failed');
  }
}

/** After a comparison with the venue: an order that still rests was not canceled, whatever became of the answer. */
export function reviewReplacements(state: KernelState, turn: Turn): void {
  for (const [clientOid, { isInPlace, at }] of [...state.amendments]) {
    const order = state.orders.get(clientOid);
    if (isInPlace || turn.at - at <= AMEND_MAX_MS || (order && isTerminal(order.status))) continue;
    dropAmendment(state, turn, clientOid, 'cancel-failed');
  }
}

function objectionTo({ request, status, filled }: DeskOrder, { at }: Amendment, now: number): Refused | undefined {
  const { clientOid } = request;
  if (status !== 'canceled' || filled > 0) return refused('order-ended', { clientOid, status, filled });
  return now - at > AMEND_MAX_MS ? refused('amend-too-late', { clientOid, status }) : undefined;
}

function placeAnew(state: KernelState, turn: Turn, { request, plan }: DeskOrder, amendment: Amendment) {
  const { clientOid: _clientOid, intent: _intent, ...proposal } = request;
  const price = amendment.price ?? request.price;
  if (price === undefined || plan === undefined) return refused('not-amendable', { clientOid: request.clientOid });
  const changed = { ...proposal, price, size: amendment.size ?? request.size };
  return propose(state, turn, { proposal: changed, price, plan, requestId: amendment.requestId });
}
