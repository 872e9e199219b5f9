/**
 * What a service of public data depends on: the way to the exchange, the clock, what it keeps of earlier answers.
 * Invariant: pure; what was never heard is not up.
 */
import type { Check, PublicCheckName } from '../../ports/index.ts';
import { SILENT_AFTER_MS } from './checks.ts';

/** Milliseconds since; undefined: never. */
export type PublicReading = {
  readonly answeredMs: number | undefined;
  readonly clock: { readonly offsetMs: number; readonly measuredMs: number } | undefined;
  readonly cache: CacheReading;
};

export type CacheReading = {
  /** Answers that are kept. */
  readonly size: number;
  /** Of the newest; undefined: nothing is kept. */
  readonly ageMs: number | undefined;
  /** Whether the last question to the exchange got no answer. */
  readonly isFailing: boolean;
  /** Since the start: answers given out of the cache while fresh, and though they were too old. */
  readonly fresh: number;
  readonly stale: number;
  /** Questions that went to the exchange, and those of them that got no answer. */
  readonly asked: number;
  readonly failed: number;
};

const OFFSET_WORRY_MS = 1_000;
/** Nothing is given as fresh for longer. */
const TOO_OLD_MS = 300_000;

const said = (status: Check['status'], reason: string): Check => ({ status, reason });
const seconds = (ms: number): string => `${(Math.max(0, ms) / 1_000).toFixed(1)} s`;

export const publicChecksOf = ({
  answeredMs,
  clock,
  cache,
}: PublicReading): Readonly<Record<PublicCheckName, Check>> => ({
  exchange: exchangeCheck(answeredMs),
  clock: clockCheck(clock),
  cache: cacheCheck(cache),
});

function exchangeCheck(answeredMs: number | undefined): Check {
  if (answeredMs === undefined) return said('down', 'it has not answered yet');
  return answeredMs > SILENT_AFTER_MS
    ? said('down', `no answer for ${seconds(answeredMs)}`)
    : said('up', `answered ${seconds(answeredMs)} ago`);
}

function clockCheck(clock: PublicReading['clock']): Check {
  if (!clock) return said('degraded', "not compared with the exchange's yet");
  const found = `the exchange's clock is ${clock.offsetMs} ms from ours, compared ${seconds(clock.measuredMs)} ago`;
  return Math.abs(clock.offsetMs) > OFFSET_WORRY_MS
    ? said('degraded', `${found}: set this machine's clock`)
    : said('up', found);
}

function cacheCheck({ size, ageMs, isFailing }: CacheReading): Check {
  if (ageMs === undefined)
    return isFailing ? said('down', 'the exchange has given nothing yet') : said('up', 'nothing is kept yet');
  const kept = `${size} answers are kept, the newest for ${seconds(ageMs)}`;
  if (!isFailing) return said('up', kept);
  return said(ageMs > TOO_OLD_MS ? 'down' : 'degraded', `the last question got no answer; ${kept}`);
}
