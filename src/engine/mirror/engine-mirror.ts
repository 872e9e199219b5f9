/**
 * The read side of an engine that runs elsewhere, such as on another thread; questions and commands go to it.
 * Invariant: shows the engine as of one batch, never half of one; once it has heard nothing for a while, all is stale.
 */
import type { Instrument } from '../../domain/index.ts';
import type { EngineApi, LiveMessage, OrderRow, PositionRow, StatusRow, TickerRow } from '../api.ts';
import { type Listener, Listeners } from '../listeners.ts';
import { RunLists } from '../projections/index.ts';
import type { MirrorBatch, MirrorView, MirrorWhole } from './mirror-batch.ts';

/** Of real time: many batches long. */
const SILENT_AFTER_MS = 3_000;

export type EngineMirrorOptions = {
  readonly whole: MirrorWhole;
  /** The engine itself, wherever it is. */
  readonly engine: Pick<EngineApi, 'command' | 'assess'>;
  /** Real time that never goes back. */
  readonly realMs: () => number;
  readonly onListenerError: (error: unknown) => void;
};

export class EngineMirror implements EngineApi {
  readonly #options: EngineMirrorOptions;
  readonly #listeners: Listeners;
  readonly #tickers = new Map<string, TickerRow>();
  readonly #instruments = new Map<string, Instrument>();
  #lists = new RunLists();
  #view: MirrorView;
  #positions: readonly PositionRow[] = [];
  #orders: readonly OrderRow[] = [];
  #heardMs: number;

  constructor(options: EngineMirrorOptions) {
    this.#options = options;
    this.#listeners = new Listeners(options.onListenerError);
    this.#view = options.whole;
    this.#heardMs = options.realMs();
    this.#lay(options.whole);
  }

  /** Real time since the engine was heard of. */
  get silentMs(): number {
    return this.#options.realMs() - this.#heardMs;
  }

  apply({ messages, view, whole }: MirrorBatch): void {
    this.#heardMs = this.#options.realMs();
    for (const message of messages) this.#fold(message);
    if (view) this.#show(view);
    if (whole) this.#lay(whole);
    for (const message of messages) this.#listeners.tell(message);
  }

  status(): StatusRow {
    const { status } = this.#view;
    return this.silentMs > SILENT_AFTER_MS ? { ...status, isStale: true } : status;
  }

  positions(): readonly PositionRow[] {
    return this.#positions;
  }

  orders(): readonly OrderRow[] {
    return this.#orders;
  }

  fills(options: Parameters<EngineApi['fills']>[0]): ReturnType<EngineApi['fills']> {
    return this.#lists.fills(options);
  }

  candles(symbol: string, limit: number): ReturnType<EngineApi['candles']> {
    return this.#lists.candles(symbol, limit);
  }

  instrument(symbol: string): Instrument | undefined {
    return this.#instruments.get(symbol);
  }

  ticker(symbol: string): TickerRow | undefined {
    return this.#tickers.get(symbol);
  }

  risk(): ReturnType<EngineApi['risk']> {
    return this.#view.risk;
  }

  strategies(): ReturnType<EngineApi['strategies']> {
    return this.#view.strategies;
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

  assess(...wish: Parameters<EngineApi['assess']>): ReturnType<EngineApi['assess']> {
    return this.#options.engine.assess(...wish);
  }

  command(...command: Parameters<EngineApi['command']>): ReturnType<EngineApi['command']> {
    return this.#options.engine.command(...command);
  }

  subscribe(listener: Listener): () => void {
    return this.#listeners.subscribe(listener);
  }

  #fold({ topic, data }: LiveMessage): void {
    if (topic === 'positions') this.#positions = data;
    else if (topic === 'orders') this.#orders = data;
    else if (topic === 'fill') this.#lists.addFill(data);
    else if (topic === 'journal') this.#lists.addJournal(data);
    else if (topic === 'notice') this.#lists.addNotice(data);
    else if (topic === 'equity') this.#lists.addEquity(data);
    else if (topic === 'candle') {
      const { symbol, isClosed, ...row } = data;
      const chart = this.#lists.chart(symbol);
      if (isClosed) chart.addClosed(row);
      else chart.form(row);
    }
  }

  #show(view: MirrorView): void {
    this.#view = view;
    for (const row of view.tickers) this.#tickers.set(row.symbol, row);
    for (const instrument of view.instruments) this.#instruments.set(instrument.symbol, instrument);
  }

  #lay(whole: MirrorWhole): void {
    this.#show(whole);
    this.#positions = whole.positions;
    this.#orders = whole.orders;
    const lists = new RunLists();
    for (const row of whole.fills) lists.addFill(row);
    for (const row of whole.notices) lists.addNotice(row);
    for (const row of whole.journal) lists.addJournal(row);
    for (const point of whole.equity) lists.addEquity(point);
    for (const [symbol, rows] of Object.entries(whole.candles)) {
      const formingAt = whole.forming[symbol]?.time;
      for (const row of rows) if (row.time !== formingAt) lists.chart(symbol).addClosed(row);
    }
    for (const [symbol, row] of Object.entries(whole.forming)) lists.chart(symbol).form(row);
    this.#lists = lists;
  }
}
