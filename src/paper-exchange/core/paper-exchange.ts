/**
 * The embedded exchange: market updates and account commands in, what happened out. The only door to the core.
 * Invariant: deterministic; the same options, updates and commands give the same outputs and the same `stateHash`.
 */
import type {
  AccountReport,
  Bill,
  Fill,
  Instrument,
  Money,
  OrderReport,
  PositionReport,
  TriggerReport,
  TriggerRequest,
} from '../../domain/index.ts';
import { RunningHash } from '../../domain/index.ts';
import { applyUpdate } from './apply-update.ts';
import { totalCash } from './ledger.ts';
import { accountDetail, accountReport } from './margin.ts';
import type { MarketUpdate } from './market-update.ts';
import { cancelAllOrders, cancelOrderCommand, modifyOrder, placeOrder } from './order-commands.ts';
import { detailOf, findOrder, reportOf } from './order-store.ts';
import { bookView, positionDetail, positionReport, since, tickerOf } from './queries.ts';
import { setLeverage, setMarginMode, setPositionMode } from './setting-commands.ts';
import { restoreCore, saveCore } from './snapshot.ts';
import { type Account, accountOf, type Core, createCore, listedMarket, settingOf } from './state.ts';
import { cancelTriggerCommand, moveTrigger, placeTrigger } from './trigger-commands.ts';
import { findTrigger, triggerDetail, triggerReport } from './trigger-store.ts';
import type {
  AccountDetail,
  BookView,
  CommandAnswer,
  CommandResult,
  CoreOutput,
  ExchangeOptions,
  ExchangeSnapshot,
  LeverageRequest,
  MarginModeRequest,
  ModifyRequest,
  MoveTriggerRequest,
  OrderDetail,
  OrderPlacement,
  Pools,
  PositionDetail,
  PositionModeRequest,
  Reference,
  SymbolSetting,
  Ticker,
  TriggerDetail,
} from './types.ts';

/** Every method that takes an account throws InvalidInput when there is no such account. Times are epoch ms and never go back. */
export class PaperExchange {
  readonly #core: Core;

  constructor(options: ExchangeOptions) {
    this.#core = createCore(options);
  }

