/**
 * What requests and answers of the Classic and the Unified API have in common.
 * Invariant: what was not named is not sent.
 */
import { refusedByBitget } from '../../errors/index.ts';
import { MARGIN_COIN, PRODUCT } from '../../mapper/index.ts';
import type { endpoints, ResponseOf } from '../../protocol/index.ts';
import type { Ack, Batch, Failure, PageQuery } from '../facts.ts';

export const product = { productType: PRODUCT } as const;
export const coin = { ...product, marginCoin: MARGIN_COIN } as const;

type Given<T> = { readonly [Key in keyof T]?: Exclude<T[Key], undefined> };

/** Without what is undefined. */
export const given = <T extends object>(fields: T): Given<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<T>;

export const paging = ({ startTime, endTime, limit, after }: PageQuery) =>
  given({ startTime, endTime, limit, idLessThan: after });

type WireAck = { readonly orderId?: string | null; readonly clientOid?: string | null };

export const ackOf = ({ orderId, clientOid }: WireAck): Ack => ({ orderId: orderId ?? '', clientOid: clientOid ?? '' });

/** @param symbol of rows that name none */
export function batchOf(result: ResponseOf<typeof endpoints.batchPlaceOrder>, symbol: string): Batch {
  const done = (result.successList ?? []).map((row) => ({ ...ackOf(row), symbol: String(row.symbol || symbol) }));
  const failed = (result.failureList ?? []).map((row) => ({
    ...ackOf(row),
    code: row.errorCode ?? '',
    message: row.errorMsg ?? '',
  }));
  return { done, failed };
}

/** The failure of one element as that of the call. */
export const refusalOf = ({ code, message }: Failure) => refusedByBitget('order', { code, msg: message });
