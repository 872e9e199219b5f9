/**
 * What a run is configured with, from the environment's limits and the command's wishes.
 */
import type { EnvConfig } from '../adapters/config/index.ts';
import type { RunLimits } from '../cli/index.ts';
import { formatMoney, formatRate, type Mode, rate, type SessionConfig, timeframeMs } from '../domain/index.ts';
import type { StrategyLookup } from '../kernel/index.ts';
import { chosenStrategies, type StrategyWish } from './chosen-strategies.ts';

export type SessionWish = StrategyWish & {
  readonly mode: Mode;
  readonly tag: string;
  readonly symbols: readonly string[];
  readonly leverageMax?: number | undefined;
};

/** @throws InvalidInput for an unknown profile, parameter or timeframe. */
export function sessionConfig(env: EnvConfig, wish: SessionWish): SessionConfig {
  const { mode, tag, symbols } = wish;
  return {
    mode,
    tag,
    symbols,
    positionMode: 'hedge',
    marginMode: 'isolated',
    risk: {
      ...env.risk,
      leverageMax: Math.min(env.risk.leverageMax, wish.leverageMax ?? env.risk.leverageMax),
      sizeFactorAfterCooldown: rate('0.5'),
      sizeFactorStep: rate('0.25'),
      defaultStopDistance: rate('0.02'),
    },
    strategies: chosenStrategies(wish),
  };
}

const MINUTE_MS = 60_000;

/** Closed minutes that the strategies want before they decide. */
export function historyCandlesOf({ strategies }: SessionConfig, lookup: StrategyLookup): number {
  const wanted = strategies.map(({ name, timeframe, params }) => {
    const barMs = timeframeMs(timeframe);
    return barMs < MINUTE_MS ? 0 : lookup(name).warmupBars(params as Record<string, number>) * (barMs / MINUTE_MS);
  });
  return Math.max(0, ...wanted);
}

/** The limits in words that a person can weigh; money in USDT. */
export const limitsOf = ({ risk }: SessionConfig): RunLimits => ({
  leverageMax: risk.leverageMax,
  riskPerTrade: formatRate(risk.riskPerTrade),
  positionsMax: risk.positionsMax,
  dailyLossMax: formatMoney(risk.dailyLossMax),
  lossesMax: risk.lossesMax,
});
