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
import {
  decodeOrder,
  decodePosition,
  encodeOrder,
  encodeTrigger,
  encodeTriggerType,
  isOpen,
  MARGIN_COIN,
  PRODUCT,
  planTypeOf,
} from '../mapper/index.ts';
import { type ChannelArg, CLASSIC, endpoints } from '../protocol/index.ts';
import { AccountSettings } from './account-settings.ts';
import { AccountStream } from './account-stream.ts';
import { orAbsent } from './benign-refusals.ts';
import { canceledTrigger } from './canceled-trigger.ts';
import { History } from './history.ts';
import type { InstrumentBook } from './instrument-book.ts';
import { KnownOrders } from './known-orders.ts';
import { sendLeverage } from './leverage.ts';
import { decodePrivatePush, PRIVATE_ARGS } from './private-stream.ts';
import { readable } from './readable.ts';
import type { BitgetRest } from './rest.ts';
import { orderIdOf, send } from './sent.ts';
import { TriggerList } from './trigger-list.ts';
import type { BitgetVenueOptions } from './venue-options.ts';

export class BitgetVenue implements Venue {
  readonly #rest: BitgetRest;
  readonly #instruments: InstrumentBook;
  readonly #orders = new KnownOrders();
  readonly #triggers: TriggerList;
  readonly #history: History;
  readonly #settings: AccountSettings;
  readonly #stream: AccountStream<ChannelArg>;

  constructor(options: BitgetVenueOptions) {
    const { rest, instruments } = options;
    this.#rest = rest;
    this.#instruments = instruments;
    this.#settings = new AccountSettings(rest);
    this.#triggers = new TriggerList(rest, instruments);
    this.#history = new History({ rest, instruments, orders: this.#orders });
    const readers = { instruments, orders: this.#orders, triggers: this.#triggers };
    this.#stream = new AccountStream({
      ...options,
      dialect: CLASSIC,
      args: PRIVATE_ARGS,
      clock: rest.serverClock,
      decode: (push, listener) => decodePrivatePush(push, readers, listener),
      onGap: () => this.#settings.leverage.forget(),
    });
  }

  async instruments(symbols: readonly string[]): Promise<readonly Instrument[]> {
    const found = await this.#instruments.load(symbols);
    this.#settings.noteTraded(symbols);
    return found;
  }

  prepare(wanted: { symbols: readonly string[]; positionMode: PositionMode; marginMode: MarginMode }): Promise<void> {
    return this.#settings.prepare(wanted);
  }

  submit(order: Approved<OrderRequest>): Promise<Sent> {
    return send({
      prepare: async () => {
        const positionMode = await this.#settings.positionMode();
        if (order.intent === 'open') await this.#settings.leverage.ensure(order, positionMode);
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
      prepare: async () => {
        const instrument = await this.#instruments.stepsOf(trigger.symbol);
        return encodeTrigger(instrument, trigger, await this.#settings.positionMode());
      },
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

  setLeverage(wish: LeverageWish): Promise<Sent> {
    return sendLeverage(this.#settings.leverage, wish, () => this.#settings.positionMode());
  }

  order(symbol: string, clientOid: string): Promise<OrderReport | 'absent'> {
    return orAbsent(async () => {
      const row = await this.#rest.call(endpoints.orderDetail, { symbol, productType: PRODUCT, clientOid });
      const instrument = await this.#instruments.stepsOf(symbol);
      return readable('order', async () => this.#orders.noteReport(decodeOrder(instrument, row)));
    });
  }

  trigger(symbol: string, clientOid: string): Promise<TriggerReport | 'absent'> {
    return readable('trigger', () => this.#triggers.find(symbol, clientOid));
  }

  account(): Promise<AccountReport> {
    return this.#settings.account();
  }

  async positions(): Promise<readonly PositionReport[]> {
    const request = { productType: PRODUCT, marginCoin: MARGIN_COIN } as const;
    const rows = await this.#rest.call(endpoints.allPosition, request);
    const read = async (row: (typeof rows)[number]) => decodePosition(await this.#instruments.stepsOf(row.symbol), row);
    return readable('positions', () => Promise.all(rows.filter(isOpen).map(read)));
  }

  async openOrders(): Promise<readonly OrderReport[]> {
    const reports = await readable('open orders', () => this.#history.openOrders());
    return reports.map((report) => this.#orders.noteReport(report));
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
}
