/**
 * The owner of trading state: one event in, its effects out, synchronously.
 * Invariant: state and effects follow from the events alone; the same journal gives the same hashes.
 */
import { assert, type Event, type EventOf, fromJson, RunningHash, toJson, unreachable } from '../domain/index.ts';
import { add } from './additions.ts';
import { dropAmendmentsOf } from './amending.ts';
import { onAmendAlarm, onAmendFailed, onAmendSent } from './amending-in-place.ts';
import { onCommand } from './commanding.ts';
import type { Effect } from './effects.ts';
import { cancelEntry, countRefusal, decline, enter } from './entries.ts';
import { onSymbolListed, onSymbolRefused } from './following.ts';
import { closePosition, moveStop, onGuardAlarm } from './guarding.ts';
import { onLeverageFailed, onLeverageSet } from './leverage.ts';
import { MINUTE_MS, type SymbolMarket } from './market/index.ts';
import { type PositionKey, positionKey } from './portfolio/index.ts';
import { viewOf } from './position-view.ts';
import { onReconciled } from './reconciling.ts';
import { configure } from './session.ts';
import { createState, restoreState, type SavedState, saveState } from './snapshot.ts';
import { equityOf, type KernelState, notice, type Turn } from './state.ts';
import { stopStrategy } from './stop-strategy.ts';
import type { Intent, StrategyDefinition } from './strategy.ts';
import type { Decision, StrategyRunner, ViewOf } from './strategy-runner.ts';
import { onUniverse } from './universe.ts';
import {
  onAbsent,
  onBill,
  onFill,
  onOrder,
  onOrderRejected,
  onOutcomeUnknown,
  onTrigger,
  onTriggerRejected,
} from './venue-words.ts';

/** The strategy of a name. @throws InvalidInput when there is none. */
export type StrategyLookup = (name: string) => StrategyDefinition;

/** Funding is booked by the venue at its time and shows in the bills a little later. */
const BILLS_DELAY_MS = 15_000;
/** How long after a failed request the venue is asked for the whole truth. */
const RECONCILE_DELAY_MS = 5_000;

const NOTHING: readonly Effect[] = [];

