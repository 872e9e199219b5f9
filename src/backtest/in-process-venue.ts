/**
 * The embedded exchange as the backtest's venue: effects in, events out, no wire and no waiting.
 * Invariant: says the same words in the same order as the exchange says over its wire (held by the parity test).
 */
import {
  type Bill,
  type Event,
  type OrderReport,
  type TriggerReport,
  unreachable,
  type VenueState,
} from '../domain/index.ts';
import type { Effect, EffectOf, KernelState } from '../kernel/index.ts';
import type { CommandAnswer, CoreOutput, MarketUpdate, PaperExchange } from '../paper-exchange/core/index.ts';

/** What an effect leads to besides events. */
export type Outcome = { readonly events: readonly Event[]; readonly isReconcileWanted: boolean };

const NOTHING: Outcome = { events: [], isReconcileWanted: false };

export class InProcessVenue {
  readonly #exchange: PaperExchange;
  readonly #account: string;
  readonly #state: () => Readonly<KernelState>;

  constructor(exchange: PaperExchange, account: string, state: () => Readonly<KernelState>) {
    this.#exchange = exchange;
    this.#account = account;
    this.#state = state;
  }

  /** Private words that follow from a move of the market. */
  apply(update: MarketUpdate): readonly Event[] {
    return this.#words(this.#exchange.apply(update));
  }

  carryOut(effect: Effect, at: number): Outcome {
    switch (effect.type) {
      case 'submit-order':
        return { events: this.#submit(effect, at), isReconcileWanted: false };
      case 'place-trigger':
        return { events: this.#placeTrigger(effect, at), isReconcileWanted: false };
      case 'amend-order': {
        const { symbol, clientOid, price, size } = effect.order;
        const { result, outputs } = this.#exchange.amend(this.#account, { symbol, clientOid, price, size }, at);
        const sent: Event = { type: 'amend-sent', at, clientOid };
        if (result.ok) return { events: [...this.#words(outputs), sent], isReconcileWanted: false };
        const details = { ...result.details, clientOid };
        const failed: Event = { type: 'request-failed', at, request: effect.type, symbol, code: result.code, details };
        return { events: [failed], isReconcileWanted: false };
      }
      case 'cancel-order': {
        const { symbol, clientOid } = effect;
        return this.#answered(effect, this.#exchange.cancel(this.#account, { symbol, clientOid }, at), at);
      }
      case 'move-trigger': {
        const { symbol, triggerId: id, triggerPrice, size } = effect;
        return this.#answered(
          effect,
          this.#exchange.moveTrigger(this.#account, { symbol, id, triggerPrice, size }, at),
          at,
        );
      }
      case 'cancel-trigger': {
        const { symbol, triggerId: id } = effect;
        return this.#answered(effect, this.#exchange.cancelTrigger(this.#account, { symbol, id }, at), at);
      }
      case 'set-leverage': {
        const { symbol, leverage } = effect;
        const answer = this.#exchange.setLeverage(this.#account, { symbol, leverage }, at);
        const set: Event = { type: 'leverage-set', at, symbol, leverage };
        const { events, isReconcileWanted } = this.#answered(effect, answer, at);
        return { events: answer.result.ok ? [...events, set] : events, isReconcileWanted };
      }
      case 'ask-bills':
        return { events: this.#bills().map((bill) => ({ type: 'bill', at, bill })), isReconcileWanted: false };
      case 'reconcile':
        return { events: [], isReconcileWanted: true };
      case 'ask-order':
      case 'ask-trigger':
      case 'set-alarm':
      case 'clear-alarm':
      case 'follow-symbol':
      case 'unfollow-symbol':
      case 'reply':
      case 'notice':
        return NOTHING;
      default:
        return unreachable(effect);
    }
  }

  /** The whole truth of this moment. */
  state(): VenueState {
    const { fillsSince } = this.#state().portfolio.ledger.questions();
    return {
      isConsistent: true,
      account: this.#exchange.account(this.#account),
      positions: this.#exchange.positions(this.#account),
      orders: this.#orders(),
      absent: [],
      triggers: this.#triggers(),
      fills: this.#exchange.fills(this.#account, fillsSince),
      bills: this.#bills(),
    };
  }

  #submit({ order }: EffectOf<'submit-order'>, at: number): Event[] {
    const { symbol, leverage, clientOid, intent } = order;
    const outputs: CoreOutput[] = [];
    if (intent === 'open' && this.#exchange.setting(this.#account, symbol).leverage !== leverage) {
      const set = this.#exchange.setLeverage(this.#account, { symbol, leverage }, at);
      if (!set.result.ok) return [rejected(clientOid, set, at)];
      outputs.push(...set.outputs);
    }
    const placed = this.#exchange.place(this.#account, order, at);
    if (!placed.result.ok) return [rejected(clientOid, placed, at)];
    return [...this.#words([...outputs, ...placed.outputs])];
  }

  #placeTrigger({ trigger }: EffectOf<'place-trigger'>, at: number): Event[] {
    const placed = this.#exchange.placeTrigger(this.#account, trigger, at);
    if (placed.result.ok) return [...this.#words(placed.outputs)];
    const { code, details } = placed.result;
    return [{ type: 'trigger-rejected', at, clientOid: trigger.clientOid, code, message: JSON.stringify(details) }];
  }

  #answered(
    effect: EffectOf<'cancel-order' | 'move-trigger' | 'cancel-trigger' | 'set-leverage'>,
    answer: CommandAnswer,
    at: number,
  ): Outcome {
    if (answer.result.ok) return { events: this.#words(answer.outputs), isReconcileWanted: false };
    const { code, details } = answer.result;
    const failed: Event = { type: 'request-failed', at, request: effect.type, symbol: effect.symbol, code, details };
    return { events: [failed], isReconcileWanted: false };
  }

  /** Bills come only when asked for: the wire has no push for them either. */
  #words(outputs: readonly CoreOutput[]): readonly Event[] {
    if (outputs.length === 0) return NOTHING.events;
    const events: Event[] = [];
    for (const output of outputs) {
      if (output.account === this.#account && 'event' in output && output.event.type !== 'bill')
        events.push(output.event);
    }
    return events;
  }

  #bills(): readonly Bill[] {
    return this.#exchange.bills(this.#account, this.#state().portfolio.ledger.questions().billsSince);
  }

  #orders(): readonly OrderReport[] {
    const open = this.#exchange.openOrders(this.#account);
    const known = new Set(open.map((report) => report.clientOid));
    const finished = [...this.#state().orders.open()].flatMap(({ request: { symbol, clientOid } }) => {
      const report = known.has(clientOid) ? undefined : this.#exchange.order(this.#account, { symbol, clientOid });
      return report ? [report] : [];
    });
    return [...open, ...finished];
  }

  #triggers(): readonly TriggerReport[] {
    return this.#exchange.openTriggers(this.#account);
  }
}

function rejected(clientOid: string, { result }: CommandAnswer, at: number): Event {
  const { code, details } = result as Extract<CommandAnswer['result'], { ok: false }>;
  return { type: 'order-rejected', at, clientOid, code, message: JSON.stringify(details) };
}
