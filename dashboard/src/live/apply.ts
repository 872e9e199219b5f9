/**
 * Folds messages of the live stream into what the page holds.
 * Invariant: pure; an unchanged part keeps its identity, so that React draws only what changed.
 */
import type { CandleRow, EquityPoint, FillRow, JournalRow, LiveMessage, NoticeRow } from '../../../src/engine/api.ts';
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
  readonly notices: NoticeRow[];
};

export const emptyBatch = (): Batch => ({
  overview: [],
  candles: new Map(),
  fills: [],
  points: [],
  journal: [],
  notices: [],
});

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
      batch.notices.push(data);
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

/**
 * The overview may hold it already when it was fetched a moment ago. What is for information has a bound of its own, so that
 * it pushes no warning out.
 */
export function addNotice(held: Overview['notices'], arrived: NoticeRow): Overview['notices'] {
  const text = JSON.stringify(arrived);
  if (held.some((notice) => notice.seq === arrived.seq && JSON.stringify(notice) === text)) return held;
  let infos = 0;
  let others = 0;
  return [arrived, ...held].filter(({ level }) => (level === 'info' ? ++infos : ++others) <= NOTICES_MAX);
}

type LiveCandle = CandleRow & { readonly isClosed?: boolean };

/**
 * A candle of the same time replaces, a later one is added. One that is older counts only when it is closed: the exchange
 * says what a minute was after the next one has begun.
 */
export function mergeCandles(held: readonly CandleRow[], arrived: readonly LiveCandle[]): readonly CandleRow[] {
  const merged = [...held];
  for (const { isClosed, ...candle } of arrived) {
    const last = merged.at(-1);
    if (last === undefined || candle.time > last.time) merged.push(candle);
    else if (candle.time === last.time) merged[merged.length - 1] = candle;
    else if (isClosed) putInPlace(merged, candle);
  }
  return merged.length > CANDLES_MAX ? merged.slice(-CANDLES_MAX) : merged;
}

function putInPlace(candles: CandleRow[], candle: CandleRow): void {
  const before = candles.findLastIndex(({ time }) => time <= candle.time);
  if (before === -1) return;
  const isThere = candles[before]?.time === candle.time;
  candles.splice(isThere ? before : before + 1, isThere ? 1 : 0, candle);
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
