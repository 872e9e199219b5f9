/**
 * Bitget's granularities: where each candle begins and where the next one does.
 * Invariant: every instant lies in exactly one candle; the long ones without "utc" begin at midnight in UTC+8.
 */
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const CHINA = 8 * HOUR;
/** Monday, 1970-01-05. */
const FIRST_MONDAY = 4 * DAY;

export type Timeframe = {
  /** Opening of the candle that holds `at`; epoch ms. */
  readonly startOf: (at: number) => number;
  /** Opening of the one after it. */
  readonly nextOf: (openAt: number) => number;
};

const fixed = (ms: number, offset = 0, origin = 0): Timeframe => ({
  startOf: (at) => {
    const past = (at + offset - origin) % ms;
    return at - (past < 0 ? past + ms : past);
  },
  nextOf: (openAt) => openAt + ms,
});

const month = (offset: number): Timeframe => ({
  startOf: (at) => monthAt(at + offset, 0) - offset,
  nextOf: (openAt) => monthAt(openAt + offset, 1) - offset,
});

/** The first of the month that holds `at`, or of one `after` it, by UTC. */
function monthAt(at: number, after: number): number {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + after, 1);
}

const TIMEFRAMES = new Map<string, Timeframe>([
  ['1m', fixed(MINUTE)],
  ['3m', fixed(3 * MINUTE)],
  ['5m', fixed(5 * MINUTE)],
  ['15m', fixed(15 * MINUTE)],
  ['30m', fixed(30 * MINUTE)],
  ['1H', fixed(HOUR)],
  ['4H', fixed(4 * HOUR)],
  ['6H', fixed(6 * HOUR, CHINA)],
  ['12H', fixed(12 * HOUR, CHINA)],
  ['1D', fixed(DAY, CHINA)],
  ['3D', fixed(3 * DAY, CHINA)],
  ['1W', fixed(7 * DAY, CHINA, FIRST_MONDAY)],
  ['1M', month(CHINA)],
  ['6Hutc', fixed(6 * HOUR)],
  ['12Hutc', fixed(12 * HOUR)],
  ['1Dutc', fixed(DAY)],
  ['3Dutc', fixed(3 * DAY)],
  ['1Wutc', fixed(7 * DAY, 0, FIRST_MONDAY)],
  ['1Mutc', month(0)],
]);

export const granularities: readonly string[] = [...TIMEFRAMES.keys()];

export const isGranularity = (text: string): boolean => TIMEFRAMES.has(text);

/** @throws RangeError for a granularity that is not made. */
export function timeframeOf(granularity: string): Timeframe {
  const known = TIMEFRAMES.get(granularity);
  if (!known) throw new RangeError(`no granularity ${granularity}`);
  return known;
}

/** When the candle that opens at `openAt` has ended. */
export const nextOpenAt = (granularity: string, openAt: number): number => timeframeOf(granularity).nextOf(openAt);
