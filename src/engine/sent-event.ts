/**
 * What the answer to a request means, as an event for the kernel.
 * Invariant: an answer that did not come is `outcome-unknown`, or a failure with the code `unknown`; never a rejection.
 */
import type { Event } from '../domain/index.ts';
import type { Effect, EffectOf } from '../kernel/index.ts';
import type { Sent } from '../ports/index.ts';

/** Effects that change something at the venue. */
export type Request = Extract<
  Effect,
  {
    type:
      | 'submit-order'
      | 'amend-order'
      | 'cancel-order'
      | 'place-trigger'
      | 'move-trigger'
      | 'cancel-trigger'
      | 'set-leverage';
  }
>;

/** @returns undefined where the venue itself will say what came of it. */
export function sentEvent(request: Request, sent: Sent, at: number): Event | undefined {
  if (request.type === 'submit-order') return orderEvent(request, sent, at);
  if (request.type === 'place-trigger') return triggerEvent(request, sent, at);
  if (request.type === 'amend-order' && (sent.outcome === 'accepted' || sent.outcome === 'unknown'))
    return { type: 'amend-sent', at, clientOid: request.order.clientOid };
  if (sent.outcome !== 'accepted') return failedEvent(request, sent, at);
  const { type, symbol } = request;
  return type === 'set-leverage' ? { type: 'leverage-set', at, symbol, leverage: request.leverage } : undefined;
}

function orderEvent({ order }: EffectOf<'submit-order'>, sent: Sent, at: number): Event {
  const { clientOid, symbol, intent, positionSide, type, price, size } = order;
  if (sent.outcome === 'unknown') return { type: 'outcome-unknown', at, clientOid, reason: sent.reason };
  if (sent.outcome !== 'accepted')
    return { type: 'order-rejected', at, clientOid, code: codeOf(sent), message: sent.message };
  const filled = 0 as typeof size;
  const report = {
    clientOid,
    orderId: sent.id,
    symbol,
    intent,
    positionSide,
    type,
    price,
    size,
    filled,
    status: 'live' as const,
    updatedAt: at,
  };
  return { type: 'order', at, report };
}

function triggerEvent({ trigger }: EffectOf<'place-trigger'>, sent: Sent, at: number): Event {
  const { clientOid } = trigger;
  if (sent.outcome === 'unknown') return { type: 'outcome-unknown', at, clientOid, reason: sent.reason };
  if (sent.outcome !== 'accepted')
    return { type: 'trigger-rejected', at, clientOid, code: codeOf(sent), message: sent.message };
  return { type: 'trigger', at, report: { ...trigger, triggerId: sent.id, status: 'live', updatedAt: at } };
}

type Failure = Exclude<Sent, { outcome: 'accepted' }>;

function failedEvent(
  request: Exclude<Request, { type: 'submit-order' | 'place-trigger' }>,
  sent: Failure,
  at: number,
): Event {
  const { type, symbol } = request;
  const code = sent.outcome === 'unknown' ? 'unknown' : sent.code;
  const message = sent.outcome === 'unknown' ? sent.reason : sent.message;
  const details = { message, ...(type === 'amend-order' && { clientOid: request.order.clientOid }) };
  return { type: 'request-failed', at, request: type, symbol, code, details };
}

const codeOf = (sent: Extract<Sent, { code: string }>): string =>
  sent.outcome === 'not-sent' ? 'not-sent' : sent.code;
