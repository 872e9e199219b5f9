/**
 * How strong a trend is, as one number from 0 to 1: half from its directedness, half from its slope.
 */
import type { Params } from '../../kernel/index.ts';

export type TrendParams = Params<'emaFast' | 'emaSlow' | 'adxFull' | 'slopeFull'>;

export type TrendInputs = {
  readonly fast: number;
  readonly slow: number;
  /** 0 to 100. */
  readonly adx: number;
  /** In the unit of the averages. */
  readonly atr: number;
};

/**
 * Slope of the trend in average true ranges a bar, positive when it rises.
 * An EMA of n bars trails a straight line of slope s by s·(n − 1)/2, so two of them lie s·(slow − fast)/2 apart.
 */
export function trendSlope(inputs: TrendInputs, params: TrendParams): number {
  if (inputs.atr === 0) return 0;
  return (2 * (inputs.fast - inputs.slow)) / ((params.emaSlow - params.emaFast) * inputs.atr);
}

/** ½ · min(1, ADX / adxFull) + ½ · min(1, |slope| / slopeFull). */
export function trendStrength(inputs: TrendInputs, params: TrendParams): number {
  const directed = Math.min(1, inputs.adx / params.adxFull);
  const steep = Math.min(1, Math.abs(trendSlope(inputs, params)) / params.slopeFull);
  return (directed + steep) / 2;
}
