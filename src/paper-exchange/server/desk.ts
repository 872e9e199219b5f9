/**
 * The one door to the core: every market update and every command passes here, is recorded, and is then told.
 * Invariant: nothing leaves the server, as answer or as push, before the state that it tells of is committed.
 */
import { assert, type Bill, type Fill, type Instrument } from '../../domain/index.ts';
import type { Clock } from '../../ports/index.ts';
import type {
  Accepted,
  CommandAnswer,
  CoreOutput,
  MarketSource,
  MarketUpdate,
  PaperExchange,
  Refusal,
} from '../core/index.ts';
import type { FaultBook } from './faults/fault-book.ts';
import type { History, HistoryRow } from './history.ts';
import { CandleBook } from './market/candle-book.ts';
import { takenOutside } from './market/taken-outside.ts';
import type { AccountTeller, MarketTeller } from './sockets/feeds.ts';
import type { Countdowns, ExchangeStore, Minute } from './store/exchange-store.ts';

export type DeskParts = {
  readonly exchange: PaperExchange;
  readonly instruments: Map<string, Instrument>;
  readonly candles: Map<string, CandleBook>;
  readonly history: History;
  readonly store: ExchangeStore | undefined;
  readonly clock: Clock;
  readonly publicFeed: MarketTeller;
  readonly privateFeed: AccountTeller;
  readonly faults: FaultBook;
  readonly source: Pick<MarketSource, 'take' | 'save' | 'history'>;
};

const NOTHING: readonly CoreOutput[] = [];

export class Desk {
  readonly parts: DeskParts;
  /** Brings the market up to the clock before a command meets it; set by a pacing driver. */
  beforeCommand: () => void = () => {};

  /** When an account's open orders are canceled unless it speaks again; epoch ms. */
  readonly #countdowns: Map<string, number>;
  /** Minutes that have closed since the last commit. */
  #closed: Minute[] = [];

  /** @param countdowns as they were kept. */
  constructor(parts: DeskParts, countdowns: Countdowns = []) {
    this.parts = parts;
    this.#countdowns = new Map(countdowns);
  }

  /** Exchange time, epoch ms: the clock's, and never before what has happened. */
  now(): number {
    return Math.max(this.parts.clock.now(), this.parts.exchange.now);
  }

  /** The time that the exchange tells and checks signatures by: `now`, unless its clock is made to go wrong. */
  saidNow(): number {
    return this.now() + this.parts.faults.skewMs;
  }

  /** Applies and commits an update; the pushes are the caller's to send, in the order it needs. */
  apply(update: MarketUpdate): readonly CoreOutput[] {
    const { exchange, candles, store } = this.parts;
    if (update.type === 'trade') candles.get(update.symbol)?.trade(update.at, update.price, update.size);
    else if (update.type === 'candle') {
      candles.get(update.symbol)?.close(update.candle);
      if (store) this.#closed.push({ symbol: update.symbol, candle: update.candle });
    }
    const due = this.#due(update.at);
    const applied = exchange.apply(update);
    const outputs = due.length === 0 ? applied : [...due, ...applied];
    if (outputs.length > 0) this.#commit(outputs);
    return outputs;
  }

  /** Applies an update and sends all that it causes at once: private frames, then public ones. */
  applyAndPush(update: MarketUpdate): void {
    this.parts.privateFeed.publish(this.apply(update));
    this.parts.publicFeed.note(update);
  }

  /** Carries out an account's command; what it caused is committed and pushed before this returns. */
  command(run: (exchange: PaperExchange, at: number) => CommandAnswer): Accepted | Refusal {
    this.beforeCommand();
    const at = this.now();
    const due = this.#due(at);
    const { result, outputs } = run(this.parts.exchange, at);
    this.#tell(due.length === 0 ? outputs : [...due, ...outputs], { at, isCommitted: result.ok });
    return result;
  }

  /** One more symbol is traded from here on; its prices are the source's to bring. */
  list(instrument: Instrument): void {
    const { instruments, candles, store, source, publicFeed, exchange } = this.parts;
    const { symbol } = instrument;
    this.command((core, at) => core.administer({ kind: 'list', instrument }, at));
    if (instruments.has(symbol)) return;
    const startAt = Math.max(this.now(), exchange.now);
    candles.set(symbol, new CandleBook(source, { symbol, startAt, minutes: store?.candles(symbol) ?? [] }));
    instruments.set(symbol, instrument);
    publicFeed.list(instrument);
  }

