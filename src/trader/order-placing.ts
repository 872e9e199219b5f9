/**
 * Places, closes, cancels and asks for orders of the account.
 * Invariant: an entry leaves only with a stop and with the leave of the risk gate; a close never opens anything.
 */
import { randomBytes } from 'node:crypto';
import { type BitgetClient, marketTicker } from '../bitget/index.ts';
import {
  formatSize,
  type Instrument,
  InvalidInput,
  type Lots,
  lots,
  type OrderRequest,
  type PositionSide,
  parsePrice,
  parseSize,
  TradingError,
} from '../domain/index.ts';
import { approveClose, checkEntry } from '../kernel/index.ts';
import type { AccountView, HeldPosition, Standing } from './account-view.ts';
import { type EntryMarket, entryOrder, estimateOf, expectedPrice, type SizeEstimate } from './entry-order.ts';
import type { TraderSettings } from './options.ts';
import { type OrderReceipt, type OrderRow, orderRow, receiptOf } from './order-rows.ts';
import { type OrderTerms, type OrderWish, readOrder } from './order-terms.ts';
import { sideWord } from './position-rows.ts';
import type { ProfitTally } from './profit-tally.ts';
import { OrderError, refusedByRule, sendOrder } from './send-order.ts';

type Entry = {
  readonly order: OrderRequest;
  readonly market: EntryMarket & { readonly priceAt: number };
  readonly terms: OrderTerms;
  readonly standing: Standing;
  readonly tally: ProfitTally;
};

const newClientOid = (): string => `bgt-${randomBytes(12).toString('hex')}`;

export class OrderPlacing {
  readonly #client: BitgetClient;
  readonly #account: AccountView;
  readonly #settings: TraderSettings;
  /** One entry at a time: the next one is judged with the last one in view. */
  #lastEntry: Promise<unknown> = Promise.resolve();

  constructor(client: BitgetClient, account: AccountView, settings: TraderSettings) {
    this.#client = client;
    this.#account = account;
    this.#settings = settings;
  }

  /** @throws InvalidInput for wrong input; OrderError that says what is known of the order. */
  place(wish: OrderWish): Promise<OrderReceipt> {
    const terms = readOrder(wish);
    return terms.intent === 'open' ? this.#enterInTurn(terms) : this.#reduce(terms);
  }

  /** What `place` would send, without sending it. @throws as `place`. */
  async estimate(wish: OrderWish): Promise<SizeEstimate> {
    const wanted = readOrder(wish);
    if (wanted.intent === 'close') throw new InvalidInput('reduceOnly', true, 'nothing: only entries are sized');
    const { order, market, terms } = await this.#entryOf(wanted);
    return estimateOf(market.instrument, order, expectedPrice(market, terms));
  }

