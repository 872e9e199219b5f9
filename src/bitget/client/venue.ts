/**
 * An account at Bitget (Classic, USDT-M) as the engine's venue.
 * Invariant: a send never throws for a lost answer; a query never answers "absent" or "flat" without a definite word.
 */
import type {
  AccountReport,
  Bill,
  Fill,
  Instrument,
  Lots,
  MarginMode,
  OrderReport,
  OrderRequest,
  PositionMode,
  PositionReport,
  Ticks,
  TriggerReport,
  TriggerRequest,
} from '../../domain/index.ts';
import { formatPrice, formatSize } from '../../domain/index.ts';
import type { Approved } from '../../kernel/index.ts';
import type { Sent, Venue, VenueListener } from '../../ports/index.ts';
import { BitgetError, isNotFound, lostAnswer, refusedByBitget } from '../errors/index.ts';
import {
  decodeAccount,
  decodeMarginMode,
  decodeOrder,
  decodePosition,
  decodePositionMode,
  encodeOrder,
  encodePositionMode,
  encodeTrigger,
  encodeTriggerType,
  isOpen,
  MARGIN_COIN,
  PRODUCT,
  planTypeOf,
} from '../mapper/index.ts';
import { type Endpoint, endpoints, type RequestOf, type ResponseOf } from '../protocol/index.ts';
import type { Credentials } from '../signing/index.ts';
import { History } from './history.ts';
import type { InstrumentBook } from './instrument-book.ts';
import { KnownOrders } from './known-orders.ts';
import { LeverageKeeper } from './leverage-keeper.ts';
import { decodePrivatePush, PRIVATE_ARGS } from './private-stream.ts';
import type { BitgetRest } from './rest.ts';
import { notSentOf, sentOf } from './sent.ts';
import { type BitgetSocket, createBitgetSocket } from './socket.ts';
import { TriggerList } from './trigger-list.ts';

export type BitgetVenueOptions = {
  /** Stays its owner's to close. */
  readonly rest: BitgetRest;
  readonly instruments: InstrumentBook;
  /** Such as wss://ws.bitget.com/v2/ws/private. */
  readonly socketUrl: string;
  readonly credentials: Credentials;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly timeoutMs?: number;
  readonly messagesPerSecond?: number;
};

/** The account is asked for by a contract; until one is traded, this one. */
const ANY_SYMBOL = 'BTCUSDT';

export class BitgetVenue implements Venue {
  readonly #options: BitgetVenueOptions;
  readonly #rest: BitgetRest;
  readonly #instruments: InstrumentBook;
  readonly #orders = new KnownOrders();
  readonly #triggers: TriggerList;
  readonly #history: History;
  readonly #leverage: LeverageKeeper;
  #positionMode: PositionMode | undefined;
  #symbol = ANY_SYMBOL;
  #socket: BitgetSocket | undefined;

  constructor(options: BitgetVenueOptions) {
    this.#options = options;
    this.#rest = options.rest;
    this.#instruments = options.instruments;
    this.#leverage = new LeverageKeeper(options.rest);
    this.#triggers = new TriggerList(options.rest, options.instruments);
    this.#history = new History({ rest: options.rest, instruments: options.instruments, orders: this.#orders });
  }

  instruments(symbols: readonly string[]): Promise<readonly Instrument[]> {
    this.#symbol = symbols[0] ?? this.#symbol;
    return this.#instruments.load(symbols);
  }

