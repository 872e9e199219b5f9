/**
 * Lists that are paged back in time: youngest first, `idLessThan` is the last id of the page before.
 * Invariant: following `endId` visits every row exactly once, whatever is appended meanwhile.
 */
import { ApiError } from '../http/api-error.ts';
import { countOf, timeOf } from './asked.ts';

const LIMIT_MAX = 100;

export type PageQuery = {
  readonly idLessThan?: string | undefined;
  readonly startTime?: string | undefined;
  readonly endTime?: string | undefined;
  readonly limit?: string | undefined;
};

export type Page<Row> = { readonly rows: readonly Row[]; readonly endId: string };

type RowKey<Row> = { readonly id: (row: Row) => string; readonly at: (row: Row) => number };

/**
 * @param rows oldest first, with ids that rise. `endId` is empty when the page is.
 * @param limitMax of the list, and its default.
 * @throws ApiError 40020 naming what is out of bounds.
 */
export function pageOf<Row>(rows: readonly Row[], query: PageQuery, key: RowKey<Row>, limitMax = LIMIT_MAX): Page<Row> {
  const limit = countOf(query.limit, { preset: limitMax, max: limitMax });
  const { from = 0, until = Number.POSITIVE_INFINITY } = timeOf(query.startTime, query.endTime);
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

function digits(text: string): string {
  if (!/^\d{1,20}$/.test(text)) throw new ApiError('40020', 'idLessThan');
  return text;
}
