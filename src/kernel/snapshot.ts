/**
 * All trading state as plain data and back.
 * Invariant: `restoreState(saveState(s))` behaves like `s` from then on, hash for hash.
 */
import { fromJson, InvalidInput, type SessionConfig, type TightenableLimits, unreachable } from '../domain/index.ts';
import type { Reply } from './effects.ts';
import { createSymbolMarket, type SymbolMarket } from './market/index.ts';
import {
  type Amendment,
  type Guard,
  OrderDesk,
  type OrderDeskState,
  TriggerDesk,
  type TriggerDeskState,
} from './orders/index.ts';
import { Portfolio, type PortfolioState, positionKey } from './portfolio/index.ts';
import { Breaker, type BreakerState } from './risk/index.ts';
import type { KernelState, LeverageWish } from './state.ts';
import type { StrategyDefinition } from './strategy.ts';
import { StrategyRunner, type StrategyRunnerState } from './strategy-runner.ts';
import type { TraderRecord } from './traders.ts';

export type SavedState = {
  config: SessionConfig | undefined;
  markets: SymbolMarket[];
  runners: [symbol: string, runners: StrategyRunnerState[]][];
  portfolio: PortfolioState;
  orders: OrderDeskState;
  triggers: TriggerDeskState;
  guards: Guard[];
  breaker: BreakerState;
  isPaused: boolean;
  isKilled: boolean;
  /** Absent where there are none. */
  strategiesOff?: string[];
  amendments?: [clientOid: string, amendment: Amendment][];
  tightened?: Partial<TightenableLimits>;
  leverages?: [symbol: string, leverage: number][];
  leverageWishes?: [symbol: string, wish: LeverageWish][];
  reconcileWishes?: [requestId: string, at: number][];
  /** Absent where nothing was said. */
  byHand?: [symbol: string, said: 'in' | 'out'][];
  /** Absent where every symbol of the session may be entered. */
  universe?: string[];
  /** Absent in snapshots of older versions. */
  traders?: [owner: string, record: TraderRecord][];
  refusals: Record<string, number>;
  replies: [requestId: string, reply: Reply | null][];
  /** Absent where there are none. */
  earlyFills?: string[];
  oidCount: number;
  reconciledAt: number | undefined;
};

export const createState = (): KernelState => ({
  config: undefined,
  markets: new Map(),
  runners: new Map(),
  portfolio: new Portfolio(),
  orders: new OrderDesk(),
  triggers: new TriggerDesk(),
  guards: new Map(),
  breaker: new Breaker(),
  isPaused: false,
  isKilled: false,
  strategiesOff: new Set(),
  amendments: new Map(),
  tightened: {},
  leverages: new Map(),
  leverageWishes: new Map(),
  reconcileWishes: new Map(),
  byHand: new Map(),
  universe: undefined,
  traders: new Map(),
  refusals: {},
  replies: new Map(),
  earlyFills: new Set(),
  oidCount: 0,
  reconciledAt: undefined,
});

export const saveState = (state: KernelState): SavedState => ({
  config: state.config,
  markets: [...state.markets.values()],
  runners: [...state.runners].map(([symbol, runners]) => [symbol, runners.map((runner) => runner.save())]),
  portfolio: state.portfolio.save(),
  orders: state.orders.save(),
  triggers: state.triggers.save(),
  guards: [...state.guards.values()],
  breaker: state.breaker.save(),
  isPaused: state.isPaused,
  isKilled: state.isKilled,
  ...(state.strategiesOff.size > 0 && { strategiesOff: [...state.strategiesOff] }),
  ...(state.amendments.size > 0 && { amendments: [...state.amendments] }),
  ...(Object.keys(state.tightened).length > 0 && { tightened: state.tightened }),
  ...(state.leverages.size > 0 && { leverages: [...state.leverages] }),
  ...(state.leverageWishes.size > 0 && { leverageWishes: [...state.leverageWishes] }),
  ...(state.reconcileWishes.size > 0 && { reconcileWishes: [...state.reconcileWishes] }),
  ...(state.byHand.size > 0 && { byHand: [...state.byHand] }),
  ...(state.universe && { universe: [...state.universe] }),
  traders: [...state.traders],
  refusals: state.refusals,
  replies: [...state.replies].map(([requestId, reply]) => [requestId, reply ?? null]),
  ...(state.earlyFills.size > 0 && { earlyFills: [...state.earlyFills] }),
  oidCount: state.oidCount,
  reconciledAt: state.reconciledAt,
});

/** JSON drops undefined fields: each keeps its place. */
const NO_CHANGE = { price: undefined, size: undefined };

export function restoreState(saved: SavedState, lookup: (name: string) => StrategyDefinition): KernelState {
  // JSON drops undefined fields: laid over a fresh market, every field keeps its place and the state its hash.
  const markets = new Map(
    saved.markets.map((market) => [market.instrument.symbol, { ...createSymbolMarket(market.instrument), ...market }]),
  );
  return {
    config: saved.config,
    markets,
    runners: new Map(
      saved.runners.map(([symbol, runners]) => [
        symbol,
        runners.map((runner) => revive(runner, markets.get(symbol), lookup)),
      ]),
    ),
    portfolio: new Portfolio(saved.portfolio),
    orders: new OrderDesk(saved.orders),
    triggers: new TriggerDesk(saved.triggers),
    guards: new Map(saved.guards.map((guard) => [positionKey(guard.symbol, guard.positionSide), guard])),
    breaker: new Breaker(saved.breaker),
    isPaused: saved.isPaused,
    isKilled: saved.isKilled,
    strategiesOff: new Set(saved.strategiesOff),
    amendments: new Map(saved.amendments?.map(([clientOid, one]) => [clientOid, { ...NO_CHANGE, ...one }])),
    tightened: saved.tightened ?? {},
    leverages: new Map(saved.leverages),
    leverageWishes: new Map(saved.leverageWishes),
    reconcileWishes: new Map(saved.reconcileWishes),
    byHand: new Map(saved.byHand),
    universe: saved.universe && new Set(saved.universe),
    traders: new Map(saved.traders),
    refusals: saved.refusals,
    replies: new Map(saved.replies.map(([requestId, reply]) => [requestId, reply ?? undefined])),
    earlyFills: new Set(saved.earlyFills),
    oidCount: saved.oidCount,
    reconciledAt: saved.reconciledAt,
  };
}

/** The configuration that a snapshot was taken under. @param text of `Kernel.save` */
export const configIn = (text: string): SessionConfig | undefined =>
  (fromJson(text) as { state: SavedState }).state.config;

/** What had been said of symbols by hand. @param text of `Kernel.save` */
export const byHandIn = (text: string): NonNullable<SavedState['byHand']> =>
  (fromJson(text) as { state: SavedState }).state.byHand ?? [];

/** A strategy that is not there any more is one that has failed: the next session says what is traded. */
function revive(
  saved: StrategyRunnerState,
  market: SymbolMarket | undefined,
  lookup: (name: string) => StrategyDefinition,
): StrategyRunner {
  if (!market) throw new RangeError(`snapshot has a strategy without its market: ${saved.config.name}`);
  const { config } = saved;
  const { instrument } = market;
  try {
    return new StrategyRunner(lookup(config.name), { config, instrument, saved });
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    const failure = saved.failure ?? error.message;
    return new StrategyRunner(absentStrategy(config.name), { config, instrument, saved: { ...saved, failure } });
  }
}

const absentStrategy = (name: string): StrategyDefinition => ({
  name,
  about: 'Not there any more.',
  params: {},
  timeframes: ['1m'],
  warmupBars: () => 0,
  create: () => unreachable(name as never),
});
