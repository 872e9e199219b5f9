/**
 * Lists that are paged back in time: youngest first, `idLessThan` is the last id of the page before.
 * Invariant: following `endId` visits every row exactly once, whatever is appended meanwhile.
 */
import { ApiError } from '../http/api-error.ts';

const LIMIT_MAX = 100;

export type PageQuery = {
  readonly idLessThan?: string | undefined;
  readonly startTime?: string | undefined;
  readonly endTime?: string | undefined;
  readonly limit?: string | undefined;
};

export type Page<Row> = { readonly rows: readonly Row[]; readonly endId: string };

type RowKey<Row> = { readonly id: (row: Row) => string; readonly at: (row: Row) => number };

/** @param rows oldest first, with ids that rise. `endId` is empty when the page is. */
export function pageOf<Row>(rows: readonly Row[], query: PageQuery, key: RowKey<Row>): Page<Row> {
  const limit = limitOf(query.limit);
  const from = Number(query.startTime ?? 0);
  const until = query.endTime === undefined ? Number.POSITIVE_INFINITY : Number(query.endTime);
  const before = query.idLessThan ? BigInt(digits(query.idLessThan)) : undefined;
  const page: Row[] = [];
  for (let i = rows.length - 1; i >= 0 && page.length < limit; i--) {
    const row = rows[i] as Row;
    const at = key.at(row);
    if (at < from || at > until || (before !== undefined && BigInt(key.id(row)) >= before)) continue;
    page.push(row);
  }
  const last = page.at(-1);
  return { rows: page, endId: last === undefined ? '' : key.id(last) };
}

function limitOf(text: string | undefined): number {
  const limit = Number(text ?? LIMIT_MAX);
  if (limit < 1 || limit > LIMIT_MAX) throw new ApiError('400172', 'limit');
  return limit;
}

function digits(text: string): string {
  if (!/^\d{1,20}$/.test(text)) throw new ApiError('400172', 'idLessThan');
  return text;
}
