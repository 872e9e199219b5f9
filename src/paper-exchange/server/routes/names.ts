/**
 * The two names that a request may give to an order, a trigger or a plan: the exchange's and the caller's own.
 * Invariant: `orderId` decides where both are given; one of them has to be.
 */
import { ApiError } from '../http/api-error.ts';

export type Names = { readonly orderId?: string | undefined; readonly clientOid?: string | undefined };

/** @throws ApiError 40924 when neither name is given. */
export function checkNamed({ orderId, clientOid }: Names): void {
  if (!orderId && !clientOid) throw new ApiError('40924');
}

/** What the core finds it by. @throws ApiError 40924 when neither name is given. */
export function reference(symbol: string, names: Names) {
  checkNamed(names);
  return { symbol, id: names.orderId || undefined, clientOid: names.clientOid || undefined };
}

/** As an answer repeats them. */
export const nameOf = ({ orderId = '', clientOid = '' }: Names) => ({ orderId, clientOid });
