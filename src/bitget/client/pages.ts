/**
 * Lists of the exchange, paged back in time to their end.
 * Invariant: a list is complete or the call throws; rows come once, newest first.
 */
import { TradingError } from '../../domain/index.ts';

export const PAGE_SIZE = 100;
/** 200 000 rows: more than 90 days of any account that Viper is made for. */
const PAGES_MAX = 2_000;

export type Page<Row> = { readonly rows: readonly Row[] | null; readonly endId: string | null | undefined };

/**
 * Every row, from the newest back until a page is empty.
 * @param fetch the page before an id; the newest page for undefined
 * @throws TradingError when the list does not end.
 */
export async function allPages<Row>(
  fetch: (idLessThan: string | undefined) => Promise<Page<Row>>,
  idOf: (row: Row) => string,
): Promise<readonly Row[]> {
  const rows = new Map<string, Row>();
  let before: string | undefined;
  for (let page = 0; page < PAGES_MAX; page++) {
    const { rows: some, endId } = await fetch(before);
    if (!some || some.length === 0 || !endId || endId === before) return [...rows.values(), ...fresh(some, rows, idOf)];
    for (const row of some) rows.set(idOf(row), row);
    before = endId;
  }
  throw new TradingError('endless-list', `a list of the exchange does not end after ${PAGES_MAX} pages`, {
    outcome: 'unknown',
  });
}

const fresh = <Row>(some: readonly Row[] | null, known: ReadonlyMap<string, Row>, idOf: (row: Row) => string) =>
  (some ?? []).filter((row) => !known.has(idOf(row)));
