/**
 * What a run is configured with, from the environment's limits and the command's wishes.
 */
import type { EnvConfig } from '../adapters/config/index.ts';
import { type Mode, rate, type SessionConfig, type Timeframe, timeframeMs } from '../domain/index.ts';
import { resolveParams, strategyByName } from '../strategies/index.ts';

export type SessionWish = {
  readonly mode: Mode;
  readonly tag: string;
  readonly symbols: readonly string[];
  readonly profile: string;
  readonly timeframe: string;
  readonly params: Readonly<Record<string, number>>;
  readonly leverageMax?: number | undefined;
};

/** @throws InvalidInput for an unknown profile, parameter or timeframe. */
export function sessionConfig(env: EnvConfig, wish: SessionWish): SessionConfig {
  const { mode, tag, symbols, profile, timeframe } = wish;
  const definition = strategyByName(profile);
  timeframeMs(timeframe);
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
    strategies: [
      { name: definition.name, timeframe: timeframe as Timeframe, params: resolveParams(definition, wish.params) },
    ],
  };
}
