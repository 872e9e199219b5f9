/**
 * The read side of a running engine: folds steps into charts and lists, and tells listeners what changed.
 * Invariant: never writes trading state; a slow or failing listener never delays a step.
 */
import type { Event, Fill } from '../../domain/index.ts';
import { formatMoney, formatPrice, formatSize } from '../../domain/index.ts';
import { type Effect, equityOf, type Kernel, type PositionKey, positionKey } from '../../kernel/index.ts';
import type {
  CandleRow,
  EngineApi,
  EngineState,
  FillRow,
  JournalRow,
  LiveMessage,
  NoticeRow,
  StatusRow,
} from '../api.ts';
import type { Step } from '../inbox.ts';
import { CandleChart, EquityChart } from './chart.ts';
import { fillKind, type Levels } from './fill-kind.ts';
import { summarize } from './journal-summary.ts';
import { Ring } from './ring.ts';
import { assessmentRow, riskRow, strategyRows } from './risk-rows.ts';
import { orderRows, positionRows, statusRow, tickerRow } from './rows.ts';

const FILLS_MAX = 2_000;
const NOTICES_MAX = 500;
const JOURNAL_MAX = 2_000;
const FINISHED_ORDERS = 50;
/** Market data older than this is stale, where no other bound is given: twice the pause that a quiet market makes. */
const STALE_AFTER_MS = 90_000;

export type ProjectionsOptions = {
  readonly kernel: Kernel;
  readonly now: () => number;
  /** In the engine's time: at a fast pace, a moment of the machine's is long for the market. */
  readonly staleAfterMs?: number;
  readonly frame: { readonly feed: string; readonly venue: string; readonly startedAt: number };
  readonly onListenerError: (error: unknown) => void;
};

type Topic = LiveMessage['topic'];
const MARKET: ReadonlySet<Event['type']> = new Set(['candle', 'quote', 'trade', 'mark']);

export class Projections implements Omit<EngineApi, 'command'> {
  readonly #options: ProjectionsOptions;
  readonly #charts = new Map<string, CandleChart>();
  readonly #equity = new EquityChart();
  readonly #fills = new Ring<FillRow>(FILLS_MAX);
  readonly #notices = new Ring<NoticeRow>(NOTICES_MAX);
  readonly #journal = new Ring<JournalRow>(JOURNAL_MAX);
  readonly #levels = new Map<PositionKey, Levels>();
  readonly #listeners = new Set<(message: LiveMessage) => void>();
  readonly #changed = new Set<Topic>();
  #state: EngineState = 'starting';
  #seq = 0;
  #at = 0;

  constructor(options: ProjectionsOptions) {
    this.#options = options;
  }

  setState(state: EngineState): void {
    this.#state = state;
    this.#changed.add('status');
    this.publishChanges();
  }

  onStep({ seq, event, effects }: Step): void {
    this.#seq = seq;
    this.#at = event.at;
    this.#onEvent(event, seq);
    for (const effect of effects) this.#onEffect(effect, event.at);
    if (MARKET.has(event.type)) return;
    const row = { seq, at: event.at, type: event.type, summary: summarize(event) };
    this.#journal.push(row);
    this.#tell({ seq, topic: 'journal', data: row });
    this.#changed.add('orders').add('positions').add('status');
  }

