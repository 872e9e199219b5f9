/**
 * Carries out effects and turns every answer into an event.
 * Invariant: an answer that did not come becomes `outcome-unknown`, is asked for by clientOid, and nothing is sent twice.
 */
import { type Event, TradingError, unreachable } from '../domain/index.ts';
import type { Effect, EffectOf, Reply } from '../kernel/index.ts';
import type { Alarms, Sent, Venue } from '../ports/index.ts';
import { Lanes } from './lanes.ts';

/** Waits before each of the first questions about an unknown outcome; only the last "absent" is believed. */
const ASK_DELAYS_MS = [500, 2_000, 5_000] as const;
const ASK_AGAIN_MS = 10_000;

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

type Request = Extract<
  Effect,
  {
    type:
      | 'submit-order'
      | 'amend-order'
      | 'cancel-order'
      | 'place-trigger'
      | 'move-trigger'
      | 'cancel-trigger'
      | 'set-leverage';
  }
>;

type Question = EffectOf<'ask-order' | 'ask-trigger'>;

export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #lanes: Lanes;
  #isClosed = false;

  constructor(options: DispatcherOptions) {
    this.#options = options;
    this.#lanes = new Lanes(options.onError);
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

  close(): void {
    this.#isClosed = true;
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
        return this.#lanes.run(`ask:${effect.clientOid}`, () => this.#ask(effect));
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
    this.#lanes.run(this.#lane(symbol), async () => this.#onSent(effect, await this.#send(effect)));
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

  #onSent(effect: Request, sent: Sent): void {
    const at = this.#options.now();
    if (effect.type === 'submit-order') this.#options.push(orderEvent(effect, sent, at));
    else if (effect.type === 'place-trigger') this.#options.push(triggerEvent(effect, sent, at));
    else if (effect.type === 'amend-order' && (sent.outcome === 'accepted' || sent.outcome === 'unknown'))
      this.#options.push({ type: 'amend-sent', at, clientOid: effect.order.clientOid });
    else if (sent.outcome === 'accepted') {
      const { type, symbol } = effect;
      if (type === 'set-leverage') this.#options.push({ type: 'leverage-set', at, symbol, leverage: effect.leverage });
    } else {
      const code = sent.outcome === 'unknown' ? 'unknown' : sent.code;
      const message = sent.outcome === 'unknown' ? sent.reason : sent.message;
      this.#options.push({
        type: 'request-failed',
        at,
        request: effect.type,
        symbol: effect.symbol,
        code,
        details: { message, ...(effect.type === 'amend-order' && { clientOid: effect.order.clientOid }) },
      });
    }
  }

  /** The first questions, in which an order may still be on its way; those after them wait for nobody. */
  async #ask(effect: Question): Promise<void> {
    const { sleep } = this.#options;
    for (const [attempt, delayMs] of ASK_DELAYS_MS.entries()) {
      await sleep(delayMs);
      if (this.#isClosed) return;
      const event = await this.#askOnce(effect);
      const isEarlyAbsent = event?.type === 'absent' && attempt < ASK_DELAYS_MS.length - 1;
      if (event && !isEarlyAbsent) return this.#answered(event);
    }
    this.#askOn(effect).catch(this.#options.onError);
  }

  /** Asks until the venue gives a definite answer, however long that takes. */
  async #askOn(effect: Question): Promise<void> {
    for (;;) {
      await this.#options.sleep(ASK_AGAIN_MS);
      if (this.#isClosed) return;
      const event = await this.#askOnce(effect);
      if (event) return this.#answered(event);
    }
  }

  #answered(event: Event): void {
    const { push, now } = this.#options;
    push({ ...event, at: now() });
  }

  async #askOnce(effect: Question): Promise<Event | undefined> {
    const { venue, now } = this.#options;
    const { symbol, clientOid } = effect;
    const at = now();
    try {
      if (effect.type === 'ask-order') {
        const report = await venue.order(symbol, clientOid);
        return report === 'absent' ? { type: 'absent', at, clientOid } : { type: 'order', at, report };
      }
      const report = await venue.trigger(symbol, clientOid);
      return report === 'absent' ? { type: 'absent', at, clientOid } : { type: 'trigger', at, report };
    } catch (error) {
      if (error instanceof TradingError) return undefined;
      throw error;
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

function orderEvent({ order }: EffectOf<'submit-order'>, sent: Sent, at: number): Event {
  const { clientOid, symbol, intent, positionSide, type, price, size } = order;
  if (sent.outcome === 'unknown') return { type: 'outcome-unknown', at, clientOid, reason: sent.reason };
  if (sent.outcome !== 'accepted')
    return { type: 'order-rejected', at, clientOid, code: codeOf(sent), message: sent.message };
  const filled = 0 as typeof size;
  const report = {
    clientOid,
    orderId: sent.id,
    symbol,
    intent,
    positionSide,
    type,
    price,
    size,
    filled,
    status: 'live' as const,
    updatedAt: at,
  };
  return { type: 'order', at, report };
}

function triggerEvent({ trigger }: EffectOf<'place-trigger'>, sent: Sent, at: number): Event {
  const { clientOid } = trigger;
  if (sent.outcome === 'unknown') return { type: 'outcome-unknown', at, clientOid, reason: sent.reason };
  if (sent.outcome !== 'accepted')
    return { type: 'trigger-rejected', at, clientOid, code: codeOf(sent), message: sent.message };
  return { type: 'trigger', at, report: { ...trigger, triggerId: sent.id, status: 'live', updatedAt: at } };
}

const codeOf = (sent: Extract<Sent, { code: string }>): string =>
  sent.outcome === 'not-sent' ? 'not-sent' : sent.code;
