/**
 * What is known of orders by their ids, because fills alone do not say all: REST fills have no clientOid, and in one-way
 * mode no fill says whether it reduces.
 * Invariant: bounded; the oldest knowledge goes first.
 */
import type { OrderReport, OrderRequest } from '../../domain/index.ts';
import type { KnownOrder } from '../mapper/index.ts';

const SIZE_MAX = 20_000;

type OfOrder = { readonly orderId: string; readonly clientOid?: string | null | undefined };

export class KnownOrders {
  readonly #byOrderId = new Map<string, KnownOrder>();
  readonly #byClientOid = new Map<string, KnownOrder>();

  /** Before an order is sent: its fill may arrive before its answer. */
  noteRequest({ clientOid, intent, positionSide }: OrderRequest): void {
    put(this.#byClientOid, clientOid, { clientOid, intent, positionSide });
  }

  /** @returns the report, as it came. */
  noteReport(report: OrderReport): OrderReport {
    const { orderId, clientOid, intent, positionSide } = report;
    const own = this.#byClientOid.get(clientOid);
    put(this.#byOrderId, orderId, own ?? { clientOid, intent, positionSide });
    return report;
  }

  find(orderId: string, clientOid: string | null | undefined): KnownOrder | undefined {
    return this.#byOrderId.get(orderId) ?? (clientOid ? this.#byClientOid.get(clientOid) : undefined);
  }

  /** Of fills: one for each order that is not known. */
  strangers<Row extends OfOrder>(rows: readonly Row[]): readonly Row[] {
    const unknown = new Map<string, Row>();
    for (const row of rows) if (!this.find(row.orderId, row.clientOid)) unknown.set(row.orderId, row);
    return [...unknown.values()];
  }
}

function put(map: Map<string, KnownOrder>, key: string, order: KnownOrder): void {
  map.set(key, order);
  if (map.size <= SIZE_MAX) return;
  const oldest = map.keys().next();
  if (!oldest.done) map.delete(oldest.value);
}