  /** An exchange that goes on where `snapshot` was taken. @throws InvalidInput when the snapshot is of another version. */
  static restore(options: ExchangeOptions, snapshot: ExchangeSnapshot): PaperExchange {
    const exchange = new PaperExchange(options);
    restoreCore(exchange.#core, snapshot);
    return exchange;
  }

  /** @throws InvalidInput when the symbol of the update is not listed. */
  apply(update: MarketUpdate): readonly CoreOutput[] {
    applyUpdate(this.#core, update);
    return this.#core.outbox.take();
  }

  place(account: string, request: OrderPlacement, at: number): CommandAnswer {
    return this.#answer(account, at, (core, owner) => placeOrder(core, owner, request));
  }

  cancel(account: string, request: Reference, at: number): CommandAnswer {
    return this.#answer(account, at, (core, owner) => cancelOrderCommand(core, owner, request));
  }

  /** Cancels all open orders, of one symbol or of all; the accepted id is the symbol or empty. */
  cancelAll(account: string, request: { readonly symbol?: string | undefined }, at: number): CommandAnswer {
    return this.#answer(account, at, (core, owner) => cancelAllOrders(core, owner, request.symbol));
  }

  modify(account: string, request: ModifyRequest, at: number): CommandAnswer {
    return this.#answer(account, at, (core, owner) => modifyOrder(core, owner, request));
  }

  placeTrigger(account: string, request: TriggerRequest, at: number): CommandAnswer {
    return this.#answer(account, at, (core, owner) => placeTrigger(core, owner, request));
  }

  moveTrigger(account: string, request: MoveTriggerRequest, at: number): CommandAnswer {
    return this.#answer(account, at, (core, owner) => moveTrigger(core, owner, request));
  }

  cancelTrigger(account: string, request: Reference, at: number): CommandAnswer {
    return this.#answer(account, at, (core, owner) => cancelTriggerCommand(core, owner, request));
  }

  setLeverage(account: string, request: LeverageRequest, at: number): CommandAnswer {
    return this.#answer(account, at, (core, owner) => setLeverage(core, owner, request));
  }

  setMarginMode(account: string, request: MarginModeRequest, at: number): CommandAnswer {
    return this.#answer(account, at, (core, owner) => setMarginMode(core, owner, request));
  }

  setPositionMode(account: string, request: PositionModeRequest, at: number): CommandAnswer {
    return this.#answer(account, at, (core, owner) => setPositionMode(core, owner, request));
  }

  #answer(account: string, at: number, command: (core: Core, owner: Account) => CommandResult): CommandAnswer {
    const owner = accountOf(this.#core, account);
    this.#core.now = Math.max(this.#core.now, at);
    const result = command(this.#core, owner);
    return { result, outputs: this.#core.outbox.take() };
  }

  /** Time of the last update or command. */
  get now(): number {
    return this.#core.now;
  }

  get instruments(): readonly Instrument[] {
    return this.#core.options.instruments;
  }

  get accountNames(): readonly string[] {
    return [...this.#core.accounts.keys()];
  }

  account(name: string): AccountReport {
    return accountReport(this.#core, accountOf(this.#core, name));
  }

  accountDetail(name: string): AccountDetail {
    return accountDetail(this.#core, accountOf(this.#core, name));
  }

  /** @throws InvalidInput when the symbol is not listed. */
  setting(account: string, symbol: string): SymbolSetting {
    return settingOf(this.#core, accountOf(this.#core, account), listedMarket(this.#core, symbol).instrument.symbol);
  }

  positions(account: string): readonly PositionReport[] {
    return this.#core.positions
      .of(accountOf(this.#core, account).name)
      .map((position) => positionReport(this.#core, position));
  }

  positionDetails(account: string): readonly PositionDetail[] {
    return this.#core.positions
      .of(accountOf(this.#core, account).name)
      .map((position) => positionDetail(this.#core, position));
  }

  /** Oldest first. */
  openOrders(account: string): readonly OrderReport[] {
    return this.#core.orders.of(accountOf(this.#core, account).name).map(reportOf);
  }

  openOrderDetails(account: string): readonly OrderDetail[] {
    return this.#core.orders.of(accountOf(this.#core, account).name).map(detailOf);
  }

  /** Open, or finished and not yet forgotten. */
  order(account: string, reference: Reference): OrderDetail | undefined {
    const order = findOrder(this.#core, accountOf(this.#core, account), reference);
    return order && detailOf(order);
  }

  /** Finished orders that changed at or after `from`, in the order in which they ended. */
  finishedOrders(account: string, from: number): readonly OrderDetail[] {
    return accountOf(this.#core, account)
      .orders.filter((order) => order.updatedAt >= from)
      .map(detailOf);
  }

  /** Oldest first. */
  openTriggers(account: string): readonly TriggerReport[] {
    return this.#core.triggers.of(accountOf(this.#core, account).name).map(triggerReport);
  }

  openTriggerDetails(account: string): readonly TriggerDetail[] {
    return this.#core.triggers.of(accountOf(this.#core, account).name).map(triggerDetail);
  }

  /** Live, or ended and not yet forgotten. */
  trigger(account: string, reference: Reference): TriggerDetail | undefined {
    const trigger = findTrigger(this.#core, accountOf(this.#core, account), reference);
    return trigger && triggerDetail(trigger);
  }

  /** Ended triggers that changed at or after `from`, in the order in which they ended. */
  finishedTriggers(account: string, from: number): readonly TriggerDetail[] {
    return accountOf(this.#core, account)
      .triggers.filter((trigger) => trigger.updatedAt >= from)
      .map(triggerDetail);
  }

  /** At or after `from`, oldest first. */
  fills(account: string, from: number): readonly Fill[] {
    return since(accountOf(this.#core, account).fills, from);
  }

  /** At or after `from`, oldest first. */
  bills(account: string, from: number): readonly Bill[] {
    return since(accountOf(this.#core, account).bills, from);
  }

  /** @throws InvalidInput when the symbol is not listed. */
  book(symbol: string, depth: number): BookView {
    return bookView(this.#core, listedMarket(this.#core, symbol), depth);
  }

  /** @throws InvalidInput when the symbol is not listed. */
  ticker(symbol: string): Ticker {
    return tickerOf(this.#core, listedMarket(this.#core, symbol));
  }

  get pools(): Pools {
    return { ...this.#core.pools };
  }

  /** Sum of the accounts' and pools' cash: constant to the last digit. */
  get totalCash(): Money {
    return totalCash(this.#core);
  }

  /** Plain JSON; `restore` with the same options gives an exchange that goes on as this one. */
  snapshot(): ExchangeSnapshot {
    return saveCore(this.#core);
  }

  /** 16 hex digits over the whole state. */
  stateHash(): string {
    const hash = new RunningHash();
    hash.update(JSON.stringify(this.snapshot()));
    return hash.digest();
  }
}
