/**
 * How the account stands at one moment, as far as an order and a report need it: cash, positions at their mark prices,
 * entries under way, profit.
 * Invariant: a question without a definite answer throws; nothing is taken for flat or free because it was not told.
 */
import { type BitgetClient, InstrumentBook, marketTicker, type OpenedAccount } from '../bitget/index.ts';
import {
  asMoney,
  direction,
  divideRounded,
  type Instrument,
  type Lots,
  type MarginMode,
  type Money,
  minMoney,
  type OrderRequest,
  type PositionMode,
  type PositionReport,
  parseDecimal,
  type Ticks,
  ZERO,
} from '../domain/index.ts';
import type { RiskView } from '../kernel/index.ts';
import type { TraderSettings } from './options.ts';
import { ProfitTally } from './profit-tally.ts';

/** A position at its mark price. */
export type HeldPosition = PositionReport & {
  readonly instrument: Instrument;
  /** Decimal text. */
  readonly markPrice: string;
  readonly notional: Money;
  readonly unrealized: Money;
};

export type Standing = {
  readonly positionMode: PositionMode;
  readonly balance: Money;
  readonly available: Money;
  readonly equity: Money;
  readonly positions: readonly HeldPosition[];
};

/** What was set for a contract, and holds for its next entries. */
export type Chosen = { readonly marginMode: MarginMode; readonly leverage: number | undefined };

/** Decimals of a price that need not be on a tick, such as a mark or an average. */
const FINE = 12;

/** `price × size` in USDT, of a price as text. */
export const worth = ({ lot }: Instrument, price: string, size: Lots): Money =>
  asMoney(
    divideRounded(parseDecimal(price, FINE, 'nearest') * BigInt(size) * BigInt(lot.units), 10n ** BigInt(lot.decimals)),
  );

export class AccountView {
  readonly #client: BitgetClient;
  readonly #settings: TraderSettings;
  readonly #publicBook: InstrumentBook;
  readonly #prepared = new Map<string, MarginMode>();
  readonly #chosen = new Map<string, Chosen>();
  #tally: ProfitTally | undefined;

  constructor(client: BitgetClient, settings: TraderSettings) {
    this.#client = client;
    this.#settings = settings;
    this.#publicBook = new InstrumentBook(client.rest);
  }

  opened(): Promise<OpenedAccount> {
    return this.#client.open();
  }

  /** As the account's family lists it; without a key as the public list does. @throws InvalidInput, BitgetError. */
  async instrument(symbol: string): Promise<Instrument> {
    const isKeyed = this.#settings.credentials !== undefined;
    const book = isKeyed ? (await this.opened()).instruments : this.#publicBook;
    const [instrument] = await book.load([symbol]);
    return instrument as Instrument;
  }

  /** Gives the contract the margin mode of an entry, where it has another. @throws BitgetError. */
  async prepare(symbol: string, marginMode: MarginMode): Promise<void> {
    if (this.#prepared.get(symbol) === marginMode) return;
    const { venue } = await this.opened();
    const { positionMode } = await venue.account();
    await venue.prepare({ symbols: [symbol], positionMode, marginMode });
    this.#prepared.set(symbol, marginMode);
  }

  chosen(symbol: string): Chosen {
    return this.#chosen.get(symbol) ?? { marginMode: this.#settings.marginMode, leverage: undefined };
  }

  choose(symbol: string, given: Partial<Chosen>): void {
    this.#chosen.set(symbol, { ...this.chosen(symbol), ...given });
  }

  async positions(): Promise<readonly HeldPosition[]> {
    const reports = await (await this.opened()).venue.positions();
    const symbols = [...new Set(reports.map(({ symbol }) => symbol))];
    const tickers = await Promise.all(symbols.map((symbol) => marketTicker(this.#client.rest, symbol)));
    const marks = new Map(tickers.map(({ symbol, markPrice }) => [symbol, markPrice]));
    return Promise.all(
      reports.map(async (report) => {
        const instrument = await this.instrument(report.symbol);
        const markPrice = marks.get(report.symbol) ?? '0';
        const notional = worth(instrument, markPrice, report.size);
        const cost = worth(instrument, report.entryPrice, report.size);
        const unrealized = asMoney((notional - cost) * BigInt(direction(report.positionSide)));
        return { ...report, instrument, markPrice, notional, unrealized };
      }),
    );
  }

  async standing(): Promise<Standing> {
    const { venue } = await this.opened();
    const [{ balance, available, positionMode }, positions] = await Promise.all([venue.account(), this.positions()]);
    const unrealized = positions.reduce((sum, position) => sum + position.unrealized, 0n);
    return { positionMode, balance, available, equity: asMoney(balance + unrealized), positions };
  }

  /** The profit so far, with what has happened since it was last asked for. */
  async tally(): Promise<ProfitTally> {
    const { venue } = await this.opened();
    await this.begin();
    const tally = this.#tally as ProfitTally;
    const { fillsSince, billsSince } = tally.questions();
    const [fills, bills] = await Promise.all([venue.fills(fillsSince), venue.bills(billsSince)]);
    const symbols = [...new Set(fills.map(({ symbol }) => symbol))];
    const instruments = await Promise.all(symbols.map((symbol) => this.instrument(symbol)));
    const bySymbol = new Map(instruments.map((each) => [each.symbol, each]));
    tally.fold(fills, bills, (symbol) => bySymbol.get(symbol) as Instrument);
    return tally;
  }

  /** Sets the time from which profit counts, at the first call: the exchange's, not this machine's. */
  async begin(): Promise<void> {
    if (this.#tally) return;
    await this.#client.rest.measureClock();
    this.#tally ??= new ProfitTally(this.#client.rest.serverClock.now(), this.#settings.limits);
  }

  now(): number {
    return this.#client.rest.serverClock.now();
  }

  /** Equity that sizes are reckoned from: the trader's capital and its profit, and never more than there is. */
  workingEquity({ equity, positions }: Standing, tally: ProfitTally): Money {
    const { realized, fees, funding } = tally.sums;
    const open = positions.reduce((sum, { unrealized }) => sum + unrealized, 0n);
    return minMoney(equity, asMoney(this.#settings.capital + realized - fees + funding + open));
  }

  /** What the gate wants to know. Adding to a position is the caller's decision: each order brings a stop of its own. */
  async riskView(
    { symbol }: OrderRequest,
    market: { readonly instrument: Instrument; readonly price: Ticks; readonly priceAt: number },
    { standing, tally }: { readonly standing: Standing; readonly tally: ProfitTally },
  ): Promise<RiskView> {
    const orders = await (await this.opened()).venue.openOrders();
    const waiting = orders.filter(({ intent, filled }) => intent === 'open' && filled === 0);
    const at = this.now();
    const openLoss = standing.positions.reduce((sum, { unrealized }) => sum + unrealized, 0n);
    const isAdding = standing.positions.some((position) => position.symbol === symbol);
    return {
      at,
      ...market,
      equity: this.workingEquity(standing, tally),
      available: standing.available,
      // Adding takes no new place.
      positionsCount: standing.positions.length + waiting.length - (isAdding ? 1 : 0),
      hasPosition: false,
      realizedToday: tally.realizedOn(at),
      openLoss: minMoney(asMoney(openLoss), ZERO),
      isPaused: false,
      breaker: tally.breaker(at),
      limits: this.#settings.limits,
    };
  }
}
