/**
 * A Unified (V3) account at Bitget, for USDT-M, as the engine's venue.
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
} from '../../../domain/index.ts';
import { formatPrice, formatSize } from '../../../domain/index.ts';
import type { Approved } from '../../../kernel/index.ts';
import type { LeverageWish, Sent, Venue, VenueListener } from '../../../ports/index.ts';
import { AccountStream } from '../../client/account-stream.ts';
import { orAbsent, unlessUnchanged } from '../../client/benign-refusals.ts';
import type { InstrumentBook } from '../../client/instrument-book.ts';
import { KnownOrders } from '../../client/known-orders.ts';
import { sendLeverage } from '../../client/leverage.ts';
import { readable } from '../../client/readable.ts';
import type { BitgetRest } from '../../client/rest.ts';
import { orderIdOf, send } from '../../client/sent.ts';
import type { BitgetVenueOptions } from '../../client/venue-options.ts';
import { decodePositionMode, encodePositionMode } from '../../mapper/index.ts';
import type { RequestOf } from '../../protocol/index.ts';
import {
  CATEGORY,
  decodeUnifiedAccount,
  decodeUnifiedOrder,
  encodeLeg,
  encodeStrategy,
  encodeUnifiedOrder,
  strategyIdOf,
} from '../mapper/index.ts';
import { endpoints, type TopicArg, UNIFIED } from '../protocol/index.ts';
import { UnifiedLeverage } from './leverage.ts';
import { Lists } from './lists.ts';
import { DEFAULT_ORDER_PATH, OrderSender } from './order-sender.ts';
import { decodeUnifiedPush, PRIVATE_TOPICS } from './private-stream.ts';
import { StrategyList } from './strategy-list.ts';

export class UnifiedVenue implements Venue {
  readonly #rest: BitgetRest;
  readonly #instruments: InstrumentBook;
  readonly #orders = new KnownOrders();
  readonly #triggers: StrategyList;
  readonly #lists: Lists;
  readonly #leverage: UnifiedLeverage;
  readonly #stream: AccountStream<TopicArg>;
  readonly #sender: OrderSender;
  readonly #random: () => number;
  #positionMode: PositionMode | undefined;

  constructor(options: BitgetVenueOptions) {
    const { rest, instruments, orderPath = DEFAULT_ORDER_PATH } = options;
    this.#rest = rest;
    this.#random = options.random;
    this.#instruments = instruments;
    this.#leverage = new UnifiedLeverage(rest);
    this.#triggers = new StrategyList(rest, instruments);
    this.#lists = new Lists({ rest, instruments, orders: this.#orders });
    const readers = { instruments, orders: this.#orders, triggers: this.#triggers };
    this.#stream = new AccountStream({
      ...options,
      dialect: UNIFIED,
      args: PRIVATE_TOPICS,
      clock: rest.serverClock,
      decode: (push, listener) => decodeUnifiedPush(push, readers, listener),
      onGap: () => this.#leverage.forget(),
    });
    this.#sender = new OrderSender({ rest, path: orderPath, stream: this.#stream });
  }

  instruments(symbols: readonly string[]): Promise<readonly Instrument[]> {
    return this.#instruments.load(symbols);
  }

  /** The margin mode is no setting of a Unified account: it rides on every order and leverage. */
  async prepare({ positionMode }: { positionMode: PositionMode; marginMode: MarginMode }): Promise<void> {
    const { holdMode } = await this.#rest.call(endpoints.settings, {});
    if (decodePositionMode(holdMode) !== positionMode) {
      const request = { holdMode: encodePositionMode(positionMode) } as const;
      await unlessUnchanged(this.#rest.call(endpoints.setHoldMode, request));
    }
    this.#positionMode = positionMode;
  }

  submit(order: Approved<OrderRequest>): Promise<Sent> {
    return send({
      prepare: async () => {
        const positionMode = await this.#mode();
        if (order.intent === 'open') await this.#leverage.ensure(order, positionMode);
        const request = encodeUnifiedOrder(await this.#instruments.stepsOf(order.symbol), order, positionMode);
        this.#orders.noteRequest(order);
        return request;
      },
      call: (request) => this.#sender.place(request),
      idOf: orderIdOf,
    });
  }

  amend({ clientOid, symbol, price, size }: Approved<OrderRequest>): Promise<Sent> {
    return send({
      prepare: async () => {
        const instrument = await this.#instruments.stepsOf(symbol);
        return {
          clientOid,
          symbol,
          category: CATEGORY,
          qty: formatSize(instrument, size),
          ...(price !== undefined && { price: formatPrice(instrument, price) }),
          // A change that fails leaves the order as it was.
          autoCancel: 'no',
        } as const;
      },
      call: (request) => this.#sender.amend(request),
      idOf: orderIdOf,
    });
  }

  cancel(_symbol: string, clientOid: string): Promise<Sent> {
    return send({
      prepare: () => ({ clientOid, category: CATEGORY }) as const,
      call: (request) => this.#sender.cancel(request),
      idOf: orderIdOf,
    });
  }

  placeTrigger(trigger: TriggerRequest): Promise<Sent> {
    return send({
      prepare: async () => encodeStrategy(await this.#instruments.stepsOf(trigger.symbol), trigger, await this.#mode()),
      call: (request) => this.#rest.call(endpoints.placeStrategyOrder, request),
      idOf: ({ orderId }) => {
        if (orderId) this.#triggers.note({ ...trigger, triggerId: orderId });
        return orderId ?? '';
      },
    });
  }

  /** The other leg of the same strategy order is sent along as it stands. */
  moveTrigger(symbol: string, triggerId: string, to: { triggerPrice: Ticks; size: Lots | undefined }): Promise<Sent> {
    return send({
      prepare: async () => {
        const instrument = await this.#instruments.stepsOf(symbol);
        const legs = await this.#triggers.legsOf(triggerId);
        const request: RequestOf<typeof endpoints.modifyStrategyOrder> = {
          orderId: strategyIdOf(triggerId),
          ...(to.size && { qty: formatSize(instrument, to.size) }),
        };
        for (const leg of legs) {
          const isMoved = leg.triggerId === triggerId;
          Object.assign(request, encodeLeg(instrument, isMoved ? { ...leg, triggerPrice: to.triggerPrice } : leg));
        }
        return request;
      },
      call: (request) => this.#rest.call(endpoints.modifyStrategyOrder, request),
      idOf: () => triggerId,
    });
  }

  /** Cancels the strategy order: where it has two legs, both. */
  cancelTrigger(_symbol: string, triggerId: string): Promise<Sent> {
    return send({
      prepare: () => ({ orderId: strategyIdOf(triggerId) }),
      call: (request) => this.#rest.call(endpoints.cancelStrategyOrder, request),
      idOf: () => triggerId,
    });
  }

  setLeverage(wish: LeverageWish): Promise<Sent> {
    return sendLeverage(this.#leverage, wish, () => this.#mode());
  }

  order(symbol: string, clientOid: string): Promise<OrderReport | 'absent'> {
    return orAbsent(async () => {
      const row = await this.#rest.call(endpoints.orderInfo, { clientOid });
      const instrument = await this.#instruments.stepsOf(symbol);
      return readable('order', async () => this.#orders.noteReport(decodeUnifiedOrder(instrument, row)));
    });
  }

  trigger(_symbol: string, clientOid: string): Promise<TriggerReport | 'absent'> {
    return readable('trigger', () => this.#triggers.find(clientOid));
  }

  async account(): Promise<AccountReport> {
    const [assets, settings] = await Promise.all([
      this.#rest.call(endpoints.assets, {}),
      this.#rest.call(endpoints.settings, {}),
    ]);
    const report = await readable('account', async () => decodeUnifiedAccount(assets, settings));
    this.#positionMode = report.positionMode;
    return report;
  }

  positions(): Promise<readonly PositionReport[]> {
    return readable('positions', () => this.#lists.positions());
  }

  async openOrders(): Promise<readonly OrderReport[]> {
    const reports = await readable('open orders', () => this.#lists.openOrders());
    return reports.map((report) => this.#orders.noteReport(report));
  }

  openTriggers(): Promise<readonly TriggerReport[]> {
    return readable('open triggers', () => this.#triggers.open());
  }

  fills(since: number): Promise<readonly Fill[]> {
    return readable('fills', () => this.#lists.fills(since));
  }

  bills(since: number): Promise<readonly Bill[]> {
    return readable('bills', () => this.#lists.bills(since));
  }

  async listen(listener: VenueListener, signal: AbortSignal): Promise<void> {
    // Prices and sizes of the stream cannot be read without the contracts' steps.
    await this.#instruments.ready();
    await this.#rest.measureClock();
    await this.#stream.listen(listener, signal);
    void this.#sender.probe(`probe-${Math.floor(this.#random() * 1e9).toString(36)}`);
  }

  settle(): Promise<void> {
    return this.#stream.settle();
  }

  close(): Promise<void> {
    return this.#stream.close();
  }

  async #mode(): Promise<PositionMode> {
    return this.#positionMode ?? (await this.account()).positionMode;
  }
}
