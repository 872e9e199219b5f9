/**
 * Changes a resting entry where it rests: the order keeps its name and what it has filled.
 * Invariant: what the order is follows from the venue's own reports, never from an answer that may have been lost; the
 * changed order has passed the gate as if it were new, with all of its size.
 */
import { asMoney, type Command, isTerminal, type OrderRequest, type Refused, refused } from '../domain/index.ts';
import { availableOf, boundBy, riskViewOf } from './entries.ts';
import type { DeskOrder, OrderTerms } from './orders/index.ts';
import { positionKey } from './portfolio/index.ts';
import { checkEntry, type Verdict } from './risk/index.ts';
import { amendAlarm, configOf, type KernelState, reply, type Turn } from './state.ts';

/** The report mostly comes by itself; after so long the venue is asked for it, and again. */
const ASK_AFTER_MS = 1_000;
/** So long the venue is asked whether a change has arrived. */
const ASK_MAX_MS = 8_000;
/** A change that was not seen for so long will not come any more. */
const FORGET_MS = 60_000;

type Amend = Extract<Command, { kind: 'amend-order' }>;

/** Unified accounts can; of Classic ones the exchange makes another order, which a fill in between would make too large. */
export const canAmendInPlace = (state: Readonly<KernelState>): boolean => configOf(state).account?.family === 'unified';

/** @returns why not, or undefined: the answer comes with the venue's word. */
export function amendInPlace(
  state: KernelState,
  turn: Turn,
  { order, price, size }: { readonly order: DeskOrder } & Pick<Amend, 'price' | 'size'>,
  requestId: string,
): Refused | undefined {
  const { request, filled, status } = order;
  const { clientOid, symbol } = request;
  const terms = { price: price ?? request.price, size: size ?? request.size };
  if (terms.price === undefined) return refused('not-amendable', { clientOid, type: request.type, status });
  if (terms.price === request.price && terms.size === request.size) return refused('nothing-to-change', { clientOid });
  if (terms.size <= filled) return refused('size-limits', { clientOid, filled, wanted: terms.size });
  const verdict = verdictOn(state, turn.at, order, { ...terms, price: terms.price });
  if (!verdict.ok) return verdict;
  state.orders.want(clientOid, { ...terms, price: terms.price });
  state.amendments.set(clientOid, { price, size, requestId, at: turn.at, isInPlace: true });
  turn.effects.push({ type: 'amend-order', symbol, order: verdict.order });
  return undefined;
}

/** The change has arrived, or may have: only the order's own report tells. */
export function onAmendSent(state: KernelState, turn: Turn, clientOid: string): void {
  const amendment = state.amendments.get(clientOid);
  const order = state.orders.get(clientOid);
  if (!amendment?.isInPlace || !order) return;
  state.amendments.set(clientOid, { ...amendment, isSent: true });
  state.orders.wantSent(clientOid);
  turn.effects.push({ type: 'set-alarm', name: amendAlarm(clientOid), at: turn.at + ASK_AFTER_MS });
}

/** The change was not seen yet: asks, and after a while no more. */
export function onAmendAlarm(state: KernelState, turn: Turn, clientOid: string): void {
  const amendment = state.amendments.get(clientOid);
  const order = state.orders.get(clientOid);
  if (!amendment?.isInPlace || !amendment.isSent || !order) return;
  const waited = turn.at - amendment.at;
  if (waited <= ASK_MAX_MS) {
    turn.effects.push({ type: 'ask-order', symbol: order.request.symbol, clientOid });
    turn.effects.push({ type: 'set-alarm', name: amendAlarm(clientOid), at: turn.at + 2 * ASK_AFTER_MS });
    return;
  }
  if (!amendment.isGivenUp)
    reply(state, turn, amendment.requestId, refused('amend-not-seen', { clientOid, status: order.status, waited }));
  if (waited > FORGET_MS) {
    state.amendments.delete(clientOid);
    state.orders.want(clientOid, undefined);
    return;
  }
  state.amendments.set(clientOid, { ...amendment, isGivenUp: true });
  turn.effects.push({ type: 'set-alarm', name: amendAlarm(clientOid), at: amendment.at + FORGET_MS + ASK_AFTER_MS });
}

/** After a start nobody rings for what was under way; a comparison with the venue has just told what there is. */
export function reviewAmendments(state: KernelState, turn: Turn): void {
  for (const [clientOid, amendment] of [...state.amendments]) {
    if (!amendment.isInPlace || turn.at - amendment.at <= ASK_MAX_MS) continue;
    if (!amendment.isSent) state.amendments.set(clientOid, { ...amendment, isSent: true });
    onAmendAlarm(state, turn, clientOid);
  }
}

/** For certain nothing was changed. */
export function onAmendFailed(state: KernelState, turn: Turn, details: { code: string; clientOid?: unknown }): void {
  const clientOid = String(details.clientOid);
  const amendment = state.amendments.get(clientOid);
  if (!amendment?.isInPlace) return;
  state.amendments.delete(clientOid);
  state.orders.want(clientOid, undefined);
  reply(state, turn, amendment.requestId, refused('venue', { ...details, clientOid }));
}

/** Called with every word on the order that says something new. */
export function settleInPlace(state: KernelState, turn: Turn, order: DeskOrder): void {
  const { request, status, orderId, filled, wanted } = order;
  const { clientOid } = request;
  const amendment = state.amendments.get(clientOid);
  if (!amendment?.isInPlace) return;
  const end = (answer: Parameters<typeof reply>[3]): void => {
    state.amendments.delete(clientOid);
    if (!amendment.isGivenUp) reply(state, turn, amendment.requestId, answer);
  };
  if (!wanted) return end({ ok: true, details: { clientOid, orderId, status } });
  if (isTerminal(status)) end(refused('order-ended', { clientOid, status, filled }));
}

/**
 * What the gate says to the whole order as it is to be, with all that it holds so far given free. What is filled was paid
 * at the old price: a part of it that would lose more there is measured there, too.
 */
function verdictOn(state: KernelState, at: number, order: DeskOrder, terms: OrderTerms): Verdict {
  const { request, filled } = order;
  const { symbol, positionSide } = request;
  const changed: OrderRequest = { ...request, ...terms };
  const guard = state.guards.get(positionKey(symbol, positionSide));
  const position = state.portfolio.position(symbol, positionSide);
  const isOwn = guard?.entryOid === request.clientOid;
  if (position && !isOwn) return refused('not-amendable', { clientOid: request.clientOid, reason: 'other fills' });
  const held = position && guard ? position.cost / BigInt(guard.leverage) : 0n;
  const given = riskViewOf(state, at, request, terms.price);
  const view = {
    ...given,
    available: asMoney(availableOf(state) + boundBy(state, order) + held),
    positionsCount: given.positionsCount - 1,
    hasPosition: false,
  };
  const verdict = checkEntry(changed, view);
  if (!verdict.ok || filled === 0) return verdict;
  const before = checkEntry({ ...changed, price: request.price }, view);
  return before.ok ? verdict : before;
}
