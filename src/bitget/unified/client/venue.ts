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
import { formatSize } from '../../../domain/index.ts';
import type { Approved } from '../../../kernel/index.ts';
import type { Sent, Venue, VenueListener } from '../../../ports/index.ts';
import type { InstrumentBook } from '../../client/instrument-book.ts';
import { KnownOrders } from '../../client/known-orders.ts';
import type { BitgetRest } from '../../client/rest.ts';
import { notSentOf, sentOf } from '../../client/sent.ts';
import { type BitgetSocket, createSocket } from '../../client/socket.ts';
import type { BitgetVenueOptions } from '../../client/venue.ts';
import { BitgetError, isNotFound } from '../../errors/index.ts';
import { decodePositionMode, encodePositionMode } from '../../mapper/index.ts';
import type { Endpoint, RequestOf, ResponseOf } from '../../protocol/index.ts';
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
import { decodeUnifiedPush, PRIVATE_TOPICS } from './private-stream.ts';
import { StrategyList } from './strategy-list.ts';

export class UnifiedVenue implements Venue {
  readonly #options: BitgetVenueOptions;
  readonly #rest: BitgetRest;
  readonly #instruments: InstrumentBook;
  readonly #orders = new KnownOrders();
  readonly #triggers: StrategyList;
  readonly #lists: Lists;
  readonly #leverage: UnifiedLeverage;
  #positionMode: PositionMode | undefined;
  #socket: BitgetSocket<TopicArg> | undefined;

  constructor(options: BitgetVenueOptions) {
    this.#options = options;
    this.#rest = options.rest;
    this.#instruments = options.instruments;
    this.#leverage = new UnifiedLeverage(options.rest);
    this.#triggers = new StrategyList(options.rest, options.instruments);
    this.#lists = new Lists({ rest: options.rest, instruments: options.instruments, orders: this.#orders });
  }

  instruments(symbols: readonly string[]): Promise<readonly Instrument[]> {
    return this.#instruments.load(symbols);
  }

  /** The margin mode is no setting of a Unified account: it rides on every order and leverage. */
  async prepare({ positionMode }: { positionMode: PositionMode; marginMode: MarginMode }): Promise<void> {
    const { holdMode } = await this.#rest.call(endpoints.settings, {});
    if (decodePositionMode(holdMode) !== positionMode) {
      await this.#setHoldMode(positionMode);
    }
    this.#positionMode = positionMode;
  }

  async submit(order: Approved<OrderRequest>): Promise<Sent> {
    let request: RequestOf<typeof endpoints.placeOrder>;
    try {
      const positionMode = await this.#mode();
      if (order.intent === 'open') await this.#leverage.ensure(order, positionMode);
      request = encodeUnifiedOrder(await this.#instruments.stepsOf(order.symbol), order, positionMode);
    } catch (error) {
      return notSentOf(error);
    }
    this.#orders.noteRequest(order);
    return this.#send(endpoints.placeOrder, request, ({ orderId }) => orderId ?? '');
  }

  cancel(_symbol: string, clientOid: string): Promise<Sent> {
    return this.#send(endpoints.cancelOrder, { clientOid, category: CATEGORY }, ({ orderId }) => orderId ?? '');
  }

  async placeTrigger(trigger: TriggerRequest): Promise<Sent> {
    let request: RequestOf<typeof endpoints.placeStrategyOrder>;
    try {
      request = encodeStrategy(await this.#instruments.stepsOf(trigger.symbol), trigger, await this.#mode());
    } catch (error) {
      return notSentOf(error);
    }
    return this.#send(endpoints.placeStrategyOrder, request, ({ orderId }) => {
      if (orderId) this.#triggers.note({ ...trigger, triggerId: orderId });
      return orderId ?? '';
    });
  }

