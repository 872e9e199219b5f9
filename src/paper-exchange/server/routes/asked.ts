/**
 * Counts, times and pages as requests name them.
 * Invariant: what is out of bounds is refused by name, never cut to fit.
 */
import { ApiError } from '../http/api-error.ts';

/** @throws ApiError 40020 outside 1 … max. */
export function countOf(
  text: string | undefined,
  { preset, max, field = 'limit' }: { preset: number; max: number; field?: string },
): number {
  const count = text === undefined || text === '' ? preset : Number(text);
  if (!(count >= 1 && count <= max)) throw new ApiError('40020', field);
  return count;
}

/** Epoch ms of a span; undefined is open. @throws ApiError 40020 when it ends before it begins. */
export function timeOf(startTime: string | undefined, endTime: string | undefined) {
  const from = startTime === undefined ? undefined : Number(startTime);
  const until = endTime === undefined ? undefined : Number(endTime);
  if (from !== undefined && until !== undefined && until < from) throw new ApiError('40020', 'endTime');
  return { from, until };
}

/** Rows of page `number`, which counts from 1. */
export const pageRows = <Row>(rows: readonly Row[], { number, size }: { number: number; size: number }): Row[] =>
  rows.slice((number - 1) * size, number * size);
