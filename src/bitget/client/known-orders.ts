/**
 * What is known of orders by their ids, because fills alone do not say all: REST fills have no clientOid, and in one-way
 * mode no fill says whether it reduces.
 * Invariant: bounded; the oldest knowledge goes first.
 */
import type { OrderReport, OrderRequest } from '../../domain/index.ts';
import type { KnownOrder } from '../mapper/index.ts';

const SIZE_MAX = 20_000;

export class KnownOrders {
  readonly #byOrderId = new Map<string, KnownOrder>();
  readonly #byClientOid = new Map<string, KnownOrder>();

  /** Before an order is sent: its fill may arrive before its answer. */
  noteRequest({ clientOid, intent, positionSide }: OrderRequest): void {
    put(this.#byClientOid, clientOid, { clientOid, intent, positionSide });
  }

  noteReport({ orderId, clientOid, intent, positionSide }: OrderReport): void {
    const own = this.#byClientOid.get(clientOid);
    put(this.#byOrderId, orderId, own ?? { clientOid, intent, positionSide });
  }

  find(orderId: string, clientOid: string | null | undefined): KnownOrder | undefined {
    return this.#byOrderId.get(orderId) ?? (clientOid ? this.#byClientOid.get(clientOid) : undefined);
  }
}

function put(map: Map<string, KnownOrder>, key: string, order: KnownOrder): void {
  map.set(key, order);
  if (map.size <= SIZE_MAX) return;
  const oldest = map.keys().next();
  if (!oldest.done) map.delete(oldest.value);
}
