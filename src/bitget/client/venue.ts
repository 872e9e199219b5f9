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
import type { LeverageWish, Sent, Venue, VenueListener } from '../../ports/index.ts';
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
import { type ChannelArg, CLASSIC, endpoints, type ResponseOf } from '../protocol/index.ts';
import type { Credentials } from '../signing/index.ts';
import { AccountStream } from './account-stream.ts';
import { History } from './history.ts';
import type { InstrumentBook } from './instrument-book.ts';
import { KnownOrders } from './known-orders.ts';
import { LeverageKeeper } from './leverage-keeper.ts';
import { decodePrivatePush, PRIVATE_ARGS } from './private-stream.ts';
import { readable } from './readable.ts';
import type { BitgetRest } from './rest.ts';
import { orderIdOf, send } from './sent.ts';
import type { SocketSettings } from './socket-options.ts';
import { TriggerList } from './trigger-list.ts';

/** How orders of a Unified account travel: `auto` takes the private socket where the account may, else REST. */
export type OrderPath = 'rest' | 'socket' | 'auto';

export type BitgetVenueOptions = SocketSettings & {
  /** Stays its owner's to close. */
  readonly rest: BitgetRest;
  readonly instruments: InstrumentBook;
  /** Such as wss://ws.bitget.com/v2/ws/private. */
  readonly socketUrl: string;
  readonly credentials: Credentials;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** Unified accounts only: orders of Classic ones go by REST. Default `auto`. */
  readonly orderPath?: OrderPath;
};

/** The account is asked for by a contract; until one is traded, this one. */
const ANY_SYMBOL = 'BTCUSDT';

export class BitgetVenue implements Venue {
  readonly #rest: BitgetRest;
  readonly #instruments: InstrumentBook;
  readonly #orders = new KnownOrders();
  readonly #triggers: TriggerList;
  readonly #history: History;
  readonly #leverage: LeverageKeeper;
  readonly #stream: AccountStream<ChannelArg>;
  #positionMode: PositionMode | undefined;
  /** The first that is traded: the account is asked for by it. */
  #symbol: string | undefined;

