/**
 * Carries out effects and turns every answer into an event.
 * Invariant: an answer that did not come becomes `outcome-unknown`, is asked for by clientOid, and nothing is sent twice.
 */
import { type Event, TradingError, unreachable } from '../domain/index.ts';
import type { Effect, EffectOf, Reply } from '../kernel/index.ts';
import type { Alarms, Sent, Venue } from '../ports/index.ts';
import { Lanes } from './lanes.ts';
import { Questions } from './questions.ts';
import { type Request, sentEvent } from './sent-event.ts';

export type DispatcherOptions = {
  readonly venue: Venue;
  readonly alarms: Alarms;
  readonly push: (event: Event) => void;
  readonly now: () => number;
  readonly sleep: (delayMs: number) => Promise<void>;
  /** One lane for everything makes the order of answers the order of sends. */
  readonly lanes: 'one' | 'per-symbol';
  readonly onReply: (requestId: string, reply: Reply) => void;
  readonly onReconcile: (reason: string) => void;
  /** Takes a symbol in, or leaves it; says what came of it by events. */
  readonly onFollow: (effect: EffectOf<'follow-symbol' | 'unfollow-symbol'>) => void;
  readonly onError: (error: unknown) => void;
  /** From when on bills are missing in our books. */
  readonly billsSince: () => number;
};

export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #lanes: Lanes;
  readonly #questions: Questions;

  constructor(options: DispatcherOptions) {
    this.#options = options;
    this.#lanes = new Lanes(options.onError);
    this.#questions = new Questions(options);
  }

  dispatch(effects: readonly Effect[]): void {
    for (const effect of effects) this.#start(effect);
  }

  /** True when no request is under way and no question is young: one that nobody has answered so far holds nothing up. */
  get isIdle(): boolean {
    return this.#lanes.isIdle;
  }

  /** Requests and questions that are under way or wait, by lane. */
  get depths(): readonly number[] {
    return this.#lanes.depths;
  }

  idle(): Promise<void> {
    return this.#lanes.idle();
  }

  /** Asks no more; requests that are under way go on. */
  close(): void {
    this.#questions.close();
  }

  #start(effect: Effect): void {
    const { alarms, onReply, onReconcile, onFollow } = this.#options;
    switch (effect.type) {
      case 'submit-order':
        return this.#request(effect.order.symbol, effect);
      case 'place-trigger':
        return this.#request(effect.trigger.symbol, effect);
      case 'amend-order':
      case 'cancel-order':
      case 'move-trigger':
      case 'cancel-trigger':
      case 'set-leverage':
        return this.#request(effect.symbol, effect);
      case 'ask-order':
      case 'ask-trigger':
        return this.#lanes.run(`ask:${effect.clientOid}`, () => this.#questions.ask(effect));
      case 'ask-bills':
        return this.#lanes.run(this.#lane('bills'), () => this.#askBills());
      case 'reconcile':
        return onReconcile(effect.reason);
      case 'follow-symbol':
      case 'unfollow-symbol':
        return onFollow(effect);
      case 'set-alarm':
        return alarms.set(effect.name, effect.at);
      case 'clear-alarm':
        return alarms.clear(effect.name);
      case 'reply':
        return onReply(effect.requestId, effect.reply);
      case 'notice':
        return;
      default:
        return unreachable(effect);
    }
  }

  #lane(name: string): string {
    return this.#options.lanes === 'one' ? 'all' : name;
  }

  #request(symbol: string, effect: Request): void {
    const { push, now } = this.#options;
    this.#lanes.run(this.#lane(symbol), async () => {
      const event = sentEvent(effect, await this.#send(effect), now());
      if (event) push(event);
    });
  }

  #send(effect: Request): Promise<Sent> {
    const { venue } = this.#options;
    switch (effect.type) {
      case 'submit-order':
        return venue.submit(effect.order);
      case 'amend-order':
        return venue.amend(effect.order);
      case 'cancel-order':
        return venue.cancel(effect.symbol, effect.clientOid);
      case 'place-trigger':
        return venue.placeTrigger(effect.trigger);
      case 'move-trigger':
        return venue.moveTrigger(effect.symbol, effect.triggerId, effect);
      case 'cancel-trigger':
        return venue.cancelTrigger(effect.symbol, effect.triggerId);
      case 'set-leverage':
        return venue.setLeverage(effect);
      default:
        return unreachable(effect);
    }
  }

  async #askBills(): Promise<void> {
    const { venue, push, now, billsSince, onReconcile } = this.#options;
    try {
      for (const bill of await venue.bills(billsSince())) push({ type: 'bill', at: now(), bill });
    } catch (error) {
      if (!(error instanceof TradingError)) throw error;
      onReconcile('the bills could not be read');
    }
  }
}