  /** The other leg of the same strategy order is sent along as it stands. */
  async moveTrigger(
    symbol: string,
    triggerId: string,
    to: { triggerPrice: Ticks; size: Lots | undefined },
  ): Promise<Sent> {
    let request: RequestOf<typeof endpoints.modifyStrategyOrder>;
    try {
      const instrument = await this.#instruments.stepsOf(symbol);
      const legs = await this.#triggers.legsOf(triggerId);
      request = { orderId: strategyIdOf(triggerId), ...(to.size && { qty: formatSize(instrument, to.size) }) };
      for (const leg of legs) {
        const isMoved = leg.triggerId === triggerId;
        Object.assign(request, encodeLeg(instrument, isMoved ? { ...leg, triggerPrice: to.triggerPrice } : leg));
      }
    } catch (error) {
      return notSentOf(error);
    }
    return this.#send(endpoints.modifyStrategyOrder, request, () => triggerId);
  }

  /** Cancels the strategy order: where it has two legs, both. */
  cancelTrigger(_symbol: string, triggerId: string): Promise<Sent> {
    return this.#send(endpoints.cancelStrategyOrder, { orderId: strategyIdOf(triggerId) }, () => triggerId);
  }

  async order(symbol: string, clientOid: string): Promise<OrderReport | 'absent'> {
    try {
      const row = await this.#rest.call(endpoints.orderInfo, { clientOid });
      return this.#learn(decodeUnifiedOrder(await this.#instruments.stepsOf(symbol), row));
    } catch (error) {
      if (isNotFound(error)) return 'absent';
      throw error;
    }
  }

  trigger(_symbol: string, clientOid: string): Promise<TriggerReport | 'absent'> {
    return this.#triggers.find(clientOid);
  }

  async account(): Promise<AccountReport> {
    const [assets, settings] = await Promise.all([
      this.#rest.call(endpoints.assets, {}),
      this.#rest.call(endpoints.settings, {}),
    ]);
    const report = decodeUnifiedAccount(assets, settings);
    this.#positionMode = report.positionMode;
    return report;
  }

  positions(): Promise<readonly PositionReport[]> {
    return this.#lists.positions();
  }

  async openOrders(): Promise<readonly OrderReport[]> {
    return (await this.#lists.openOrders()).map((report) => this.#learn(report));
  }

  openTriggers(): Promise<readonly TriggerReport[]> {
    return this.#triggers.open();
  }

  fills(since: number): Promise<readonly Fill[]> {
    return this.#lists.fills(since);
  }

  bills(since: number): Promise<readonly Bill[]> {
    return this.#lists.bills(since);
  }

  async listen(listener: VenueListener, signal: AbortSignal): Promise<void> {
    // Prices and sizes of the stream cannot be read without the contracts' steps.
    await this.#instruments.ready();
    const { socketUrl, credentials, random, timeoutMs, messagesPerSecond } = this.#options;
    const readers = { instruments: this.#instruments, orders: this.#orders, triggers: this.#triggers };
    this.#socket = createSocket({
      dialect: UNIFIED,
      url: socketUrl,
      credentials,
      clock: this.#rest.serverClock,
      random,
      onPush: (push) => decodeUnifiedPush(push, readers, listener),
      onGap: (reason) => {
        this.#leverage.forget();
        listener.onGap(reason);
      },
      ...(timeoutMs !== undefined && { timeoutMs }),
      ...(messagesPerSecond !== undefined && { messagesPerSecond }),
    });
    await this.#rest.measureClock();
    await this.#socket.connect(signal);
    await this.#socket.subscribe(PRIVATE_TOPICS);
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

  async #setHoldMode(positionMode: PositionMode): Promise<void> {
    try {
      await this.#rest.call(endpoints.setHoldMode, { holdMode: encodePositionMode(positionMode) });
    } catch (error) {
      if (!(error instanceof BitgetError && error.kind === 'unchanged')) throw error;
    }
  }

  async #mode(): Promise<PositionMode> {
    return this.#positionMode ?? (await this.account()).positionMode;
  }

  #learn(report: OrderReport): OrderReport {
    this.#orders.noteReport(report);
    return report;
  }
}
