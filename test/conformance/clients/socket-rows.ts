/**
 * Rows of a socket's channel, as these suites look for them.
 * Invariant: compares decimals as numbers, everything else as it is.
 */
import type { Row } from './ccxt.ts';
import type { Check } from './client-call.ts';
import { numbersIn } from './truth.ts';

/** A name in each family. */
export type Words = { readonly classic: string; readonly unified: string };

export const both = (check: Check) => ({ classic: check, unified: check });

export const lastOf = (rows: readonly Row[]) => numbersIn(rows.at(-1));

export const isLike = (row: object, wanted: object): boolean =>
  Object.entries(wanted).every(([name, value]) => (row as Row)[name] === value);
