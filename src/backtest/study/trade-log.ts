/**
 * Trades of a run, from its events: what each risked, paid and brought.
 * Invariant: reads only; the sum of the trades' net results is the ledger's, and with what is still open at the end that
 * of the equity.
 */
import {
  asMoney,
  type Bill,
  type Event,
  type Fill,
  type Instrument,
  type Lots,
  type Money,
  moneyToNumber,
  notional,
  type PositionSide,
  type Ticks,
  ZERO,
} from '../../domain/index.ts';
import type { Effect } from '../../kernel/index.ts';

export type Trade = {
  readonly symbol: string;
  readonly positionSide: PositionSide;
  readonly openedAt: number;
  readonly closedAt: number;
  /** What its entries were worth, at their prices. */
  readonly entryNotional: Money;
  /** What all its fills were worth. */
  readonly turnover: Money;
  /** Loss at the stop that stood when it was entered, before fees. */
  readonly risk: Money;
  readonly fees: Money;
  /** Received; negative was paid. */
  readonly funding: Money;
  /** Profit − fees + funding. */
  readonly net: Money;
  /** net ÷ risk; undefined where an entry had no stop. */
  readonly r: number | undefined;
};

type Open = Pick<
  Trade,
  'symbol' | 'positionSide' | 'openedAt' | 'entryNotional' | 'turnover' | 'risk' | 'fees' | 'funding'
> & {
  readonly size: Lots;
  /** What the exits so far were worth. */
  readonly exitNotional: Money;
  readonly profit: Money;
};

export class TradeLog {
  readonly #instruments: ReadonlyMap<string, Instrument>;
  readonly #stops = new Map<string, Ticks>();
  readonly #open = new Map<string, Open>();
  readonly #seen = new Set<string>();
  readonly trades: Trade[] = [];

  constructor(instruments: readonly Instrument[]) {
    this.#instruments = new Map(instruments.map((instrument) => [instrument.symbol, instrument]));
  }

  onStep({ event, effects }: { readonly event: Event; readonly effects: readonly Effect[] }): void {
    if (event.type === 'fill') this.#onFill(event.fill);
    else if (event.type === 'bill') this.#onBill(event.bill);
    for (const effect of effects) {
      if (effect.type !== 'submit-order' || effect.order.stopLoss === undefined) continue;
      this.#stops.set(effect.order.clientOid, effect.order.stopLoss);
    }
  }

  /**
   * Takes what is still open as closed at `priceOf` its symbol, without a fee for leaving: as the equity has it.
   * @param at the end of the run.
   */
  end(at: number, priceOf: (symbol: string) => Ticks | undefined): void {
    for (const [key, open] of this.#open) {
      const instrument = this.#instruments.get(open.symbol);
      const price = priceOf(open.symbol);
      if (instrument === undefined || price === undefined) continue;
      const left = notional(instrument, price, open.size);
      const gain = asMoney(open.exitNotional + left - open.entryNotional);
      this.trades.push(finished({ ...open, profit: open.positionSide === 'long' ? gain : asMoney(-gain) }, at));
      this.#open.delete(key);
    }
  }

  #onFill(fill: Fill): void {
    const instrument = this.#instruments.get(fill.symbol);
    if (instrument === undefined || this.#seen.has(fill.tradeId)) return;
    this.#seen.add(fill.tradeId);
    const key = `${fill.symbol}:${fill.positionSide}`;
    const open = this.#open.get(key);
    if (open === undefined && fill.intent === 'close') return;
    const next = this.#folded(open ?? opened(fill), fill, instrument);
    if (next.size > 0) this.#open.set(key, next);
    else {
      this.#open.delete(key);
      this.trades.push(finished(next, fill.at));
    }
  }

  #folded(open: Open, fill: Fill, instrument: Instrument): Open {
    const worth = notional(instrument, fill.price, fill.size);
    const isEntry = fill.intent === 'open';
    const stop = isEntry ? this.#stops.get(fill.clientOid) : undefined;
    const distance = stop === undefined ? 0 : Math.abs(fill.price - stop);
    const signed = isEntry ? fill.size : -Math.min(fill.size, open.size);
    return {
      ...open,
      size: (open.size + signed) as Lots,
      turnover: asMoney(open.turnover + worth),
      entryNotional: isEntry ? asMoney(open.entryNotional + worth) : open.entryNotional,
      exitNotional: isEntry ? open.exitNotional : asMoney(open.exitNotional + worth),
      risk: isEntry ? asMoney(open.risk + notional(instrument, distance as Ticks, fill.size)) : open.risk,
      fees: asMoney(open.fees + fill.fee),
      profit: asMoney(open.profit + fill.profit),
    };
  }

  /** Funding of a symbol belongs to the position that is open there. */
  #onBill({ billId, kind, symbol, amount }: Bill): void {
    if (kind !== 'funding' || this.#seen.has(`bill ${billId}`)) return;
    this.#seen.add(`bill ${billId}`);
    for (const [key, open] of this.#open) {
      if (open.symbol !== symbol) continue;
      this.#open.set(key, { ...open, funding: asMoney(open.funding + amount) });
      return;
    }
  }
}

const opened = ({ symbol, positionSide, at }: Fill): Open => ({
  symbol,
  positionSide,
  openedAt: at,
  size: 0 as Lots,
  entryNotional: ZERO,
  exitNotional: ZERO,
  turnover: ZERO,
  risk: ZERO,
  fees: ZERO,
  funding: ZERO,
  profit: ZERO,
});

function finished({ size: _, exitNotional: __, profit, ...open }: Open, closedAt: number): Trade {
  const net = asMoney(profit - open.fees + open.funding);
  const r = open.risk === 0n ? undefined : moneyToNumber(net) / moneyToNumber(open.risk);
  return { ...open, closedAt, net, r };
}
