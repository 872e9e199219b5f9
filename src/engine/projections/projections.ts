/**
 * The read side of a running engine: folds steps into charts and lists, and tells listeners what changed.
 * Invariant: never writes trading state; a slow or failing listener never delays a step.
 */
import type { Candle, Event, Fill, Ticks } from '../../domain/index.ts';
import { formatMoney, formatPrice, formatSize, priceToNumber } from '../../domain/index.ts';
import {
  type Effect,
  type EntryWish,
  equityOf,
  type Kernel,
  type PositionKey,
  positionKey,
} from '../../kernel/index.ts';
import type { AssessmentRow, CandleRow, EngineApi, EngineState, FillRow, LiveMessage, StatusRow } from '../api.ts';
import type { Step } from '../inbox.ts';
import { candleRow } from './chart.ts';
import { fillKind, type Levels } from './fill-kind.ts';
import { summarize } from './journal-summary.ts';
import { assessmentRow, riskRow, strategyRows } from './risk-rows.ts';
import { orderRows, positionRows, statusRow, tickerRow } from './rows.ts';
import { RunLists } from './run-lists.ts';

const FINISHED_ORDERS = 50;
/** Market data older than this is stale, where no other bound is given: twice the pause that a quiet market makes. */
const STALE_AFTER_MS = 90_000;
/** So many times the interval may pass before a comparison with the venue is late. */
const OVERDUE = 4;

export type ProjectionsOptions = {
  readonly kernel: Kernel;
  readonly now: () => number;
  /** In the engine's time: at a fast pace, a moment of the machine's is long for the market. */
  readonly staleAfterMs?: number;
  /** Undefined: in step with the market the account is always that of the last step. */
  readonly reconcileEveryMs?: number | undefined;
  readonly frame: { readonly feed: string; readonly venue: string; readonly startedAt: number };
  readonly onListenerError: (error: unknown) => void;
};

type Topic = LiveMessage['topic'];
const MARKET: ReadonlySet<Event['type']> = new Set(['candle', 'quote', 'trade', 'mark']);

export class Projections implements Omit<EngineApi, 'command' | 'assess'> {
  readonly #options: ProjectionsOptions;
  readonly #lists = new RunLists();
  readonly #levels = new Map<PositionKey, Levels>();
  readonly #listeners = new Set<(message: LiveMessage) => void>();
  readonly #changed = new Set<Topic>();
  #state: EngineState = 'starting';
  #histories = 0;
  #alertsClearedSeq = 0;
  #seq = 0;
  #at = 0;

  constructor(options: ProjectionsOptions) {
    this.#options = options;
  }

  /** How often older candles came in at once, which no listener is told. */
  get histories(): number {
    return this.#histories;
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
    this.#lists.addJournal(row);
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
    if (has('candle')) for (const [symbol, row] of this.#lists.forming()) this.#tellForming(symbol, row);
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
      ...this.#account(at),
      alertsClearedSeq: this.#alertsClearedSeq,
    });
    if (!row) throw new RangeError('the engine has no session yet');
    return row;
  }

  #account(at: number): Pick<StatusRow, 'accountAt' | 'isAccountStale'> {
    const { kernel, reconcileEveryMs } = this.#options;
    const { reconciledAt } = kernel.state;
    if (reconciledAt === undefined) return { accountAt: undefined, isAccountStale: true };
    const accountAt = reconcileEveryMs === undefined ? Math.max(reconciledAt, this.#at) : reconciledAt;
    const isOverdue = reconcileEveryMs !== undefined && at - reconciledAt > reconcileEveryMs * OVERDUE;
    return { accountAt, isAccountStale: isOverdue || this.#state !== 'running' };
  }

  positions(): ReturnType<EngineApi['positions']> {
    return positionRows(this.#options.kernel.state);
  }

  orders(): ReturnType<EngineApi['orders']> {
    return orderRows(this.#options.kernel.state, FINISHED_ORDERS);
  }

  fills(options: Parameters<EngineApi['fills']>[0]): ReturnType<EngineApi['fills']> {
    return this.#lists.fills(options);
  }

  candles(symbol: string, limit: number): ReturnType<EngineApi['candles']> {
    return this.#lists.candles(symbol, limit);
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

  assess(wish: EntryWish): AssessmentRow | undefined {
    return assessmentRow(this.#options.kernel.state, this.#now(), wish);
  }

  /** Candles that are not closed yet, by symbol. */
  forming(): ReturnType<RunLists['forming']> {
    return this.#lists.forming();
  }

  equity(limit: number): ReturnType<EngineApi['equity']> {
    return this.#lists.equity(limit);
  }

  journal(options: Parameters<EngineApi['journal']>[0]): ReturnType<EngineApi['journal']> {
    return this.#lists.journal(options);
  }

  notices(limit: number): ReturnType<EngineApi['notices']> {
    return this.#lists.notices(limit);
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
        const row = this.#addCandle(event.symbol, event.candle);
        if (row) this.#tell({ seq, topic: 'candle', data: { ...row, symbol: event.symbol, isClosed: true } });
        this.#addEquity(seq, event.at);
        this.#changed.add('positions').add('status');
        break;
      }
      case 'history':
        for (const candle of event.candles) this.#addCandle(event.symbol, candle);
        this.#histories++;
        break;
      case 'trade':
      case 'mark':
        this.#addPrice(event.symbol, event.at, event.price);
        this.#changed.add('candle').add('positions').add('status');
        break;
      case 'fill':
        this.#onFill(event.fill, seq);
        break;
      case 'command':
        if (event.command.kind === 'clear-alerts') this.#alertsClearedSeq = seq;
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
    if (!instrument || this.#lists.hasFill(fill.tradeId)) return;
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
    this.#lists.addFill(row);
    this.#tell({ seq, topic: 'fill', data: row });
    this.#addEquity(seq, this.#at);
  }

  #onEffect(effect: Effect, at: number): void {
    if (effect.type !== 'notice') return;
    const { level, code, details } = effect;
    const row = { seq: this.#seq, at, level, code, details };
    this.#lists.addNotice(row);
    this.#tell({ seq: this.#seq, topic: 'notice', data: row });
  }

  #addEquity(seq: number, at: number): void {
    const { state } = this.#options.kernel;
    if (state.portfolio.ledger.state.opening === undefined) return;
    const point = { at, equity: formatMoney(equityOf(state)) };
    this.#lists.addEquity(point);
    this.#tell({ seq, topic: 'equity', data: point });
  }

  #addCandle(symbol: string, candle: Candle): CandleRow | undefined {
    const instrument = this.instrument(symbol);
    if (!instrument) return undefined;
    const row = candleRow(instrument, candle);
    this.#lists.chart(symbol).addClosed(row);
    return row;
  }

  #addPrice(symbol: string, at: number, price: Ticks): void {
    const instrument = this.instrument(symbol);
    if (instrument) this.#lists.chart(symbol).addPrice(at, priceToNumber(instrument, price));
  }

  #tellForming(symbol: string, forming: CandleRow): void {
    this.#tell({ seq: this.#seq, topic: 'candle', data: { ...forming, symbol, isClosed: false } });
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
