/**
 * A kernel in a test's hand: events get their time, effects are kept, the venue's words are made from what was sent.
 * Invariant: nothing is said to the kernel but what a test says.
 */
import {
  type Command,
  type Event,
  type EventOf,
  type Fill,
  type Instrument,
  lots,
  money,
  type OrderReport,
  type OrderRequest,
  type PositionSide,
  type SessionConfig,
  type TriggerReport,
  type TriggerRequest,
  ticks,
  type VenueState,
} from '../../src/domain/index.ts';
import { type Effect, type EffectOf, Kernel, type Reply, type StrategyLookup } from '../../src/kernel/index.ts';
import { fillOf } from './fills.ts';
import { btc, eth, sessionOf } from './instruments.ts';
import { reportOf, triggerReportOf } from './orders.ts';
import { signalByName } from './signal-strategy.ts';

type WithoutTime<E> = E extends Event ? Omit<E, 'at'> : never;
export type Word = WithoutTime<Event>;

export const START = Date.UTC(2025, 0, 1, 12);
export const MINUTE = 60_000;

export class KernelRun {
  readonly kernel: Kernel;
  readonly effects: Effect[] = [];
  at = START;
  #minute = 0;
  #fills = 0;

  constructor(lookup: StrategyLookup = signalByName) {
    this.kernel = new Kernel(lookup);
  }

  /** One event, a second after the one before. @returns its effects */
  say(word: Word, waitMs = 1_000): readonly Effect[] {
    this.at += waitMs;
    const effects = this.kernel.step({ ...word, at: this.at } as Event);
    this.effects.push(...effects);
    return effects;
  }

  session(given: Partial<SessionConfig> = {}, instruments: readonly Instrument[] = [btc, eth]): readonly Effect[] {
    const strategies = [{ name: 'signal', timeframe: '1m' as const, params: {} }];
    return this.say({ type: 'session', config: sessionOf({ strategies, ...given }), instruments });
  }

  /** A closed minute of BTCUSDT; the volume is what `signal` reads. */
  candle(close = 100_000, volume = 0, given: { symbol?: string; minute?: number } = {}): readonly Effect[] {
    this.#minute = given.minute ?? this.#minute + 1;
    const candle = {
      openAt: START + this.#minute * MINUTE,
      open: ticks(close),
      high: ticks(close),
      low: ticks(close),
      close: ticks(close),
      volume: lots(volume),
    };
    return this.say({ type: 'candle', symbol: given.symbol ?? 'BTCUSDT', candle });
  }

  command(command: Command, requestId = 'r1'): readonly Effect[] {
    return this.say({ type: 'command', requestId, command });
  }

  report(request: OrderRequest, given: Partial<OrderReport> = {}): readonly Effect[] {
    return this.say({ type: 'order', report: reportOf(request, given) });
  }

  /** A fill of `request`: all of it at 100,000 unless told otherwise. */
  fill(request: OrderRequest, given: Partial<Fill> = {}): readonly Effect[] {
    const { clientOid, symbol, intent, positionSide, size } = request;
    this.#fills += 1;
    const tradeId = `t${this.#fills}`;
    return this.say({
      type: 'fill',
      fill: fillOf({ tradeId, clientOid, symbol, intent, positionSide, size, at: this.at, ...given }),
    });
  }

  /** A fill that no order of ours asked for: of a trigger, or by hand. */
  foreignFill(given: Partial<Fill>): readonly Effect[] {
    this.#fills += 1;
    return this.say({ type: 'fill', fill: fillOf({ tradeId: `t${this.#fills}`, at: this.at, ...given }) });
  }

  trigger(request: TriggerRequest, given: Partial<TriggerReport> = {}): readonly Effect[] {
    return this.say({ type: 'trigger', report: triggerReportOf(request, given) });
  }

  /** The stop that the venue made from an entry's preset. */
  presetStop(order: OrderRequest, given: Partial<TriggerReport> = {}): readonly Effect[] {
    const { symbol, positionSide, stopLoss } = order;
    const request = {
      clientOid: '',
      symbol,
      positionSide,
      kind: 'stop-loss',
      triggerPrice: stopLoss ?? ticks(0),
      triggerBy: 'mark',
      size: undefined,
    } as const;
    return this.trigger(request, { triggerId: `preset-${order.clientOid}`, ...given });
  }

  alarm(name: string, waitMs = 5_000): readonly Effect[] {
    return this.say({ type: 'alarm', name }, waitMs);
  }

  /** The venue's truth; what is not given is as our books have it, with no trigger and no order. */
  reconcile(given: Partial<VenueState> = {}, askedAt?: number): readonly Effect[] {
    const { portfolio } = this.kernel.state;
    const balance = portfolio.ledger.state.opening === undefined ? money('10000') : portfolio.ledger.balance;
    const state: VenueState = {
      isConsistent: true,
      account: { balance, available: balance, positionMode: 'hedge' },
      positions: [...portfolio.positions()].map(({ symbol, positionSide, size }) => ({
        symbol,
        positionSide,
        size,
        entryPrice: '10000',
        leverage: this.guard(positionSide, symbol)?.leverage ?? 10,
        marginMode: 'isolated',
        liquidationPrice: undefined,
      })),
      orders: [],
      absent: [],
      triggers: [],
      fills: [],
      bills: [],
      ...given,
    };
    return this.say({ type: 'reconciled', state, ...(askedAt !== undefined && { askedAt }) });
  }

  position(positionSide: PositionSide = 'long', symbol = 'BTCUSDT') {
    return this.kernel.state.portfolio.position(symbol, positionSide);
  }

  guard(positionSide: PositionSide = 'long', symbol = 'BTCUSDT') {
    return this.kernel.state.guards.get(`${symbol}:${positionSide}`);
  }
}

export const of = <T extends Effect['type']>(effects: readonly Effect[], type: T): EffectOf<T>[] =>
  effects.filter((effect): effect is EffectOf<T> => effect.type === type);

/** Answers to commands, in order. */
export const replies = (effects: readonly Effect[]): Reply[] => of(effects, 'reply').map(({ reply }) => reply);

/** Codes of the notices, in order. */
export const notices = (effects: readonly Effect[]): string[] => of(effects, 'notice').map(({ code }) => code);

/** Types of all effects but notices, in order. */
export const actions = (effects: readonly Effect[]): string[] =>
  effects.filter(({ type }) => type !== 'notice').map(({ type }) => type);

/** The one order that was sent. */
export function sent(effects: readonly Effect[]): OrderRequest {
  const [order, ...more] = of(effects, 'submit-order').map((effect) => effect.order);
  if (!order || more.length > 0)
    throw new Error(`${order ? more.length + 1 : 0} orders were sent: ${JSON.stringify(actions(effects))}`);
  return order;
}

export const triggersOf = (effects: readonly Effect[]): TriggerRequest[] =>
  of(effects, 'place-trigger').map(({ trigger }) => trigger);

/** A session that has reconciled and knows a price. */
export function started(given: Partial<SessionConfig> = {}): KernelRun {
  const run = new KernelRun();
  run.session(given);
  run.reconcile();
  run.candle();
  return run;
}

/** A long of the strategy, filled at 100,000 with its preset stop live and its targets sent. */
export function withLong(given: Partial<SessionConfig> = {}): {
  run: KernelRun;
  entry: OrderRequest;
  targets: TriggerRequest[];
} {
  const run = started(given);
  const entry = sent(run.candle(100_000, 1));
  run.report(entry);
  const targets = triggersOf(run.fill(entry));
  run.presetStop(entry);
  for (const target of targets) run.trigger(target);
  return { run, entry, targets };
}

export type { EventOf };
