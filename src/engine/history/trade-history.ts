/**
 * Every trade of a journal, over all its runs: the events folded as the kernel folds them into its books, and into nothing
 * else, so that neither market data nor strategies are needed.
 * Invariant: the books are the kernel's own; opening balance + transfers + trades + what is open + what belongs to no trade
 * is their balance, to the last digit.
 */
import {
  asMoney,
  type Bill,
  type Event,
  type EventOf,
  type Fill,
  type Instrument,
  type Lots,
  type Money,
  type PositionReport,
  type SessionConfig,
  ZERO,
} from '../../domain/index.ts';
import { adoptedPosition, Portfolio, type Position, type PositionKey, positionKey } from '../../kernel/index.ts';
import { Owners } from './owners.ts';
import { beginTrade, type OpenTrade, type PastTrade, withBill, withFill, withSize } from './past-trade.ts';

/** Where the balance comes from. */
export type Books = {
  /** Undefined: the exchange has not been heard yet. */
  readonly opening: Money | undefined;
  readonly transfers: Money;
  /** Net of every trade. */
  readonly trades: Money;
  /** What the open positions have realised, paid and received so far. */
  readonly open: Money;
  /** Fills and bills of no trade: in symbols that are not followed, or after the end of the trade. */
  readonly beside: Money;
  readonly balance: Money;
};

export class TradeHistory {
  readonly trades: PastTrade[] = [];
  readonly #portfolio = new Portfolio();
  readonly #owners = new Owners();
  readonly #instruments = new Map<string, Instrument>();
  /** One for each position. */
  readonly #open = new Map<PositionKey, OpenTrade>();
  #session: SessionConfig | undefined;
  #transfers = ZERO;
  #beside = ZERO;

  /** Of the last run; undefined: there was none. */
  get session(): SessionConfig | undefined {
    return this.#session;
  }

  get openCount(): number {
    return this.#open.size;
  }

  books(): Books {
    const { opening } = this.#portfolio.ledger.state;
    const trades = this.trades.reduce((total, { net }) => total + net, 0n);
    const open = [...this.#portfolio.positions()].reduce((total, { net }) => total + net, 0n);
    return {
      opening,
      transfers: this.#transfers,
      trades: asMoney(trades),
      open: asMoney(open),
      beside: this.#beside,
      balance: this.#portfolio.ledger.balance,
    };
  }

  add(event: Event): void {
    switch (event.type) {
      case 'session':
        return this.#onSession(event);
      case 'universe':
        return this.#list(event.instruments.filter(({ symbol }) => !this.#instruments.has(symbol)));
      case 'symbol-listed':
        return this.#list([event.instrument]);
      case 'command':
        return this.#owners.onCommand(event.command);
      case 'fill':
        return this.#onFillHeard(event.fill);
      case 'bill':
        return this.#onBill(event.bill);
      case 'reconciled':
        return this.#onReconciled(event);
      default:
    }
  }

  #onSession({ config, instruments }: EventOf<'session'>): void {
    this.#session = config;
    this.#owners.onSession(config);
    this.#list(instruments);
  }

  #list(instruments: readonly Instrument[]): void {
    for (const instrument of instruments) this.#instruments.set(instrument.symbol, instrument);
  }

  #onReconciled({ state: venue, at }: EventOf<'reconciled'>): void {
    const { ledger } = this.#portfolio;
    if (ledger.state.opening === undefined) {
      this.#portfolio.open({ balance: venue.account.balance, fills: venue.fills, bills: venue.bills }, at);
    } else {
      for (const fill of venue.fills) this.#onFill(fill);
      for (const bill of venue.bills) this.#onBill(bill);
    }
    ledger.completeFills(venue.fills);
    if (venue.isConsistent) this.#comparePositions(venue.positions, at);
  }

  /** As the kernel hears it: not before the books are open, and a close that has overtaken its entry waits for the list. */
  #onFillHeard(fill: Fill): void {
    const { ledger } = this.#portfolio;
    if (ledger.state.opening === undefined) return;
    const open = this.#portfolio.position(fill.symbol, fill.positionSide)?.size ?? 0;
    const isEarly = fill.intent === 'close' && fill.size > open && this.#instruments.has(fill.symbol);
    if (!isEarly || ledger.hasFill(fill)) this.#onFill(fill);
  }

  #onFill(fill: Fill): void {
    const { symbol, positionSide } = fill;
    const instrument = this.#instruments.get(symbol);
    const before = this.#portfolio.position(symbol, positionSide);
    const { isNew, closed } = instrument
      ? this.#portfolio.applyFill(fill, instrument)
      : { isNew: this.#portfolio.ledger.bookFill(fill), closed: undefined };
    if (!isNew) return;
    if (!instrument || (!before && fill.intent === 'close')) return this.#addBeside(fill.profit - fill.fee);
    const key = positionKey(symbol, positionSide);
    const trade = this.#open.get(key) ?? beginTrade(instrument, fill, this.#owners.of(fill.clientOid));
    const next = withFill(trade, fill, before?.size ?? (0 as Lots));
    if (closed) this.#end(key, { ...next, closedAt: closed.closedAt, net: closed.net });
    else this.#open.set(key, next);
  }

  #onBill(bill: Bill): void {
    const before = [...this.#portfolio.positions()].filter(({ symbol }) => symbol === bill.symbol);
    if (!this.#portfolio.applyBill(bill)) return;
    if (bill.kind === 'transfer') {
      this.#transfers = asMoney(this.#transfers + bill.amount);
      return;
    }
    const booked = before.find((one) => this.#portfolio.position(one.symbol, one.positionSide) !== one);
    const key = booked && positionKey(booked.symbol, booked.positionSide);
    const trade = key && this.#open.get(key);
    if (trade) this.#open.set(key, withBill(trade, bill));
    else this.#addBeside(bill.amount);
  }

  #comparePositions(reports: readonly PositionReport[], at: number): void {
    const reported = new Set<PositionKey>();
    for (const report of reports) {
      if (report.size > 0) reported.add(positionKey(report.symbol, report.positionSide));
      const instrument = this.#instruments.get(report.symbol);
      const known = this.#portfolio.position(report.symbol, report.positionSide);
      if (!instrument || report.size === 0 || known?.size === report.size) continue;
      this.#adopt(known, adoptedPosition(report, { known, instrument, at }), instrument);
    }
    for (const position of [...this.#portfolio.positions()])
      if (!reported.has(positionKey(position.symbol, position.positionSide))) this.#lose(position, at);
  }

  #adopt(known: Position | undefined, now: Position, instrument: Instrument): void {
    const { symbol, positionSide, openedAt: at } = now;
    const key = positionKey(symbol, positionSide);
    const trade = this.#open.get(key) ?? beginTrade(instrument, { positionSide, at }, undefined);
    this.#portfolio.adopt(now);
    this.#open.set(key, withSize(trade, known, now));
  }

  /** The exchange has it no more, and no fill says how it ended. */
  #lose(position: Position, at: number): void {
    const key = positionKey(position.symbol, position.positionSide);
    const trade = this.#open.get(key);
    this.#portfolio.adopt({ ...position, size: 0 as Lots });
    if (trade) this.#end(key, { ...trade, gap: 'exit-unseen', closedAt: at, net: position.net });
  }

  #end(key: PositionKey, trade: PastTrade): void {
    this.#open.delete(key);
    this.trades.push(trade);
  }

  #addBeside(amount: bigint): void {
    this.#beside = asMoney(this.#beside + amount);
  }
}