export class Kernel {
  readonly #lookup: StrategyLookup;
  readonly #turn: Turn = { at: 0, effects: [] };
  readonly #viewOf: ViewOf = ({ symbol, config }, closedAt) =>
    viewOf(this.#state, { symbol, owner: config.name, at: this.#turn.at, closedAt });
  #state: KernelState = createState();
  #hash = new RunningHash();

  constructor(lookup: StrategyLookup) {
    this.#lookup = lookup;
  }

  /** For views. Never written from outside. */
  get state(): Readonly<KernelState> {
    return this.#state;
  }

  /** Fingerprint of every effect so far, in order. */
  get effectHash(): string {
    return this.#hash.digest();
  }

  stateHash(): string {
    const hash = new RunningHash();
    hash.update(this.save());
    return hash.digest();
  }

  step(event: Event): readonly Effect[] {
    const turn = this.#turn;
    turn.at = event.at;
    this.#handle(event, turn);
    if (turn.effects.length === 0) return NOTHING;
    const { effects } = turn;
    turn.effects = [];
    for (const effect of effects) this.#hash.update(toJson(effect));
    return effects;
  }

  /** All state as text; `load` with it goes on as if never interrupted. */
  save(): string {
    return toJson({ effectHash: this.effectHash, state: saveState(this.#state) });
  }

  /** Strategies whose state the last `save` could not take. */
  unsaved(): readonly { readonly symbol: string; readonly strategy: string; readonly failure: string }[] {
    return [...this.#state.runners].flatMap(([symbol, runners]) =>
      runners.flatMap(({ config, failure, saveFailure }) =>
        failure === undefined && saveFailure !== undefined
          ? [{ symbol, strategy: config.name, failure: saveFailure }]
          : [],
      ),
    );
  }

  load(text: string): void {
    const { effectHash, state } = fromJson(text) as { effectHash: string; state: SavedState };
    this.#hash = new RunningHash(effectHash);
    this.#state = restoreState(state, this.#lookup);
  }

  #handle(event: Event, turn: Turn): void {
    const state = this.#state;
    switch (event.type) {
      case 'candle':
        return this.#onCandle(event, turn);
      case 'trade':
        return this.#onTrade(event, turn);
      case 'quote': {
        const market = state.markets.get(event.symbol);
        if (!market) return;
        market.bid = event.bid;
        market.ask = event.ask;
        return this.#seen(market, turn);
      }
      case 'mark': {
        const market = state.markets.get(event.symbol);
        if (!market) return;
        market.mark = event.price;
        market.price = event.price;
        market.fundingRate = event.fundingRate;
        market.nextFundingAt = event.nextFundingAt;
        return this.#seen(market, turn);
      }
      case 'history':
        return this.#onHistory(event, turn);
      case 'universe':
        return onUniverse(state, turn, event, this.#lookup);
      case 'symbol-listed':
        return onSymbolListed(state, turn, event, this.#lookup);
      case 'symbol-refused':
        return onSymbolRefused(state, turn, event);
      case 'strategy-failed':
        return this.#onStrategyFailed(event, turn);
      case 'session':
        return configure(state, turn, event, this.#lookup);
      case 'order':
        return onOrder(state, turn, event.report);
      case 'order-rejected':
        return onOrderRejected(state, turn, event);
      case 'fill':
        return onFill(state, turn, event.fill);
      case 'trigger':
        return onTrigger(state, turn, event.report);
      case 'trigger-rejected':
        return onTriggerRejected(state, turn, event);
      case 'bill':
        return onBill(state, turn, event.bill);
      case 'outcome-unknown':
        return onOutcomeUnknown(state, turn, event);
      case 'absent':
        return onAbsent(state, turn, event.clientOid);
      case 'request-failed':
        return this.#onRequestFailed(event, turn);
      case 'amend-sent':
        return onAmendSent(state, turn, event.clientOid);
      case 'leverage-set':
        return onLeverageSet(state, turn, event);
      case 'reconciled':
        return onReconciled(state, turn, event);
      case 'alarm':
        return this.#onAlarm(event.name, turn);
      case 'command':
        return onCommand(state, turn, event);
      default:
        return unreachable(event);
    }
  }

  #onCandle(event: EventOf<'candle'>, turn: Turn): void {
    const { symbol, candle } = event;
    const market = this.#state.markets.get(symbol);
    if (!market || candle.openAt <= market.candleOpenAt) return;
    if (market.candleOpenAt >= 0 && candle.openAt > market.candleOpenAt + MINUTE_MS) {
      notice(turn, 'warning', 'candle-gap', { symbol, missing: (candle.openAt - market.candleOpenAt) / MINUTE_MS - 1 });
    }
    market.candleOpenAt = candle.openAt;
    market.price = candle.close;
    this.#seen(market, turn);
    if (this.#state.portfolio.openCount > 0) this.#state.portfolio.trackDrawdown(equityOf(this.#state));
    for (const runner of this.#runnersOf(symbol)) this.#act(turn, runner, runner.onCandle(candle, this.#viewOf));
  }

  #onTrade(event: EventOf<'trade'>, turn: Turn): void {
    const { symbol } = event;
    const market = this.#state.markets.get(symbol);
    if (!market) return;
    market.price = event.price;
    this.#seen(market, turn);
    for (const runner of this.#runnersOf(symbol)) this.#act(turn, runner, runner.onTrade(event, this.#viewOf));
  }

  #onHistory(event: EventOf<'history'>, turn: Turn): void {
    const market = this.#state.markets.get(event.symbol);
    if (!market) return;
    const runners = this.#runnersOf(event.symbol);
    // One that begins anew reads what the others have read already.
    const fresh = runners.filter(({ isFresh }) => isFresh);
    for (const candle of event.candles) {
      const isNew = candle.openAt > market.candleOpenAt;
      if (isNew) {
        market.candleOpenAt = candle.openAt;
        market.price = candle.close;
      }
      for (const runner of isNew ? runners : fresh) {
        const failure = runner.observeHistory(candle);
        if (failure !== undefined) stopStrategy(this.#state, turn, { runner, failure });
      }
    }
  }

  #onStrategyFailed({ symbol, strategy, failure }: EventOf<'strategy-failed'>, turn: Turn): void {
    const runner = this.#runnersOf(symbol).find(({ config }) => config.name === strategy);
    if (runner && runner.failure === undefined) stopStrategy(this.#state, turn, { runner, failure });
  }

  /** Notes the time, and asks for the bills some seconds after each funding that hits a position. */
  #seen(market: SymbolMarket, turn: Turn): void {
    market.updatedAt = turn.at;
    const slot = Math.floor(turn.at / (market.instrument.fundingIntervalHours * 60 * MINUTE_MS));
    if (slot === market.fundingSlot) return;
    const isFirst = market.fundingSlot < 0;
    market.fundingSlot = slot;
    if (isFirst || !this.#state.portfolio.has(market.instrument.symbol)) return;
    turn.effects.push({ type: 'set-alarm', name: 'bills', at: turn.at + BILLS_DELAY_MS });
  }

  #onRequestFailed(event: EventOf<'request-failed'>, turn: Turn): void {
    const { request, symbol, code } = event;
    if (request === 'cancel-order') dropAmendmentsOf(this.#state, turn, symbol);
    if (request === 'amend-order') onAmendFailed(this.#state, turn, { ...event.details, code });
    if (request === 'set-leverage') onLeverageFailed(this.#state, turn, event);
    notice(turn, 'warning', 'request-failed', { request, symbol, code, ...event.details });
    turn.effects.push({ type: 'set-alarm', name: 'reconcile', at: turn.at + RECONCILE_DELAY_MS });
  }

  #onAlarm(name: string, turn: Turn): void {
    if (name === 'bills') turn.effects.push({ type: 'ask-bills' });
    else if (name === 'reconcile') turn.effects.push({ type: 'reconcile', reason: 'a request failed' });
    else if (name.startsWith('guard:')) {
      const guard = this.#state.guards.get(name.slice('guard:'.length) as PositionKey);
      if (guard) onGuardAlarm(this.#state, turn, guard);
    } else if (name.startsWith('amend:')) onAmendAlarm(this.#state, turn, name.slice('amend:'.length));
    else assert(false, `no alarm is called ${name}`);
  }

  #runnersOf(symbol: string): readonly StrategyRunner[] {
    return this.#state.runners.get(symbol) ?? [];
  }

  #act(turn: Turn, runner: StrategyRunner, decision: Decision | undefined): void {
    if (!decision) return;
    const { failure } = decision;
    if (failure !== undefined) stopStrategy(this.#state, turn, { runner, failure });
    for (const intent of decision.intents) this.#actOn(turn, { runner, bar: decision.bar, intent });
  }

  #actOn(turn: Turn, wish: { runner: StrategyRunner; bar: Decision['bar']; intent: Intent }): void {
    const { runner, intent } = wish;
    const { symbol } = runner;
    const owner = runner.config.name;
    const isEntry = intent.kind === 'enter' || intent.kind === 'add';
    if (isEntry && this.#state.strategiesOff.has(owner)) return countRefusal(this.#state, 'strategy-off');
    if (intent.kind === 'enter') return enter(this.#state, turn, { symbol, owner, price: wish.bar.close, intent });
    if (intent.kind === 'add') return add(this.#state, turn, { symbol, owner, price: wish.bar.close, intent });
    if (intent.kind === 'decline') return decline(this.#state, turn, { symbol, owner, intent });
    if (intent.kind === 'cancel-entry') return cancelEntry(this.#state, turn, { symbol, owner, reason: intent.reason });
    const position = this.#state.portfolio.position(symbol, intent.positionSide);
    const guard = this.#state.guards.get(positionKey(symbol, intent.positionSide));
    if (!position || guard?.owner !== owner) return;
    if (intent.kind === 'exit') closePosition(this.#state, turn, { position, reason: intent.reason });
    else moveStop(this.#state, turn, guard, intent.stopLoss);
  }
}