  constructor(options: BitgetVenueOptions) {
    const { rest, instruments } = options;
    this.#rest = rest;
    this.#instruments = instruments;
    this.#leverage = new LeverageKeeper(rest);
    this.#triggers = new TriggerList(rest, instruments);
    this.#history = new History({ rest, instruments, orders: this.#orders });
    const readers = { instruments, orders: this.#orders, triggers: this.#triggers };
    this.#stream = new AccountStream({
      ...options,
      dialect: CLASSIC,
      args: PRIVATE_ARGS,
      clock: rest.serverClock,
      decode: (push, listener) => decodePrivatePush(push, readers, listener),
      onGap: () => this.#leverage.forget(),
    });
  }

  async instruments(symbols: readonly string[]): Promise<readonly Instrument[]> {
    const found = await this.#instruments.load(symbols);
    this.#symbol ??= symbols[0];
    return found;
  }

  async prepare(options: {
    symbols: readonly string[];
    positionMode: PositionMode;
    marginMode: MarginMode;
  }): Promise<void> {
    const { symbols, positionMode, marginMode } = options;
    this.#symbol ??= symbols[0];
    const { posMode } = await this.#accountOf(this.#symbol ?? ANY_SYMBOL);
    if (decodePositionMode(posMode) !== positionMode) {
      const request = { productType: PRODUCT, posMode: encodePositionMode(positionMode) } as const;
      await unlessUnchanged(this.#rest.call(endpoints.setPositionMode, request));
    }
    this.#positionMode = positionMode;
    for (const symbol of symbols) await this.#prepareMargin(symbol, marginMode);
  }

  submit(order: Approved<OrderRequest>): Promise<Sent> {
    return send({
      prepare: async () => {
        const positionMode = await this.#mode();
        if (order.intent === 'open') await this.#leverage.ensure(order, positionMode);
        const request = encodeOrder(await this.#instruments.stepsOf(order.symbol), order, positionMode);
        this.#orders.noteRequest(order);
        return request;
      },
      call: (request) => this.#rest.call(endpoints.placeOrder, request),
      idOf: orderIdOf,
    });
  }

  /** The family's own change cancels the order and makes another, whatever was filled in between: more than was asked for. */
  async amend(): Promise<Sent> {
    const message = 'an order of a Classic account is not changed in place: cancel it, and place it anew';
    return { outcome: 'rejected', code: 'not-in-place', message };
  }

  cancel(symbol: string, clientOid: string): Promise<Sent> {
    return send({
      prepare: () => ({ symbol, productType: PRODUCT, marginCoin: MARGIN_COIN, clientOid }) as const,
      call: (request) => this.#rest.call(endpoints.cancelOrder, request),
      idOf: orderIdOf,
    });
  }

  placeTrigger(trigger: TriggerRequest): Promise<Sent> {
    return send({
      prepare: async () => encodeTrigger(await this.#instruments.stepsOf(trigger.symbol), trigger, await this.#mode()),
      call: (request) => this.#rest.call(endpoints.placeTpslOrder, request),
      idOf: ({ orderId }) => {
        if (orderId) this.#triggers.note({ ...trigger, triggerId: orderId });
        return orderId ?? '';
      },
    });
  }

  moveTrigger(symbol: string, triggerId: string, to: { triggerPrice: Ticks; size: Lots | undefined }): Promise<Sent> {
    return send({
      prepare: async () => {
        const instrument = await this.#instruments.stepsOf(symbol);
        const { triggerBy } = await this.#triggers.terms(symbol, triggerId);
        return {
          symbol,
          productType: PRODUCT,
          marginCoin: MARGIN_COIN,
          orderId: triggerId,
          triggerPrice: formatPrice(instrument, to.triggerPrice),
          triggerType: encodeTriggerType(triggerBy),
          size: to.size === undefined ? '' : formatSize(instrument, to.size),
        } as const;
      },
      call: (request) => this.#rest.call(endpoints.modifyTpslOrder, request),
      idOf: ({ orderId }) => orderId || triggerId,
    });
  }

  cancelTrigger(symbol: string, triggerId: string): Promise<Sent> {
    return send({
      prepare: async () => {
        const { kind, size } = await this.#triggers.terms(symbol, triggerId);
        const planType = planTypeOf(kind, size === undefined);
        const orderIdList = [{ orderId: triggerId }];
        return { symbol, productType: PRODUCT, marginCoin: MARGIN_COIN, planType, orderIdList } as const;
      },
      call: (request) => this.#rest.call(endpoints.cancelPlanOrder, request),
      idOf: (answer) => canceledTrigger(triggerId, answer),
    });
  }

  setLeverage({ symbol, leverage, marginMode }: LeverageWish): Promise<Sent> {
    return send({
      prepare: () => this.#mode(),
      call: async (positionMode) => {
        // Another program may have changed it: what we remember is no reason to leave it as it is.
        this.#leverage.forget();
        for (const positionSide of ['long', 'short'] as const)
          await this.#leverage.ensure({ symbol, positionSide, marginMode, leverage }, positionMode);
        return symbol;
      },
      idOf: (id) => id,
    });
  }

  async order(symbol: string, clientOid: string): Promise<OrderReport | 'absent'> {
    try {
      const row = await this.#rest.call(endpoints.orderDetail, { symbol, productType: PRODUCT, clientOid });
      const instrument = await this.#instruments.stepsOf(symbol);
      return await readable('order', async () => this.#learn(decodeOrder(instrument, row)));
    } catch (error) {
      if (isNotFound(error)) return 'absent';
      throw error;
    }
  }

  trigger(symbol: string, clientOid: string): Promise<TriggerReport | 'absent'> {
    return readable('trigger', () => this.#triggers.find(symbol, clientOid));
  }

  async account(): Promise<AccountReport> {
    const report = await readable('account', async () =>
      decodeAccount(await this.#accountOf(this.#symbol ?? ANY_SYMBOL)),
    );
    this.#positionMode = report.positionMode;
    return report;
  }

  async positions(): Promise<readonly PositionReport[]> {
    const request = { productType: PRODUCT, marginCoin: MARGIN_COIN } as const;
    const rows = await this.#rest.call(endpoints.allPosition, request);
    const read = async (row: (typeof rows)[number]) => decodePosition(await this.#instruments.stepsOf(row.symbol), row);
    return readable('positions', () => Promise.all(rows.filter(isOpen).map(read)));
  }

  async openOrders(): Promise<readonly OrderReport[]> {
    const reports = await readable('open orders', () => this.#history.openOrders());
    return reports.map((report) => this.#learn(report));
  }

  openTriggers(): Promise<readonly TriggerReport[]> {
    return readable('open triggers', () => this.#triggers.open());
  }

  fills(since: number): Promise<readonly Fill[]> {
    return readable('fills', () => this.#history.fills(since));
  }

  bills(since: number): Promise<readonly Bill[]> {
    return readable('bills', () => this.#history.bills(since));
  }

  async listen(listener: VenueListener, signal: AbortSignal): Promise<void> {
    // Prices and sizes of the stream cannot be read without the contracts' steps.
    await this.#instruments.ready();
    await this.#rest.measureClock();
    await this.#stream.listen(listener, signal);
  }

  settle(): Promise<void> {
    return this.#stream.settle();
  }

  close(): Promise<void> {
    return this.#stream.close();
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

/** @throws BitgetError when the answer refuses, or does not name the trigger. */
function canceledTrigger(
  triggerId: string,
  { successList, failureList }: ResponseOf<typeof endpoints.cancelPlanOrder>,
): string {
  const { name } = endpoints.cancelPlanOrder;
  const failure = failureList?.[0];
  if (failure) {
    const { errorCode, errorMsg } = failure;
    throw refusedByBitget(name, { code: errorCode || '43025', msg: errorMsg || 'the trigger was not canceled' });
  }
  if (successList?.some(({ orderId }) => orderId === triggerId)) return triggerId;
  throw lostAnswer(name, 'undocumented-answer', { says: 'the answer does not name the trigger' });
}

/** "It is so already" is what was wanted. */
async function unlessUnchanged(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof BitgetError && error.kind === 'unchanged')) throw error;
  }
}
