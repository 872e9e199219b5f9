/**
 * The read side of a running engine: rows of what is, lists of what was, and listeners who are told what changed.
 * Invariant: never writes trading state; a slow or failing listener never delays a step.
 */
import type { Event } from '../../domain/index.ts';
import type { EntryWish, Kernel } from '../../kernel/index.ts';
import type { AssessmentRow, CandleRow, EngineApi, EngineState, LiveMessage, StatusRow } from '../api.ts';
import type { Step } from '../inbox.ts';
import { type Listener, Listeners } from '../listeners.ts';
import { assessmentRow, riskRow, strategyRows } from './risk-rows.ts';
import { orderRows, positionRows, statusRow, tickerRow } from './rows.ts';
import { RunFold } from './run-fold.ts';
import type { RunLists } from './run-lists.ts';

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
/** What may be different after an event, for those who are told some times a second. */
const CHANGED: Partial<Record<Event['type'], readonly Topic[]>> = {
  quote: [],
  candle: ['positions', 'status'],
  trade: ['candle', 'positions', 'status'],
  mark: ['candle', 'positions', 'status'],
};
const CHANGED_OTHERWISE: readonly Topic[] = ['orders', 'positions', 'status'];

export class Projections implements Omit<EngineApi, 'command' | 'assess'> {
  readonly #options: ProjectionsOptions;
  readonly #listeners: Listeners;
  readonly #fold: RunFold;
  readonly #changed = new Set<Topic>();
  #state: EngineState = 'starting';

  constructor(options: ProjectionsOptions) {
    this.#options = options;
    this.#listeners = new Listeners(options.onListenerError);
    this.#fold = new RunFold({ kernel: options.kernel, tell: (message) => this.#listeners.tell(message) });
  }

  /** How often older candles came in at once, which no listener is told. */
  get histories(): number {
    return this.#fold.histories;
  }

  setState(state: EngineState): void {
    this.#state = state;
    this.#changed.add('status');
    this.publishChanges();
  }

  onStep(step: Step): void {
    this.#fold.onStep(step);
    for (const topic of CHANGED[step.event.type] ?? CHANGED_OTHERWISE) this.#changed.add(topic);
  }

  /** Sends what changed since the last call; called some times a second, whatever the speed of the market. */
  publishChanges(): void {
    if (this.#listeners.isEmpty) return this.#changed.clear();
    const { seq, lists } = this.#fold;
    const has = (topic: Topic): boolean => this.#changed.delete(topic);
    if (has('positions')) this.#listeners.tell({ seq, topic: 'positions', data: this.positions() });
    if (has('orders')) this.#listeners.tell({ seq, topic: 'orders', data: this.orders() });
    if (has('candle')) for (const [symbol, row] of lists.forming()) this.#tellForming(symbol, row);
    if (has('status') && this.#options.kernel.state.config)
      this.#listeners.tell({ seq, topic: 'status', data: this.status() });
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
      seq: this.#fold.seq,
      effectHash: kernel.effectHash,
      isStale,
      ...this.#account(at),
      alertsClearedSeq: this.#fold.alertsClearedSeq,
    });
    if (!row) throw new RangeError('the engine has no session yet');
    return row;
  }

  #account(at: number): Pick<StatusRow, 'accountAt' | 'isAccountStale'> {
    const { kernel, reconcileEveryMs } = this.#options;
    const { reconciledAt } = kernel.state;
    if (reconciledAt === undefined) return { accountAt: undefined, isAccountStale: true };
    const accountAt = reconcileEveryMs === undefined ? Math.max(reconciledAt, this.#fold.at) : reconciledAt;
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
    return this.#fold.lists.fills(options);
  }

  candles(symbol: string, limit: number): ReturnType<EngineApi['candles']> {
    return this.#fold.lists.candles(symbol, limit);
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
    return this.#fold.lists.forming();
  }

  equity(limit: number): ReturnType<EngineApi['equity']> {
    return this.#fold.lists.equity(limit);
  }

  journal(options: Parameters<EngineApi['journal']>[0]): ReturnType<EngineApi['journal']> {
    return this.#fold.lists.journal(options);
  }

  notices(limit: number): ReturnType<EngineApi['notices']> {
    return this.#fold.lists.notices(limit);
  }

  subscribe(listener: Listener): () => void {
    return this.#listeners.subscribe(listener);
  }

  #now(): number {
    return Math.max(this.#options.now(), this.#fold.at);
  }

  #tellForming(symbol: string, forming: CandleRow): void {
    this.#listeners.tell({ seq: this.#fold.seq, topic: 'candle', data: { ...forming, symbol, isClosed: false } });
  }
}