  async prepare(options: {
    symbols: readonly string[];
    positionMode: PositionMode;
    marginMode: MarginMode;
  }): Promise<void> {
    const { symbols, positionMode, marginMode } = options;
    this.#symbol = symbols[0] ?? this.#symbol;
    const { posMode } = await this.#accountOf(this.#symbol);
    if (decodePositionMode(posMode) !== positionMode) {
      const request = { productType: PRODUCT, posMode: encodePositionMode(positionMode) } as const;
      await unlessUnchanged(this.#rest.call(endpoints.setPositionMode, request));
    }
    this.#positionMode = positionMode;
    for (const symbol of symbols) await this.#prepareMargin(symbol, marginMode);
  }

  async submit(order: Approved<OrderRequest>): Promise<Sent> {
    let request: RequestOf<typeof endpoints.placeOrder>;
    try {
      const positionMode = await this.#mode();
      if (order.intent === 'open') await this.#leverage.ensure(order, positionMode);
      request = encodeOrder(await this.#instruments.stepsOf(order.symbol), order, positionMode);
    } catch (error) {
      return notSentOf(error);
    }
    this.#orders.noteRequest(order);
    return this.#send(endpoints.placeOrder, request, ({ orderId }) => orderId ?? '');
  }

  cancel(symbol: string, clientOid: string): Promise<Sent> {
    const request = { symbol, productType: PRODUCT, marginCoin: MARGIN_COIN, clientOid } as const;
    return this.#send(endpoints.cancelOrder, request, ({ orderId }) => orderId ?? '');
  }

  async placeTrigger(trigger: TriggerRequest): Promise<Sent> {
    let request: RequestOf<typeof endpoints.placeTpslOrder>;
    try {
      request = encodeTrigger(await this.#instruments.stepsOf(trigger.symbol), trigger, await this.#mode());
    } catch (error) {
      return notSentOf(error);
    }
    return this.#send(endpoints.placeTpslOrder, request, ({ orderId }) => {
      if (orderId) this.#triggers.note({ ...trigger, triggerId: orderId });
      return orderId ?? '';
    });
  }

  async moveTrigger(
    symbol: string,
    triggerId: string,
    to: { triggerPrice: Ticks; size: Lots | undefined },
  ): Promise<Sent> {
    let request: RequestOf<typeof endpoints.modifyTpslOrder>;
    try {
      const instrument = await this.#instruments.stepsOf(symbol);
      const { triggerBy } = await this.#triggers.terms(symbol, triggerId);
      request = {
        symbol,
        productType: PRODUCT,
        marginCoin: MARGIN_COIN,
        orderId: triggerId,
        triggerPrice: formatPrice(instrument, to.triggerPrice),
        triggerType: encodeTriggerType(triggerBy),
        size: to.size === undefined ? '' : formatSize(instrument, to.size),
      };
    } catch (error) {
      return notSentOf(error);
    }
    return this.#send(endpoints.modifyTpslOrder, request, ({ orderId }) => orderId || triggerId);
  }

  async cancelTrigger(symbol: string, triggerId: string): Promise<Sent> {
    let request: RequestOf<typeof endpoints.cancelPlanOrder>;
    try {
      const { kind, size } = await this.#triggers.terms(symbol, triggerId);
      const planType = planTypeOf(kind, size === undefined);
      const orderIdList = [{ orderId: triggerId }];
      request = { symbol, productType: PRODUCT, marginCoin: MARGIN_COIN, planType, orderIdList };
    } catch (error) {
      return notSentOf(error);
    }
    return this.#send(endpoints.cancelPlanOrder, request, ({ successList, failureList }) => {
      const failure = failureList?.[0];
      const { name } = endpoints.cancelPlanOrder;
      if (failure) {
        const { errorCode, errorMsg } = failure;
        throw refusedByBitget(name, { code: errorCode || '43025', msg: errorMsg || 'the trigger was not canceled' });
      }
      if (successList?.some(({ orderId }) => orderId === triggerId)) return triggerId;
      throw lostAnswer(name, 'undocumented-answer', { says: 'the answer does not name the trigger' });
    });
  }

  async order(symbol: string, clientOid: string): Promise<OrderReport | 'absent'> {
    try {
      const row = await this.#rest.call(endpoints.orderDetail, { symbol, productType: PRODUCT, clientOid });
      return this.#learn(decodeOrder(await this.#instruments.stepsOf(symbol), row));
    } catch (error) {
      if (isNotFound(error)) return 'absent';
      throw error;
    }
  }

  trigger(symbol: string, clientOid: string): Promise<TriggerReport | 'absent'> {
    return this.#triggers.find(symbol, clientOid);
  }

  async account(): Promise<AccountReport> {
    const report = decodeAccount(await this.#accountOf(this.#symbol));
    this.#positionMode = report.positionMode;
    return report;
  }

  async positions(): Promise<readonly PositionReport[]> {
    const request = { productType: PRODUCT, marginCoin: MARGIN_COIN } as const;
    const rows = await this.#rest.call(endpoints.allPosition, request);
    return Promise.all(
      rows.filter(isOpen).map(async (row) => decodePosition(await this.#instruments.stepsOf(row.symbol), row)),
    );
  }

  async openOrders(): Promise<readonly OrderReport[]> {
    return (await this.#history.openOrders()).map((report) => this.#learn(report));
  }

  openTriggers(): Promise<readonly TriggerReport[]> {
    return this.#triggers.open();
  }

  fills(since: number): Promise<readonly Fill[]> {
    return this.#history.fills(since);
  }

  bills(since: number): Promise<readonly Bill[]> {
    return this.#history.bills(since);
  }

  async listen(listener: VenueListener, signal: AbortSignal): Promise<void> {
    // Prices and sizes of the stream cannot be read without the contracts' steps.
    await this.#instruments.ready();
    const { socketUrl, credentials, random, timeoutMs, messagesPerSecond } = this.#options;
    const readers = { instruments: this.#instruments, orders: this.#orders, triggers: this.#triggers };
    this.#socket = createBitgetSocket({
      url: socketUrl,
      credentials,
      clock: this.#rest.serverClock,
      random,
      onPush: (push) => decodePrivatePush(push, readers, listener),
      onGap: (reason) => {
        this.#leverage.forget();
        listener.onGap(reason);
      },
      ...(timeoutMs !== undefined && { timeoutMs }),
      ...(messagesPerSecond !== undefined && { messagesPerSecond }),
    });
    await this.#rest.measureClock();
    await this.#socket.connect(signal);
    await this.#socket.subscribe(PRIVATE_ARGS);
  }

  async settle(): Promise<void> {
    await this.#socket?.settle();
  }

  async close(): Promise<void> {
    await this.#socket?.close();
  }

  async #send<E extends Endpoint>(
    endpoint: E,
    request: RequestOf<E>,
    idOf: (data: ResponseOf<E>) => string,
  ): Promise<Sent> {
    try {
      return { outcome: 'accepted', id: idOf(await this.#rest.call(endpoint, request)) };
    } catch (error) {
      return sentOf(error);
    }
  }

  async #accountOf(symbol: string): Promise<ResponseOf<typeof endpoints.account>> {
    const data = await this.#rest.call(endpoints.account, { symbol, productType: PRODUCT, marginCoin: MARGIN_COIN });
    this.#leverage.note(symbol, data);
    return data;
  }

  async #prepareMargin(symbol: string, marginMode: MarginMode): Promise<void> {
    const data = await this.#accountOf(symbol);
    if (decodeMarginMode(data.marginMode) === marginMode) return;
    const request = { symbol, productType: PRODUCT, marginCoin: MARGIN_COIN, marginMode } as const;
    await unlessUnchanged(this.#rest.call(endpoints.setMarginMode, request));
    this.#leverage.forget();
  }

  async #mode(): Promise<PositionMode> {
    return this.#positionMode ?? (await this.account()).positionMode;
  }

  #learn(report: OrderReport): OrderReport {
    this.#orders.noteReport(report);
    return report;
  }
}

/** "It is so already" is what was wanted. */
async function unlessUnchanged(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof BitgetError && error.kind === 'unchanged')) throw error;
  }
}
