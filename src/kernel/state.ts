/**
 * All trading state in one place, and the turn in which one event changes it.
 * Invariant: only the handlers of this folder write it, and only inside `Kernel.step`.
 */
import type {
  Instrument,
  Money,
  PositionSide,
  RiskLimits,
  SessionConfig,
  Ticks,
  TightenableLimits,
} from '../domain/index.ts';
import { assert } from '../domain/index.ts';
import type { Effect, NoticeLevel, Reply } from './effects.ts';
import type { SymbolMarket } from './market/index.ts';
import type { Amendment, Guard, OrderDesk, TriggerDesk } from './orders/index.ts';
import type { Portfolio, PositionKey } from './portfolio/index.ts';
import type { Breaker } from './risk/index.ts';
import type { StrategyRunner } from './strategy-runner.ts';
import type { Traders } from './traders.ts';

export type KernelState = {
  config: SessionConfig | undefined;
  readonly markets: Map<string, SymbolMarket>;
  /** By symbol. */
  readonly runners: Map<string, StrategyRunner[]>;
  readonly portfolio: Portfolio;
  readonly orders: OrderDesk;
  readonly triggers: TriggerDesk;
  readonly guards: Map<PositionKey, Guard>;
  readonly breaker: Breaker;
  isPaused: boolean;
  /** Since the kill switch and until `resume`: what still fills is closed at once. */
  isKilled: boolean;
  /** Strategies that make no entries until they are switched on again. */
  readonly strategiesOff: Set<string>;
  /** By the clientOid of the order that is to be replaced. */
  readonly amendments: Map<string, Amendment>;
  /** What a person has made tighter than it is configured. */
  tightened: Partial<TightenableLimits>;
  /** By symbol: set by hand, and agreed to by the venue. */
  readonly leverages: Map<string, number>;
  /** By symbol: asked of the venue, which has not agreed yet. */
  readonly leverageWishes: Map<string, LeverageWish>;
  /** Who waits for a comparison with the venue, and since when, by requestId. */
  readonly reconcileWishes: Map<string, number>;
  /** What was said by hand of a symbol, last: it is traded, or it is not. */
  readonly byHand: Map<string, 'in' | 'out'>;
  /** Symbols that may be entered; undefined: all of the session. */
  universe: ReadonlySet<string> | undefined;
  /** By strategy, or "manual". */
  readonly traders: Traders;
  /** Entries that were not made, by rule. */
  readonly refusals: Record<string, number>;
  /** Answers to commands by requestId, so that a repeated request gets the first answer; undefined while open. */
  readonly replies: Map<string, Reply | undefined>;
  /** Fills that closed more than was known to be open: the venue has been asked for all of them. */
  readonly earlyFills: Set<string>;
  /** Orders and triggers ever named. */
  oidCount: number;
  reconciledAt: number | undefined;
};

export type LeverageWish = {
  readonly leverage: number;
  readonly requestId: string;
  /** Nobody knows whether it has arrived: it is asked for again. */
  isUnknown: boolean;
};

/** One event's worth of work. */
export type Turn = { at: number; effects: Effect[] };

export function configOf(state: Readonly<KernelState>): SessionConfig {
  assert(state.config, 'the first event of a journal is "session"');
  return state.config;
}

/** The limits in force: each the tighter one of what is configured and what a person has said since. */
export function limitsOf(state: Readonly<KernelState>): RiskLimits {
  const { risk } = configOf(state);
  const tighter = Object.entries(state.tightened).filter(([limit, value]) => value < risk[limit as keyof RiskLimits]);
  return tighter.length === 0 ? risk : { ...risk, ...Object.fromEntries(tighter) };
}

export function marketOf(state: Readonly<KernelState>, symbol: string): SymbolMarket {
  const market = state.markets.get(symbol);
  assert(market, `no instrument ${symbol} in this session`);
  return market;
}

export const instrumentOf = (state: Readonly<KernelState>, symbol: string): Instrument =>
  marketOf(state, symbol).instrument;

export const quotesOf =
  (state: Readonly<KernelState>) =>
  (symbol: string): SymbolMarket | undefined =>
    state.markets.get(symbol);

export const equityOf = (state: Readonly<KernelState>): Money => state.portfolio.equity(quotesOf(state));

/** Newest price, or undefined before any. */
export const priceOf = (state: Readonly<KernelState>, symbol: string): Ticks | undefined =>
  state.markets.get(symbol)?.price;

const OID_MARK = { entry: 'e', exit: 'x', stop: 's', target: 't' } as const;

/** The next name for a send: the session's tag, what it is for, and a count that no restart repeats. */
export function nextClientOid(state: KernelState, purpose: keyof typeof OID_MARK): string {
  state.oidCount += 1;
  return `${configOf(state).tag}-${OID_MARK[purpose]}${state.oidCount.toString(36)}`;
}

export function notice(turn: Turn, level: NoticeLevel, code: string, details: EffectDetails): void {
  turn.effects.push({ type: 'notice', level, code, details });
}

/** Answers a command whose answer had to wait. */
export function reply(state: KernelState, turn: Turn, requestId: string, answer: Reply): void {
  state.replies.set(requestId, answer);
  turn.effects.push({ type: 'reply', requestId, reply: answer });
}

/** Whether a symbol may be entered: by hand where anything was said, else by choice, else all of the session's may. */
export function isInUniverse({ byHand, universe }: Readonly<KernelState>, symbol: string): boolean {
  const said = byHand.get(symbol);
  return said === undefined ? universe === undefined || universe.has(symbol) : said === 'in';
}

type EffectDetails = Extract<Effect, { type: 'notice' }>['details'];

export const amendAlarm = (clientOid: string): string => `amend:${clientOid}`;

export const guardAlarm = (symbol: string, positionSide: PositionSide): string => `guard:${symbol}:${positionSide}`;
