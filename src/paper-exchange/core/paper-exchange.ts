/**
 * The embedded exchange: market updates and commands in, what happened out. The only door to the core.
 * Invariant: deterministic; the same options, updates and commands give the same outputs and the same `stateHash`.
 */
import { RunningHash } from '../../domain/index.ts';
import { administer } from './admin-commands.ts';
import { applyUpdate } from './apply-update.ts';
import { closePositions, reversePosition } from './closing-commands.ts';
import { ExchangeView } from './exchange-view.ts';
import { adjustMargin, setAutoMargin } from './margin-commands.ts';
import type { MarketUpdate } from './market-update.ts';
import { amendOrder, cancelAllOrders, cancelOrderCommand, modifyOrder, placeOrder } from './order-commands.ts';
import { cancelPlanCommand, modifyPlan, placePlan } from './plan-commands.ts';
import { setAllLeverage, setLeverage, setMarginMode, setPositionMode } from './setting-commands.ts';
import { restoreCore, saveCore } from './snapshot.ts';
import { type Account, accountOf, type Core, createCore } from './state.ts';
import { cancelTriggerCommand, moveTriggers, placeTrigger, placeTriggerPair } from './trigger-commands.ts';
import type {
  AdjustMarginRequest,
  AdminCommand,
  AmendRequest,
  AutoMarginRequest,
  CloseAnswer,
  ClosePositionsRequest,
  CommandAnswer,
  CommandResult,
  CoreOutput,
  ExchangeOptions,
  ExchangeSnapshot,
  LeverageRequest,
  MarginModeRequest,
  ModifyPlanRequest,
  ModifyRequest,
  MoveTriggerRequest,
  OrderPlacement,
  PlanRequest,
  PositionModeRequest,
  Reference,
  ReverseRequest,
  TriggerPairPlacement,
  TriggerPlacement,
} from './types.ts';

/** Every method that takes an account throws InvalidInput when there is no such account. Times are epoch ms and never go back. */
export class PaperExchange extends ExchangeView {
  constructor(options: ExchangeOptions) {
    super(createCore(options));
  }

  /** An exchange that goes on where `snapshot` was taken. @throws InvalidInput when the snapshot is of another version. */
  static restore(options: ExchangeOptions, snapshot: ExchangeSnapshot): PaperExchange {
    const exchange = new PaperExchange(options);
    restoreCore(exchange.core, snapshot);
    return exchange;
  }

  /** @throws InvalidInput when the symbol of the update is not listed. */
  apply(update: MarketUpdate): readonly CoreOutput[] {
    applyUpdate(this.core, update);
    return this.core.outbox.take();
  }

  place(account: string, request: OrderPlacement, at: number): CommandAnswer {
    const result = placeOrder(this.core, this.#at(account, at), request);
    return { result, outputs: this.core.outbox.take() };
  }

  cancel(account: string, request: Reference, at: number): CommandAnswer {
    const result = cancelOrderCommand(this.core, this.#at(account, at), request);
    return { result, outputs: this.core.outbox.take() };
  }

  /** Cancels all open orders, of one symbol or of all; the accepted id is the symbol or empty. */
  cancelAll(account: string, request: { readonly symbol?: string | undefined }, at: number): CommandAnswer {
    return this.#answer(account, at, (core, owner) => cancelAllOrders(core, owner, request.symbol));
  }

  modify(account: string, request: ModifyRequest, at: number): CommandAnswer {
    return this.#answer(account, at, (core, owner) => modifyOrder(core, owner, request));
  }

  placeTrigger(account: string, request: TriggerPlacement, at: number): CommandAnswer {
    return this.#answer(account, at, (core, owner) => placeTrigger(core, owner, request));
  }

  /** A take-profit and a stop-loss, of which one ends the other. The accepted id is that of the take-profit. */
  placeTriggerPair(account: string, request: TriggerPairPlacement, at: number): CommandAnswer {
    return this.#answer(account, at, (core, owner) => placeTriggerPair(core, owner, request));
  }

  moveTrigger(account: string, request: MoveTriggerRequest, at: number): CommandAnswer {
    return this.moveTriggers(account, [request], at);
  }

  /** All of them or none; the accepted id is that of the first. */
  moveTriggers(account: string, requests: readonly MoveTriggerRequest[], at: number): CommandAnswer {
    return this.#answer(account, at, (core, owner) => moveTriggers(core, owner, requests));
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

  amend(account: string, request: AmendRequest, at: number): CommandAnswer {
    return this.#answer(account, at, (core, owner) => amendOrder(core, owner, request));
  }

  /** Closes positions at market, each like an order of its own ("flash close"). */
  closePositions(account: string, request: ClosePositionsRequest, at: number): CloseAnswer {
    const owner = this.#at(account, at);
    const results = closePositions(this.core, owner, request);
    return { results, outputs: this.core.outbox.take() };
  }

  /** The accepted id is that of the opening order. */
  reverse(account: string, request: ReverseRequest, at: number): CommandAnswer {
    return this.#answer(account, at, (core, owner) => reversePosition(core, owner, request));
  }

  placePlan(account: string, request: PlanRequest, at: number): CommandAnswer {
    return this.#answer(account, at, (core, owner) => placePlan(core, owner, request));
  }

  modifyPlan(account: string, request: ModifyPlanRequest, at: number): CommandAnswer {
    return this.#answer(account, at, (core, owner) => modifyPlan(core, owner, request));
  }

  cancelPlan(account: string, request: Reference, at: number): CommandAnswer {
    return this.#answer(account, at, (core, owner) => cancelPlanCommand(core, owner, request));
  }

  adjustMargin(account: string, request: AdjustMarginRequest, at: number): CommandAnswer {
    return this.#answer(account, at, (core, owner) => adjustMargin(core, owner, request));
  }

  setAutoMargin(account: string, request: AutoMarginRequest, at: number): CommandAnswer {
    return this.#answer(account, at, (core, owner) => setAutoMargin(core, owner, request));
  }

  /** Of every symbol, cut to its bounds. A refusal names the symbol that could not carry it; those before it are set. */
  setAllLeverage(account: string, request: { readonly leverage: number }, at: number): CommandAnswer {
    return this.#answer(account, at, (core, owner) => setAllLeverage(core, owner, request.leverage));
  }

  /** What the exchange's own staff does. The accepted id is the symbol or account. */
  administer(command: AdminCommand, at: number): CommandAnswer {
    this.core.now = Math.max(this.core.now, at);
    const result = administer(this.core, command);
    return { result, outputs: this.core.outbox.take() };
  }

  #answer(account: string, at: number, command: (core: Core, owner: Account) => CommandResult): CommandAnswer {
    const owner = this.#at(account, at);
    const result = command(this.core, owner);
    return { result, outputs: this.core.outbox.take() };
  }

  #at(account: string, at: number): Account {
    const owner = accountOf(this.core, account);
    this.core.now = Math.max(this.core.now, at);
    return owner;
  }

  /** Plain JSON; `restore` with the same options gives an exchange that goes on as this one. */
  snapshot(): ExchangeSnapshot {
    return saveCore(this.core);
  }

  /** 16 hex digits over the whole state. */
  stateHash(): string {
    const hash = new RunningHash();
    hash.update(JSON.stringify(this.snapshot()));
    return hash.digest();
  }
}
