/**
 * Says in plain words what a strategy does against the rules; needs no test runner.
 * Invariant: a failed expectation throws an Error, which every test runner shows.
 */
import { toJson } from '../../domain/index.ts';

export function expectThat(isSo: boolean, message: string): void {
  if (!isSo) throw new Error(message);
}

const SHOWN_MAX = 300;

/** Compares data field by field; fields that are undefined count as absent, and their order does not matter. */
export function expectSame(actual: unknown, expected: unknown, message: string): void {
  const [got, wanted] = [toJson(sorted(actual)), toJson(sorted(expected))];
  if (got === wanted) return;
  let at = 0;
  while (got[at] === wanted[at]) at += 1;
  const from = Math.max(0, at - SHOWN_MAX / 2);
  const shown = (text = 'nothing') => text.slice(from, from + SHOWN_MAX);
  throw new Error(`${message}\nfirst time: … ${shown(wanted)} …\nthen:       … ${shown(got)} …`);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, field]) => [name, sorted(field)]));
}
