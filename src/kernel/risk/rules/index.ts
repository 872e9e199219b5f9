/**
 * The registry of risk rules, in the order in which they are asked: what a person did first, arithmetic last.
 */
import type { Rule } from '../rule.ts';
import { availableMargin } from './available-margin.ts';
import { circuitBreaker } from './circuit-breaker.ts';
import { instrumentOpen } from './instrument-open.ts';
import { liquidationDistance } from './liquidation-distance.ts';
import { maxDailyLoss } from './max-daily-loss.ts';
import { maxLeverage } from './max-leverage.ts';
import { maxPositions } from './max-positions.ts';
import { onePerSymbol } from './one-per-symbol.ts';
import { paused } from './paused.ts';
import { riskPerTrade } from './risk-per-trade.ts';
import { sizeLimits } from './size-limits.ts';
import { stalePrice } from './stale-price.ts';
import { stopMandatory } from './stop-mandatory.ts';

export const rules: readonly Rule[] = [
  paused,
  instrumentOpen,
  stalePrice,
  circuitBreaker,
  maxDailyLoss,
  maxPositions,
  onePerSymbol,
  maxLeverage,
  stopMandatory,
  liquidationDistance,
  sizeLimits,
  riskPerTrade,
  availableMargin,
];
