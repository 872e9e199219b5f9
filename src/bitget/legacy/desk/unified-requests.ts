/**
 * What requests and answers of the Unified API have in common.
 * Invariant: an element of a batch that failed is told as failed.
 */
import type { ResponseOf } from '../../protocol/index.ts';
import type { endpoints } from '../../unified/protocol/index.ts';
import type { Batch, Doing, PageQuery } from '../facts.ts';
import { tradeSideOf } from '../words.ts';
import { ackOf, given } from './requests.ts';

export const cursorOf = ({ startTime, endTime, limit, after }: PageQuery) =>
  given({ startTime, endTime, limit, cursor: after });

/** `side` is the trade's own. */
export const unifiedSidesOf = (doing: Doing) =>
  doing.isHedge
    ? { side: tradeSideOf(doing), posSide: doing.positionSide }
    : ({ side: tradeSideOf(doing), reduceOnly: doing.intent === 'close' ? 'yes' : 'no' } as const);

const IS_DONE = /^0*$/;

export function unifiedBatchOf(rows: ResponseOf<typeof endpoints.placeBatch>, symbol: string): Batch {
  const isDone = ({ code }: (typeof rows)[number]): boolean => IS_DONE.test(String(code ?? ''));
  return {
    done: rows.filter(isDone).map((row) => ({ ...ackOf(row), symbol })),
    failed: rows
      .filter((row) => !isDone(row))
      .map((row) => ({ ...ackOf(row), code: String(row.code), message: row.msg ?? '' })),
  };
}
