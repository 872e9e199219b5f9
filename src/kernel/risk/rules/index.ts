/**
 * The registry of risk rules, in the order in which they are asked: what a person did first, arithmetic last.
 */
import type { Rule } from '../rule.ts';
import { additionCount } from './addition-count.ts';
import { additionOwn } from './addition-own.ts';
import { additionProfit } from './addition-profit.ts';
import { additionRisk } from './addition-risk.ts';
import { additionStop } from './addition-stop.ts';
import { availableMargin } from './available-margin.ts';
import { circuitBreaker } from './circuit-breaker.ts';
import { inUniverse } from './in-universe.ts';
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
  inUniverse,
  instrumentOpen,
  stalePrice,
  circuitBreaker,
  maxDailyLoss,
  maxPositions,
  onePerSymbol,
  additionOwn,
  additionCount,
  additionProfit,
  additionStop,
  maxLeverage,
  stopMandatory,
  liquidationDistance,
  additionRisk,
  sizeLimits,
  riskPerTrade,
  availableMargin,
];
