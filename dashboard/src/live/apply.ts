/**
 * Folds messages of the live stream into what the page holds.
 * Invariant: pure; an unchanged part keeps its identity, so that React draws only what changed.
 */
import type { CandleRow, EquityPoint, FillRow, JournalRow, LiveMessage } from '../../../src/engine/api.ts';
import type { Overview } from '../overview.ts';

const CANDLES_MAX = 3_000;
const POINTS_MAX = 4_000;
const ROWS_MAX = 300;
const NOTICES_MAX = 100;

type Of<Topic extends LiveMessage['topic']> = Extract<LiveMessage, { topic: Topic }>['data'];

export type Batch = {
  readonly overview: ((held: Overview) => Overview)[];
  readonly candles: Map<string, Of<'candle'>[]>;
  readonly fills: FillRow[];
  readonly points: EquityPoint[];
  readonly journal: JournalRow[];
};

export const emptyBatch = (): Batch => ({ overview: [], candles: new Map(), fills: [], points: [], journal: [] });

export function addToBatch(batch: Batch, message: Omit<LiveMessage, 'seq'> & Pick<LiveMessage, 'topic'>): void {
  const { topic, data } = message as LiveMessage;
  switch (topic) {
    case 'status':
      batch.overview.push((held) => ({ ...held, status: data }));
      break;
    case 'positions':
      batch.overview.push((held) => ({ ...held, positions: data }));
      break;
    case 'orders':
      batch.overview.push((held) => ({ ...held, orders: data }));
      break;
    case 'notice':
      batch.overview.push((held) => ({ ...held, notices: addNotice(held.notices, data) }));
      break;
    case 'candle':
      batch.candles.set(data.symbol, [...(batch.candles.get(data.symbol) ?? []), data]);
      break;
    case 'fill':
      batch.fills.push(data);
      break;
    case 'equity':
      batch.points.push(data);
      break;
    case 'journal':
      batch.journal.push(data);
  }
}

/** The overview may hold it already when it was fetched a moment ago. */
function addNotice(held: Overview['notices'], arrived: Of<'notice'>): Overview['notices'] {
  const text = JSON.stringify(arrived);
  return held.some((notice) => JSON.stringify(notice) === text) ? held : [arrived, ...held].slice(0, NOTICES_MAX);
}

/** A candle of the same time replaces, a later one is added, an older one is ignored. */
export function mergeCandles(held: readonly CandleRow[], arrived: readonly CandleRow[]): readonly CandleRow[] {
  const merged = [...held];
  for (const candle of arrived) {
    const last = merged.at(-1);
    if (last === undefined || candle.time > last.time) merged.push(candle);
    else if (candle.time === last.time) merged[merged.length - 1] = candle;
  }
  return merged.length > CANDLES_MAX ? merged.slice(-CANDLES_MAX) : merged;
}

export const mergePoints = (held: readonly EquityPoint[], arrived: readonly EquityPoint[]): readonly EquityPoint[] =>
  [...held, ...arrived.filter(({ at }) => at > (held.at(-1)?.at ?? 0))].slice(-POINTS_MAX);

/** Newest first; what is there already is not added again. */
export const mergeFills = (held: readonly FillRow[], arrived: readonly FillRow[]): readonly FillRow[] => {
  const known = new Set(held.map(({ tradeId }) => tradeId));
  return [...arrived.filter(({ tradeId }) => !known.has(tradeId)).toReversed(), ...held].slice(0, 2 * ROWS_MAX);
};

/** Most of the journal; shown on demand. */
const MARKET_EVENTS: ReadonlySet<string> = new Set(['quote', 'trade', 'mark', 'candle']);

export const isMarketRow = ({ type }: JournalRow): boolean => MARKET_EVENTS.has(type);

/** Newest first, by sequence. Market data has a bound of its own, so that it pushes nothing else out. */
export const mergeJournal = (held: readonly JournalRow[], arrived: readonly JournalRow[]): readonly JournalRow[] => {
  const lastSeq = held[0]?.seq ?? 0;
  let market = 0;
  let other = 0;
  return [...arrived.filter(({ seq }) => seq > lastSeq).toReversed(), ...held].filter((row) =>
    isMarketRow(row) ? ++market <= ROWS_MAX : ++other <= ROWS_MAX,
  );
};
