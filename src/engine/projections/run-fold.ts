/**
 * Folds steps into the lists and charts of a run, and tells each row as it is added.
 * Invariant: never writes trading state; a fill is told once, whichever way it comes.
 */
import type { Candle, Event, Fill, Ticks } from '../../domain/index.ts';
import { formatMoney, formatPrice, formatSize, priceToNumber } from '../../domain/index.ts';
import { type Effect, equityOf, type Kernel, type PositionKey, positionKey } from '../../kernel/index.ts';
import type { CandleRow, FillRow, LiveMessage } from '../api.ts';
import type { Step } from '../inbox.ts';
import { candleRow } from './chart.ts';
import { fillKind, type Levels } from './fill-kind.ts';
import { summarize } from './journal-summary.ts';
import { RunLists } from './run-lists.ts';

const MARKET: ReadonlySet<Event['type']> = new Set(['candle', 'quote', 'trade', 'mark']);

export type RunFoldOptions = {
  readonly kernel: Pick<Kernel, 'state'>;
  readonly tell: (message: LiveMessage) => void;
};

export class RunFold {
  readonly lists = new RunLists();
  readonly #options: RunFoldOptions;
  readonly #levels = new Map<PositionKey, Levels>();
  #histories = 0;
  #alertsClearedSeq = 0;
  #seq = 0;
  #at = 0;

  constructor(options: RunFoldOptions) {
    this.#options = options;
  }

  /** Of the last step. */
  get seq(): number {
    return this.#seq;
  }

  /** Of the last step, in epoch ms. */
  get at(): number {
    return this.#at;
  }

  /** How often older candles came in at once, which nobody is told. */
  get histories(): number {
    return this.#histories;
  }

  /** When the notices before it were put aside; 0: never. */
  get alertsClearedSeq(): number {
    return this.#alertsClearedSeq;
  }

  onStep({ seq, event, effects }: Step): void {
    this.#seq = seq;
    this.#at = event.at;
    this.#onEvent(event);
    for (const effect of effects) this.#onEffect(effect);
    if (MARKET.has(event.type)) return;
    const row = { seq, at: event.at, type: event.type, summary: summarize(event) };
    this.lists.addJournal(row);
    this.#options.tell({ seq, topic: 'journal', data: row });
  }

  #onEvent(event: Event): void {
    switch (event.type) {
      case 'candle':
        this.#onCandle(event.symbol, event.candle);
        break;
      case 'history':
        for (const candle of event.candles) this.#addCandle(event.symbol, candle);
        this.#histories += 1;
        break;
      case 'trade':
      case 'mark':
        this.#addPrice(event.symbol, event.price);
        break;
      case 'fill':
        this.#onFill(event.fill);
        break;
      case 'command':
        if (event.command.kind === 'clear-alerts') this.#alertsClearedSeq = this.#seq;
        break;
      case 'reconciled':
        for (const fill of event.state.fills) this.#onFill(fill);
        this.#addEquity();
        break;
      default:
    }
  }

  #onCandle(symbol: string, candle: Candle): void {
    const row = this.#addCandle(symbol, candle);
    if (row) this.#options.tell({ seq: this.#seq, topic: 'candle', data: { ...row, symbol, isClosed: true } });
    this.#addEquity();
  }

  #onFill(fill: Fill): void {
    const { state } = this.#options.kernel;
    const key = positionKey(fill.symbol, fill.positionSide);
    const guard = state.guards.get(key);
    if (guard) this.#levels.set(key, { stopLoss: guard.stopLoss, takeProfits: guard.takeProfits });
    const instrument = state.markets.get(fill.symbol)?.instrument;
    if (!instrument || this.lists.hasFill(fill.tradeId)) return;
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
    this.lists.addFill(row);
    this.#options.tell({ seq: this.#seq, topic: 'fill', data: row });
    this.#addEquity();
  }

  #onEffect(effect: Effect): void {
    if (effect.type !== 'notice') return;
    const { level, code, details } = effect;
    const row = { seq: this.#seq, at: this.#at, level, code, details };
    this.lists.addNotice(row);
    this.#options.tell({ seq: this.#seq, topic: 'notice', data: row });
  }

  #addEquity(): void {
    const { state } = this.#options.kernel;
    if (state.portfolio.ledger.state.opening === undefined) return;
    const point = { at: this.#at, equity: formatMoney(equityOf(state)) };
    this.lists.addEquity(point);
    this.#options.tell({ seq: this.#seq, topic: 'equity', data: point });
  }

  #addCandle(symbol: string, candle: Candle): CandleRow | undefined {
    const instrument = this.#options.kernel.state.markets.get(symbol)?.instrument;
    if (!instrument) return undefined;
    const row = candleRow(instrument, candle);
    this.lists.chart(symbol).addClosed(row);
    return row;
  }

  #addPrice(symbol: string, price: Ticks): void {
    const instrument = this.#options.kernel.state.markets.get(symbol)?.instrument;
    if (instrument) this.lists.chart(symbol).addPrice(this.#at, priceToNumber(instrument, price));
  }
}
