/**
 * The metrics that are read from a service of public data when somebody asks.
 * Invariant: where a run has the same thing, it has the same name.
 */
import type { Registry } from '@prometheus-io/client';
import type { Looked } from '../../ports/index.ts';
import { createGauges, HEALTH_LINE, type Line, REST_LINES } from './gauge-table.ts';
import type { PublicReading } from './public-checks.ts';

const S = 1_000;

export type PublicScrape = PublicReading & {
  readonly checks: Looked;
  readonly rest: { readonly waiting: number; readonly remaining: ReadonlyMap<string, number> };
  /** Order books of the live stream that are open, and those of them that miss nothing. */
  readonly books: { readonly open: number; readonly synced: number };
};

const LINES: readonly Line<PublicScrape>[] = [
  HEALTH_LINE,
  ...REST_LINES,
  {
    name: 'viper_clock_offset_seconds',
    help: "The exchange's clock against ours, as last measured.",
    read: ({ clock }) => [[clock && clock.offsetMs / S]],
  },
  {
    name: 'viper_market_cache_entries',
    help: 'Answers of the exchange that are kept.',
    read: ({ cache }) => [[cache.size]],
  },
  {
    name: 'viper_market_cache_age_seconds',
    help: 'Of the newest of them; absent while nothing is kept.',
    read: ({ cache: { ageMs } }) => [[ageMs === undefined ? undefined : ageMs / S]],
  },
  {
    name: 'viper_market_cache_answers_total',
    help: 'Answers out of the cache: fresh, or too old because the exchange did not answer.',
    labels: ['kind'],
    kind: 'counter',
    read: ({ cache: { fresh, stale } }) => [
      [fresh, { kind: 'fresh' }],
      [stale, { kind: 'stale' }],
    ],
  },
  {
    name: 'viper_market_cache_questions_total',
    help: 'Questions of the cache to the exchange, by whether they got an answer.',
    labels: ['outcome'],
    kind: 'counter',
    read: ({ cache: { asked, failed } }) => [
      [asked - failed, { outcome: 'answered' }],
      [failed, { outcome: 'failed' }],
    ],
  },
  {
    name: 'viper_stream_books',
    help: 'Order books that somebody reads live; synced: nothing of them is missing.',
    labels: ['state'],
    read: ({ books: { open, synced } }) => [
      [synced, { state: 'synced' }],
      [open - synced, { state: 'waiting' }],
    ],
  },
];

/** Makes the metrics. @returns what sets them to a reading. */
export const createPublicGauges = (registry: Registry): ((scrape: PublicScrape) => void) =>
  createGauges(LINES, registry);
