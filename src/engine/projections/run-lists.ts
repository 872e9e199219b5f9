/**
 * What a run remembers of what happened, for those who read it: fills, notices, journal rows, candles, equity.
 * Invariant: bounded; the newest are kept, in their order, and a fill stands once.
 */
import type { CandleRow, EngineApi, EquityPoint, FillRow, JournalRow, NoticeRow } from '../api.ts';
import { CandleChart, EquityChart } from './chart.ts';
import { Ring } from './ring.ts';

const FILLS_MAX = 2_000;
const NOTICES_MAX = 500;
const JOURNAL_MAX = 2_000;
/** How far back a fill may come a second time. */
const REPEATS_WITHIN = 200;

type Lists = Pick<EngineApi, 'fills' | 'candles' | 'equity' | 'journal' | 'notices'>;

export class RunLists implements Lists {
  readonly #charts = new Map<string, CandleChart>();
  readonly #equity = new EquityChart();
  readonly #fills = new Ring<FillRow>(FILLS_MAX);
  /** In the order in which they came. */
  readonly #recentTrades = new Set<string>();
  readonly #notices = new Ring<NoticeRow>(NOTICES_MAX);
  readonly #journal = new Ring<JournalRow>(JOURNAL_MAX);

  hasFill(tradeId: string): boolean {
    return this.#recentTrades.has(tradeId);
  }

  addFill(row: FillRow): void {
    this.#fills.push(row);
    this.#recentTrades.add(row.tradeId);
    if (this.#recentTrades.size <= REPEATS_WITHIN) return;
    const [oldest = ''] = this.#recentTrades;
    this.#recentTrades.delete(oldest);
  }

  addNotice(row: NoticeRow): void {
    this.#notices.push(row);
  }

  addJournal(row: JournalRow): void {
    this.#journal.push(row);
  }

  addEquity(point: EquityPoint): void {
    this.#equity.add(point);
  }

  chart(symbol: string): CandleChart {
    const known = this.#charts.get(symbol);
    if (known) return known;
    const chart = new CandleChart();
    this.#charts.set(symbol, chart);
    return chart;
  }

  /** Candles that are not closed yet, by symbol. */
  *forming(): Iterable<readonly [symbol: string, row: CandleRow]> {
    for (const [symbol, { forming }] of this.#charts) if (forming) yield [symbol, forming];
  }

  fills({ symbol, limit }: Parameters<EngineApi['fills']>[0]): readonly FillRow[] {
    const rows = this.#fills.last(FILLS_MAX);
    return (symbol === undefined ? rows : rows.filter((row) => row.symbol === symbol)).slice(-limit);
  }

  candles(symbol: string, limit: number): readonly CandleRow[] {
    return this.#charts.get(symbol)?.rows(limit) ?? [];
  }

  equity(limit: number): readonly EquityPoint[] {
    return this.#equity.last(limit);
  }

  journal({ after, limit }: Parameters<EngineApi['journal']>[0]): readonly JournalRow[] {
    const rows = this.#journal.last(JOURNAL_MAX);
    return after === undefined ? rows.slice(-limit) : rows.filter((row) => row.seq > after).slice(0, limit);
  }

  notices(limit: number): readonly NoticeRow[] {
    return this.#notices.last(limit);
  }
}
