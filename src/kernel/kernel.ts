/**
 * The owner of trading state: one event in, its effects out, synchronously.
 * Invariant: state and effects follow from the events alone; the same journal gives the same hashes.
 */
import { assert, type Event, type EventOf, fromJson, RunningHash, toJson, unreachable } from '../domain/index.ts';
import { dropAmendmentsOf } from './amending.ts';
import { onAmendAlarm, onAmendFailed, onAmendSent } from './amending-in-place.ts';
import { onCommand } from './commanding.ts';
import type { Effect } from './effects.ts';
import { onSymbolListed, onSymbolRefused } from './following.ts';
import { onGuardAlarm } from './guarding.ts';
import { onLeverageFailed, onLeverageSet } from './leverage.ts';
import { BILLS_ALARM, onCandle, onHistory, onMark, onQuote, onTrade } from './market-words.ts';
import type { PositionKey } from './portfolio/index.ts';
import { viewOf } from './position-view.ts';
import { onReconciled } from './reconciling.ts';
import { configure } from './session.ts';
import { createState, restoreState, type SavedState, saveState } from './snapshot.ts';
import { type KernelState, notice, type Turn } from './state.ts';
import { stopStrategy } from './stop-strategy.ts';
import type { StrategyDefinition } from './strategy.ts';
import type { ViewOf } from './strategy-runner.ts';
import { onUniverse } from './universe.ts';
import {
  onAbsent,
  onBill,
  onFillHeard,
  onOrder,
  onOrderRejected,
  onOutcomeUnknown,
  onTrigger,
  onTriggerRejected,
} from './venue-words.ts';

/** The strategy of a name. @throws InvalidInput when there is none. */
export type StrategyLookup = (name: string) => StrategyDefinition;

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
        return onCandle(state, turn, event, this.#viewOf);
      case 'trade':
        return onTrade(state, turn, event, this.#viewOf);
      case 'quote':
        return onQuote(state, turn, event);
      case 'mark':
        return onMark(state, turn, event);
      case 'history':
        return onHistory(state, turn, event);
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
        return onFillHeard(state, turn, event.fill);
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

  #onStrategyFailed({ symbol, strategy, failure }: EventOf<'strategy-failed'>, turn: Turn): void {
    const runner = this.#state.runners.get(symbol)?.find(({ config }) => config.name === strategy);
    if (runner && runner.failure === undefined) stopStrategy(this.#state, turn, { runner, failure });
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
    if (name === BILLS_ALARM) turn.effects.push({ type: 'ask-bills' });
    else if (name === 'reconcile') turn.effects.push({ type: 'reconcile', reason: 'a request failed' });
    else if (name.startsWith('guard:')) {
      const guard = this.#state.guards.get(name.slice('guard:'.length) as PositionKey);
      if (guard) onGuardAlarm(this.#state, turn, guard);
    } else if (name.startsWith('amend:')) onAmendAlarm(this.#state, turn, name.slice('amend:'.length));
    else assert(false, `no alarm is called ${name}`);
  }
}