  /** Closes at market, in as many orders as the contract's largest one asks for. */
  async close(
    symbol: string,
    positionSide: PositionSide | undefined,
    quantity: string | undefined,
  ): Promise<readonly OrderReceipt[]> {
    const { instrument, ...held } = await this.#held(symbol, positionSide);
    let open: number = quantity === undefined ? held.size : partOf(instrument, quantity, held.size);
    const receipts: OrderReceipt[] = [];
    while (open > 0) {
      const size = lots(Math.min(open, instrument.marketSizeMax));
      receipts.push(await this.#sendClose(instrument, closing({ ...held, size })));
      open -= size;
    }
    return receipts;
  }

  /** @throws OrderError; its outcome `unknown` leaves open whether the order still stands. */
  async cancel(symbol: string, clientOid: string): Promise<void> {
    const { venue } = await this.#account.opened();
    const sent = await venue.cancel(symbol, clientOid);
    if (sent.outcome === 'accepted') return;
    const [code, message] = sent.outcome === 'unknown' ? ['unknown', sent.reason] : [sent.code, sent.message];
    throw new OrderError(code, message, { clientOid, outcome: sent.outcome });
  }

  /** Undefined where the exchange does not know it. */
  async order(symbol: string, clientOid: string): Promise<OrderRow | undefined> {
    const { venue } = await this.#account.opened();
    const report = await venue.order(symbol, clientOid);
    return report === 'absent' ? undefined : orderRow(await this.#account.instrument(symbol), report);
  }

  async openOrders(): Promise<readonly OrderRow[]> {
    const reports = await (await this.#account.opened()).venue.openOrders();
    return Promise.all(reports.map(async (report) => orderRow(await this.#account.instrument(report.symbol), report)));
  }

  #enterInTurn(terms: OrderTerms): Promise<OrderReceipt> {
    const entry = this.#lastEntry.then(() => this.#enter(terms));
    this.#lastEntry = entry.catch(() => undefined);
    return entry;
  }

  async #enter(terms: OrderTerms): Promise<OrderReceipt> {
    const { order, market, standing, tally } = await this.#entryOf(terms);
    const { instrument, priceAt } = market;
    const price = expectedPrice(market, terms);
    const view = await this.#account.riskView(order, { instrument, price, priceAt }, { standing, tally });
    const verdict = checkEntry(order, view);
    if (!verdict.ok) throw refusedByRule(verdict, order.clientOid);
    await this.#account.prepare(order.symbol, order.marginMode);
    const { venue } = await this.#account.opened();
    return receiptOf(instrument, order, await sendOrder(venue, verdict.order));
  }

  async #entryOf(terms: OrderTerms): Promise<Entry> {
    const { symbol } = terms;
    const [market, standing, tally] = await Promise.all([
      this.#market(symbol),
      this.#account.standing(),
      this.#account.tally(),
    ]);
    refuseOpposite(terms, standing);
    const { profile, limits } = this.#settings;
    const chosen = this.#account.chosen(symbol);
    const named = {
      ...terms,
      leverage: terms.leverage ?? chosen.leverage,
      clientOid: terms.clientOid ?? newClientOid(),
    };
    const order = entryOrder(named, market, {
      profile,
      marginMode: chosen.marginMode,
      riskMax: limits.riskPerTrade,
      leverageMax: limits.leverageMax,
      equity: this.#account.workingEquity(standing, tally),
      available: standing.available,
      breaker: tally.breaker(this.#account.now()),
    });
    return { order, market, terms, standing, tally };
  }

  async #market(symbol: string): Promise<EntryMarket & { readonly priceAt: number }> {
    const instrument = await this.#account.instrument(symbol);
    const ticker = await marketTicker(this.#client.rest, symbol);
    const [bid, ask] = [parsePrice(instrument, ticker.bid), parsePrice(instrument, ticker.ask)];
    if (bid > 0 && ask > 0) return { instrument, bid, ask, priceAt: ticker.timestamp };
    throw new TradingError('no-price', `${symbol}: the book has no bid or no ask; nothing was sent`);
  }

  async #reduce(terms: OrderTerms): Promise<OrderReceipt> {
    const { symbol, positionSide, quantity, type, timeInForce, clientOid } = terms;
    const { instrument, ...held } = await this.#held(symbol, positionSide);
    const size = quantity === undefined ? held.size : lots(partOf(instrument, quantity, held.size));
    const price = terms.price === undefined ? undefined : parsePrice(instrument, terms.price);
    const order = { ...closing({ ...held, size }), type, timeInForce, price };
    return this.#sendClose(instrument, clientOid === undefined ? order : { ...order, clientOid });
  }

  async #sendClose(instrument: Instrument, order: OrderRequest): Promise<OrderReceipt> {
    await this.#account.begin();
    const { venue } = await this.#account.opened();
    return receiptOf(instrument, order, await sendOrder(venue, approveClose(order)));
  }

  /** @throws TradingError when there is no such position; InvalidInput when there are two. */
  async #held(symbol: string, side: PositionSide | undefined): Promise<HeldPosition> {
    const all = (await this.#account.positions()).filter((position) => position.symbol === symbol);
    const [held, other] = side === undefined ? all : all.filter(({ positionSide }) => positionSide === side);
    if (other) throw new InvalidInput('side', side, `LONG or SHORT, because ${symbol} has both`);
    if (held) return held;
    const what = side === undefined ? 'position' : `${side} position`;
    throw new TradingError('position-not-found', `no ${what} in ${symbol}; nothing was sent`);
  }
}

/** In one-way mode an entry against a position would close it in place of opening one. */
function refuseOpposite({ symbol, positionSide }: OrderTerms, { positionMode, positions }: Standing): void {
  if (positionMode === 'hedge') return;
  const against = positions.find((held) => held.symbol === symbol && held.positionSide !== positionSide);
  if (!against) return;
  const held = sideWord(against.positionSide);
  throw new InvalidInput(
    'side',
    sideWord(positionSide),
    `${held}: a one-way account holds a ${held} in ${symbol}; close it first`,
  );
}

function partOf(instrument: Instrument, quantity: string, held: Lots): Lots {
  const size = parseSize(instrument, quantity);
  if (size <= held) return size;
  throw new InvalidInput('quantity', quantity, `at most ${formatSize(instrument, held)}, which is what is held`);
}

const closing = (
  held: Pick<HeldPosition, 'symbol' | 'positionSide' | 'size' | 'marginMode' | 'leverage'>,
): OrderRequest => ({
  clientOid: newClientOid(),
  symbol: held.symbol,
  intent: 'close',
  positionSide: held.positionSide,
  type: 'market',
  price: undefined,
  size: held.size,
  timeInForce: 'ioc',
  marginMode: held.marginMode,
  leverage: held.leverage,
  stopLoss: undefined,
  takeProfit: undefined,
});