  /** Sends what changed since the last call; called some times a second, whatever the speed of the market. */
  publishChanges(): void {
    if (this.#listeners.size === 0) return this.#changed.clear();
    const seq = this.#seq;
    const has = (topic: Topic): boolean => this.#changed.delete(topic);
    if (has('positions')) this.#tell({ seq, topic: 'positions', data: this.positions() });
    if (has('orders')) this.#tell({ seq, topic: 'orders', data: this.orders() });
    if (has('candle')) for (const [symbol, chart] of this.#charts) this.#tellForming(symbol, chart.forming);
    if (has('status') && this.#options.kernel.state.config) this.#tell({ seq, topic: 'status', data: this.status() });
  }

  status(): StatusRow {
    const { kernel, frame } = this.#options;
    const at = this.#now();
    const newest = Math.max(0, ...[...kernel.state.markets.values()].map((market) => market.updatedAt));
    const { staleAfterMs = STALE_AFTER_MS } = this.#options;
    const isStale = this.#state === 'running' && at - newest > staleAfterMs;
    const state = this.#state === 'running' && kernel.state.isPaused ? 'paused' : this.#state;
    const row = statusRow(kernel.state, {
      ...frame,
      state,
      at,
      seq: this.#seq,
      effectHash: kernel.effectHash,
      isStale,
    });
    if (!row) throw new RangeError('the engine has no session yet');
    return row;
  }

  positions(): ReturnType<EngineApi['positions']> {
    return positionRows(this.#options.kernel.state);
  }

  orders(): ReturnType<EngineApi['orders']> {
    return orderRows(this.#options.kernel.state, FINISHED_ORDERS);
  }

  fills({ symbol, limit }: Parameters<EngineApi['fills']>[0]): readonly FillRow[] {
    const rows = this.#fills.last(FILLS_MAX);
    return (symbol === undefined ? rows : rows.filter((row) => row.symbol === symbol)).slice(-limit);
  }

  candles(symbol: string, limit: number): readonly CandleRow[] {
    return this.#charts.get(symbol)?.rows(limit) ?? [];
  }

  instrument(symbol: string): ReturnType<EngineApi['instrument']> {
    return this.#options.kernel.state.markets.get(symbol)?.instrument;
  }

  ticker(symbol: string): ReturnType<EngineApi['ticker']> {
    return tickerRow(this.#options.kernel.state, symbol);
  }

  risk(): ReturnType<EngineApi['risk']> {
    return riskRow(this.#options.kernel.state, this.#now());
  }

  strategies(): ReturnType<EngineApi['strategies']> {
    return strategyRows(this.#options.kernel.state);
  }

  assess(wish: Parameters<EngineApi['assess']>[0]): ReturnType<EngineApi['assess']> {
    return assessmentRow(this.#options.kernel.state, this.#now(), wish);
  }

  equity(limit: number): ReturnType<EngineApi['equity']> {
    return this.#equity.last(limit);
  }

  journal({ after, limit }: Parameters<EngineApi['journal']>[0]): readonly JournalRow[] {
    const rows = this.#journal.last(JOURNAL_MAX);
    return after === undefined ? rows.slice(-limit) : rows.filter((row) => row.seq > after).slice(0, limit);
  }

  notices(limit: number): readonly NoticeRow[] {
    return this.#notices.last(limit);
  }

  subscribe(listener: (message: LiveMessage) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #now(): number {
    return Math.max(this.#options.now(), this.#at);
  }

  #onEvent(event: Event, seq: number): void {
    switch (event.type) {
      case 'candle': {
        const row = this.#chart(event.symbol)?.addClosed(event.candle);
        if (row) this.#tell({ seq, topic: 'candle', data: { ...row, symbol: event.symbol, isClosed: true } });
        this.#addEquity(seq, event.at);
        this.#changed.add('status');
        break;
      }
      case 'history':
        for (const candle of event.candles) this.#chart(event.symbol)?.addClosed(candle);
        break;
      case 'trade':
      case 'mark':
        this.#chart(event.symbol)?.addPrice(event.at, event.price);
        this.#changed.add('candle').add('positions').add('status');
        break;
      case 'fill':
        this.#onFill(event.fill, seq);
        break;
      case 'reconciled':
        for (const fill of event.state.fills) this.#onFill(fill, seq);
        this.#addEquity(seq, event.at);
        break;
      default:
    }
  }

  #onFill(fill: Fill, seq: number): void {
    const { state } = this.#options.kernel;
    const key = positionKey(fill.symbol, fill.positionSide);
    const guard = state.guards.get(key);
    if (guard) this.#levels.set(key, { stopLoss: guard.stopLoss, takeProfits: guard.takeProfits });
    const instrument = state.markets.get(fill.symbol)?.instrument;
    if (!instrument || this.#fills.last(200).some((row) => row.tradeId === fill.tradeId)) return;
    const row: FillRow = {
      tradeId: fill.tradeId,
      symbol: fill.symbol,
      kind: fillKind(fill, this.#levels.get(key)),
      side: fill.positionSide,
      price: formatPrice(instrument, fill.price),
      size: formatSize(instrument, fill.size),
      fee: formatMoney(fill.fee),
      profit: formatMoney(fill.profit),
      at: fill.at,
    };
    this.#fills.push(row);
    this.#tell({ seq, topic: 'fill', data: row });
    this.#addEquity(seq, this.#at);
  }

  #onEffect(effect: Effect, at: number): void {
    if (effect.type !== 'notice') return;
    const { level, code, details } = effect;
    const row = { at, level, code, details };
    this.#notices.push(row);
    this.#tell({ seq: this.#seq, topic: 'notice', data: row });
  }

  #addEquity(seq: number, at: number): void {
    const { state } = this.#options.kernel;
    if (state.portfolio.ledger.state.opening === undefined) return;
    this.#tell({ seq, topic: 'equity', data: this.#equity.add(at, equityOf(state)) });
  }

  #chart(symbol: string): CandleChart | undefined {
    const known = this.#charts.get(symbol);
    if (known) return known;
    const instrument = this.instrument(symbol);
    if (!instrument) return undefined;
    const chart = new CandleChart(instrument);
    this.#charts.set(symbol, chart);
    return chart;
  }

  #tellForming(symbol: string, forming: CandleRow | undefined): void {
    if (forming) this.#tell({ seq: this.#seq, topic: 'candle', data: { ...forming, symbol, isClosed: false } });
  }

  #tell(message: LiveMessage): void {
    for (const listener of this.#listeners) {
      try {
        listener(message);
      } catch (error) {
        this.#options.onListenerError(error);
      }
    }
  }
}