  /** Carries out what the clock alone has made due. */
  settleDue(): void {
    this.beforeCommand();
    const at = this.now();
    const outputs = this.#due(at);
    if (outputs.length > 0) this.#tell(outputs, { at, isCommitted: false });
  }

  #tell(outputs: readonly CoreOutput[], { at, isCommitted }: { at: number; isCommitted: boolean }): void {
    const { privateFeed, publicFeed } = this.parts;
    if (isCommitted || outputs.length > 0) this.#commit(outputs);
    privateFeed.publish(outputs);
    for (const symbol of symbolsOf(outputs)) publicFeed.touch(symbol);
    publicFeed.flush(at);
  }

  /**
   * Cancels the account's open orders at market time `at` unless this is called again before; undefined calls it off.
   * Takes effect with the first update or command at or after `at`.
   */
  cancelAllAt(account: string, at: number | undefined): void {
    if (at === undefined) this.#countdowns.delete(account);
    else this.#countdowns.set(account, at);
    this.checkpoint();
  }

  #due(now: number): readonly CoreOutput[] {
    const canceled = this.#cancelDue(now);
    const happened = this.parts.faults.runDue(now);
    return happened.length === 0 ? canceled : [...canceled, ...happened];
  }

  #cancelDue(now: number): readonly CoreOutput[] {
    if (this.#countdowns.size === 0) return NOTHING;
    const outputs: CoreOutput[] = [];
    for (const [account, at] of this.#countdowns) {
      if (at > now) continue;
      this.#countdowns.delete(account);
      outputs.push(...this.parts.exchange.cancelAll(account, {}, now).outputs);
    }
    return outputs;
  }

  /** Keeps how far the market has come, now and then and before a shutdown. */
  checkpoint(): void {
    this.#commit([]);
  }

  /** The same with the whole state, so that the next start has nothing to repeat. */
  keepWhole(): void {
    this.#commit([], true);
  }

  #commit(outputs: readonly CoreOutput[], isWhole = false): void {
    const { history, candles, store, source, faults } = this.parts;
    if (source.take) for (const { symbol, side, levels } of takenOutside(outputs)) source.take(symbol, side, levels);
    const rows = outputs.flatMap((output) => this.#historyRow(output));
    for (const row of rows) history.append(row);
    if (!store) return;
    const minutes = [...this.#closed];
    for (const [symbol, { open }] of candles) if (open) minutes.push({ symbol, candle: open });
    store.commit({
      at: this.now(),
      countdowns: [...this.#countdowns],
      history: rows,
      candles: minutes,
      market: source.save?.(),
      faults: faults.save(),
      isWhole,
    });
    this.#closed = [];
  }

  #historyRow(output: CoreOutput): HistoryRow[] {
    if ('changed' in output) return [];
    const { account, event } = output;
    if (event.type === 'fill') return [this.#fillRow(account, event.fill)];
    if (event.type === 'bill') return [billRow(account, event.bill)];
    if (event.type === 'order' && (event.report.status === 'filled' || event.report.status === 'canceled')) {
      const row = this.parts.exchange.order(account, { symbol: event.report.symbol, id: event.report.orderId });
      assert(row, `the core has forgotten order ${event.report.orderId} that has just ended`);
      return [{ kind: 'order', account, row }];
    }
    if (event.type === 'trigger' && event.report.status !== 'live') {
      const row = this.parts.exchange.trigger(account, { symbol: event.report.symbol, id: event.report.triggerId });
      assert(row, `the core has forgotten trigger ${event.report.triggerId} that has just ended`);
      return [{ kind: 'trigger', account, row }];
    }
    return [];
  }

  #fillRow(account: string, fill: Fill): HistoryRow {
    const order = this.parts.exchange.order(account, { symbol: fill.symbol, id: fill.orderId });
    return { kind: 'fill', account, row: { fill, source: order?.source ?? 'client' } };
  }
}

const billRow = (account: string, bill: Bill): HistoryRow => ({ kind: 'bill', account, row: bill });

function symbolsOf(outputs: readonly CoreOutput[]): Set<string> {
  const symbols = new Set<string>();
  for (const output of outputs) {
    if ('changed' in output) symbols.add(output.symbol);
    else if (output.event.type === 'order') symbols.add(output.event.report.symbol);
  }
  return symbols;
}
