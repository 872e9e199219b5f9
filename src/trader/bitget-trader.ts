/**
 * A Bitget account as one object: orders, positions, market data, risk and profit, for Classic and Unified accounts alike.
 * Invariant: no second client: every call goes through `createBitgetClient`, every entry through the kernel's risk gate.
 */
import { setContractLeverage } from '../bitget/index.ts';
import { InvalidInput } from '../domain/index.ts';
import { AccountReader } from './account-reader.ts';
import type { SizeEstimate } from './entry-order.ts';
import { type BitGetTraderOptions, keyFromEnvironment } from './options.ts';
import { OrderPlacing } from './order-placing.ts';
import type { OrderReceipt, OrderRow } from './order-rows.ts';
import { type OrderWish, symbolOf } from './order-terms.ts';
import {
  asked,
  type DecimalInput,
  decimalOf,
  heldSideOf,
  leverageOf,
  marginModeOf,
  positionSideOf,
  refuseUnknown,
} from './words.ts';

export class BitGetTrader extends AccountReader {
  readonly #orders: OrderPlacing;

  /** Nothing is sent before the first call. @throws InvalidInput that names the option. */
  constructor(options: BitGetTraderOptions = {}) {
    super(options);
    this.#orders = new OrderPlacing(this.client, this.account, this.settings);
  }

  /**
   * With the key of BITGET_TESTNET_* or, for real money, BITGET_MAINNET_*.
   * @throws InvalidInput that names the variable that is missing.
   */
  static fromEnvironment(
    options: BitGetTraderOptions = {},
    env?: Readonly<Record<string, string | undefined>>,
  ): BitGetTrader {
    return new BitGetTrader({ ...keyFromEnvironment(options.useTestnet ?? true, env), ...options });
  }

  /**
   * Places an order; an entry goes with its stop-loss and take-profit and only with the risk gate's leave.
   * After a lost answer the exchange is asked by the order's name before anything is said.
   * @throws InvalidInput before anything is sent; OrderError, whose `outcome` says whether the order stands; BitgetError
   * when a question before the order has no answer: then no order was sent.
   */
  placeOrder(order: OrderWish): Promise<OrderReceipt> {
    return asked(() => this.#orders.place(order));
  }

  /** The size by the profile's risk, the balance and the stop, or of a given quantity; sends no order. @throws as `placeOrder`. */
  calculatePositionSize(order: OrderWish): Promise<SizeEstimate> {
    return asked(() => this.#orders.estimate(order));
  }

  /**
   * Closes a position at market, all of it or a `quantity`.
   * @throws TradingError `position-not-found`; InvalidInput; OrderError.
   */
  closePosition(wish: {
    symbol: string;
    side?: string | undefined;
    quantity?: DecimalInput | undefined;
  }): Promise<readonly OrderReceipt[]> {
    return asked(() => {
      refuseUnknown('closePosition', wish, ['symbol', 'side', 'quantity']);
      const side = wish.side === undefined ? undefined : heldSideOf(wish.side);
      const quantity = wish.quantity === undefined ? undefined : decimalOf('quantity', wish.quantity);
      return this.#orders.close(symbolOf(wish.symbol), side, quantity);
    });
  }

  /** @throws OrderError. */
  cancelOrder(symbol: string, clientOid: string): Promise<void> {
    return asked(() => this.#orders.cancel(symbolOf(symbol), clientOid));
  }

  /** Undefined where the exchange does not know the order. */
  getOrder(symbol: string, clientOid: string): Promise<OrderRow | undefined> {
    return asked(() => this.#orders.order(symbolOf(symbol), clientOid));
  }

  getOpenOrders(): Promise<readonly OrderRow[]> {
    return this.#orders.openOrders();
  }

  /** Of this contract, for its next entries too. Without a side: of both. */
  async setLeverage(wish: {
    symbol: string;
    leverage: number | string;
    side?: string | undefined;
  }): Promise<{ readonly symbol: string; readonly leverage: number }> {
    refuseUnknown('setLeverage', wish, ['symbol', 'leverage', 'side']);
    const [symbol, leverage] = [symbolOf(wish.symbol), leverageOf(wish.leverage)];
    const side = wish.side === undefined ? undefined : positionSideOf(wish.side, 'open');
    const { leverageMin, leverageMax } = await this.account.instrument(symbol);
    const limit = Math.min(leverageMax, this.settings.limits.leverageMax);
    if (leverage < leverageMin || leverage > limit) {
      throw new InvalidInput('leverage', leverage, `${leverageMin} to ${limit} for ${symbol}`);
    }
    const { venue, family } = await this.account.opened();
    const { positionMode } = await venue.account();
    const { marginMode } = this.account.chosen(symbol);
    const positionSides = side === undefined ? (['long', 'short'] as const) : ([side] as const);
    const terms = { symbol, leverage, marginMode, positionMode, positionSides };
    await setContractLeverage({ rest: this.client.rest, family }, terms);
    this.account.choose(symbol, { leverage });
    return { symbol, leverage };
  }

  /** Of this contract's next entries; refused by the exchange while a Classic account has a position or order in it. */
  async setMarginMode(wish: { symbol: string; marginMode: string }): Promise<void> {
    refuseUnknown('setMarginMode', wish, ['symbol', 'marginMode']);
    const [symbol, marginMode] = [symbolOf(wish.symbol), marginModeOf(wish.marginMode)];
    await this.account.instrument(symbol);
    await this.account.prepare(symbol, marginMode);
    this.account.choose(symbol, { marginMode });
  }
}
