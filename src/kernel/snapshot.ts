/**
 * All trading state as plain data and back.
 * Invariant: `restoreState(saveState(s))` behaves like `s` from then on, hash for hash.
 */
import type { SessionConfig } from '../domain/index.ts';
import type { Reply } from './effects.ts';
import { createSymbolMarket, type SymbolMarket } from './market/index.ts';
import { type Guard, OrderDesk, type OrderDeskState, TriggerDesk, type TriggerDeskState } from './orders/index.ts';
import { Portfolio, type PortfolioState, positionKey } from './portfolio/index.ts';
import { Breaker, type BreakerState } from './risk/index.ts';
import type { KernelState } from './state.ts';
import type { StrategyDefinition } from './strategy.ts';
import { StrategyRunner, type StrategyRunnerState } from './strategy-runner.ts';

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
  refusals: Record<string, number>;
  replies: [requestId: string, reply: Reply | null][];
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
  refusals: {},
  replies: new Map(),
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
  refusals: state.refusals,
  replies: [...state.replies].map(([requestId, reply]) => [requestId, reply ?? null]),
  oidCount: state.oidCount,
  reconciledAt: state.reconciledAt,
});

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
    refusals: saved.refusals,
    replies: new Map(saved.replies.map(([requestId, reply]) => [requestId, reply ?? undefined])),
    oidCount: saved.oidCount,
    reconciledAt: saved.reconciledAt,
  };
}

function revive(
  saved: StrategyRunnerState,
  market: SymbolMarket | undefined,
  lookup: (name: string) => StrategyDefinition,
): StrategyRunner {
  if (!market) throw new RangeError(`snapshot has a strategy without its market: ${saved.config.name}`);
  return new StrategyRunner(lookup(saved.config.name), { config: saved.config, instrument: market.instrument, saved });
}
