/**
 * Positions, cash and results, folded from fills and bills; the only writer of all three.
 * Invariant: every fill counts once, whichever ways it came and however often.
 */
import {
  asMoney,
  type Bill,
  type Fill,
  type Instrument,
  type Lots,
  type Money,
  maxMoney,
  type PositionSide,
  type Ticks,
  ZERO,
} from '../../domain/index.ts';
import { Ledger, type LedgerState, type Opening } from './ledger.ts';
import {
  applyFill,
  emptyPosition,
  type Position,
  type PositionKey,
  positionKey,
  unrealizedProfit,
} from './position.ts';

const DAY_MS = 86_400_000;

/** A position from its first fill to flat. */
export type ClosedTrade = {
  readonly symbol: string;
  readonly positionSide: PositionSide;
  readonly sizeMax: Lots;
  readonly openedAt: number;
  readonly closedAt: number;
  /** After fees and funding. */
  readonly net: Money;
};

export type Results = { trades: number; wins: number; losses: number; grossProfit: Money; grossLoss: Money };

export type PortfolioState = {
  ledger: LedgerState;
  positions: Position[];
  results: Results;
  /** UTC day that `dayNet` belongs to, as epoch ms of its start. */
  dayStart: number;
  dayNet: Money;
  equityPeak: Money;
  drawdownMax: Money;
};

/** The present price of a symbol and its instrument; undefined before any is known. */
export type Quotes = (
  symbol: string,
) => { readonly instrument: Instrument; readonly price: Ticks | undefined } | undefined;

export class Portfolio {
  readonly ledger: Ledger;
  readonly #positions: Map<PositionKey, Position>;
  readonly #results: Results;
  #dayStart: number;
  #dayNet: Money;
  #equityPeak: Money;
  #drawdownMax: Money;

  constructor(saved?: PortfolioState) {
    this.ledger = new Ledger(saved?.ledger);
    this.#positions = new Map(saved?.positions.map((p) => [positionKey(p.symbol, p.positionSide), p]));
    this.#results = saved
      ? { ...saved.results }
      : { trades: 0, wins: 0, losses: 0, grossProfit: ZERO, grossLoss: ZERO };
    this.#dayStart = saved?.dayStart ?? 0;
    this.#dayNet = saved?.dayNet ?? ZERO;
    this.#equityPeak = saved?.equityPeak ?? ZERO;
    this.#drawdownMax = saved?.drawdownMax ?? ZERO;
  }

  get results(): Readonly<Results> {
    return this.#results;
  }

  /** Largest fall of equity below an earlier peak, in USDT. */
  get drawdownMax(): Money {
    return this.#drawdownMax;
  }

  /** Realised profit after fees and funding in the UTC day of `at`. */
  realizedOn(at: number): Money {
    return at - (at % DAY_MS) === this.#dayStart ? this.#dayNet : ZERO;
  }

  position(symbol: string, positionSide: PositionSide): Position | undefined {
    return this.#positions.get(positionKey(symbol, positionSide));
  }

  positions(): IterableIterator<Position> {
    return this.#positions.values();
  }

  /** True when the symbol has a position on either side. */
  has(symbol: string): boolean {
    return this.#positions.has(positionKey(symbol, 'long')) || this.#positions.has(positionKey(symbol, 'short'));
  }

  get openCount(): number {
    return this.#positions.size;
  }

  open(opening: Opening, at: number): void {
    this.ledger.open(opening, at);
    this.trackDrawdown(opening.balance);
  }

  /** Books the fill; the trade that it finished, or undefined. `isNew` is false for a repeated fill. */
  applyFill(fill: Fill, instrument: Instrument): { isNew: boolean; closed?: ClosedTrade } {
    if (!this.ledger.bookFill(fill)) return { isNew: false };
    this.#bookDay(fill.at, asMoney(fill.profit - fill.fee));
    const key = positionKey(fill.symbol, fill.positionSide);
    const before = this.#positions.get(key) ?? emptyPosition(fill.symbol, fill.positionSide, fill.at);
    const after = applyFill(before, fill, instrument);
    if (after.size > 0) {
      this.#positions.set(key, after);
      return { isNew: true };
    }
    this.#positions.delete(key);
    return before.size > 0 ? { isNew: true, closed: this.#finish(after, fill.at) } : { isNew: true };
  }

  applyBill(bill: Bill): boolean {
    if (!this.ledger.bookBill(bill)) return false;
    if (bill.kind === 'transfer') {
      this.#equityPeak = asMoney(this.#equityPeak + bill.amount);
      return true;
    }
    this.#bookDay(bill.at, bill.amount);
    for (const [key, position] of this.#positions) {
      if (position.symbol !== bill.symbol) continue;
      this.#positions.set(key, { ...position, net: asMoney(position.net + bill.amount) });
      break;
    }
    return true;
  }

  /** Takes over what the venue says of a size that our fills do not explain. */
  adopt(position: Position): void {
    const key = positionKey(position.symbol, position.positionSide);
    if (position.size === 0) this.#positions.delete(key);
    else this.#positions.set(key, position);
  }

  unrealized(quotes: Quotes): Money {
    let sum = 0n;
    for (const position of this.#positions.values()) {
      const quote = quotes(position.symbol);
      if (quote?.price !== undefined) sum += unrealizedProfit(position, quote.instrument, quote.price);
    }
    return asMoney(sum);
  }

  equity(quotes: Quotes): Money {
    return asMoney(this.ledger.balance + this.unrealized(quotes));
  }

  /** Called at each closed candle while a position is open, and after each fill. */
  trackDrawdown(equity: Money): void {
    if (equity > this.#equityPeak) this.#equityPeak = equity;
    else this.#drawdownMax = maxMoney(this.#drawdownMax, asMoney(this.#equityPeak - equity));
  }

  save(): PortfolioState {
    return {
      ledger: this.ledger.save(),
      positions: [...this.#positions.values()],
      results: { ...this.#results },
      dayStart: this.#dayStart,
      dayNet: this.#dayNet,
      equityPeak: this.#equityPeak,
      drawdownMax: this.#drawdownMax,
    };
  }

  #bookDay(at: number, amount: Money): void {
    const day = at - (at % DAY_MS);
    if (day > this.#dayStart) {
      this.#dayStart = day;
      this.#dayNet = ZERO;
    }
    if (day === this.#dayStart) this.#dayNet = asMoney(this.#dayNet + amount);
  }

  #finish(position: Position, at: number): ClosedTrade {
    const { symbol, positionSide, sizeMax, openedAt, net } = position;
    this.#results.trades += 1;
    if (net < 0n) {
      this.#results.losses += 1;
      this.#results.grossLoss = asMoney(this.#results.grossLoss - net);
    } else {
      this.#results.wins += 1;
      this.#results.grossProfit = asMoney(this.#results.grossProfit + net);
    }
    return { symbol, positionSide, sizeMax, openedAt, closedAt: at, net };
  }
}
