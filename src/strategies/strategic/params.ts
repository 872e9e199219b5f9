/**
 * The numbers of the strategic profile, each with its bounds. The README's table says the same; a test holds them equal.
 */
import type { Param, Params } from '../../kernel/index.ts';
import { count, param } from '../profile/params.ts';

export const STRATEGIC_PARAMS = {
  risk: param(0.02, [0.001, 0.05], 'share of equity lost at the stop'),
  sizeFactor: param(0.7, [0.05, 1], 'multiplies the size that the risk gives'),
  sizeFactorWild: param(0.8, [0.05, 1], 'multiplies the size factor when the day is wild'),
  leverage: param(11, [1, 125], 'wanted leverage on an ordinary day'),
  leverageWild: param(0.8, [0.1, 1], 'multiplies the leverage when the day is wild'),
  leverageCalm: param(1.2, [1, 2], 'multiplies the leverage when the day is calm'),
  leverageMax: param(15, [1, 125], 'leverage never exceeds this'),
  volatilityWild: param(0.02, [0.011, 0.2], 'volatility of a day above which it is wild'),
  volatilityCalm: param(0.01, [0.001, 0.01], 'volatility of a day below which it is calm'),
  stopBase: param(0.02, [0.002, 0.05], 'base of the widest stop, as a share of price'),
  stopMultiplier: param(2, [0.5, 3], 'multiplies the base of the widest stop'),
  stopAtr: param(3, [0.5, 10], 'distance of the stop in average true ranges'),
  stopFees: param(1.5, [0, 10], 'least distance of the stop in round trips of taker fees'),
  rewardRisk: param(2.25, [1, 4], 'reward for the risk taken; base of the targets'),
  target1: param(0.6, [0.2, 0.8], 'first target, as a share of the reward'),
  target2: param(1, [0.8, 1.2], 'second target, as a share of the reward'),
  target3: param(1.5, [1.2, 3], 'third target, as a share of the reward'),
  share1: param(0.4, [0.05, 0.45], 'share of the position closed at the first target'),
  share2: param(0.4, [0.05, 0.45], 'share closed at the second; the third closes the rest'),
  trailStart: param(0.015, [0, 0.02], 'profit from which the stop moves'),
  trailLock: param(0.005, [0, 0.01], 'profit that the first move locks in'),
  trailHalf: param(0.03, [0.02, 0.2], 'profit from which the stop follows'),
  trailShare: param(0.5, [0.1, 0.9], 'share of the profit that the following stop locks in'),
  addsMax: count(3, [0, 5], 'additions that a position may have; 0: none'),
  addAtR: param(
    1.618,
    [1, 3],
    'profit of the first addition in distances of the first stop; the n-th at its n-th power',
  ),
  addWithin: param(0.01, [0.001, 0.05], 'greatest profit beyond that level that is still added to'),
  addSize: param(0.5, [0.05, 1], 'size factor of the first addition, as a share of the size factor'),
  addShrink: param(0.25, [0, 2], 'the n-th addition is divided by 1 + (n − 1) times this'),
  addVolume: param(1.2, [0, 5], 'volume of the bar in mean volumes of the bars before it'),
  addRestHours: param(1, [0, 48], 'hours since the entry or the last addition'),
  addShorts: count(0, [0, 1], '1: shorts are added to as longs are; 0: longs alone'),
  zoneAtr: param(1, [0.1, 5], 'half width of the zone around a level in average true ranges'),
  zoneMax: param(0.02, [0.001, 0.04], 'greatest half width of that zone, as a share of price'),
  retracementMin: param(0.236, [0, 0.5], 'shallowest level that counts'),
  retracementMax: param(0.786, [0.5, 1], 'deepest level that counts'),
  retestBars: count(21, [3, 100], 'bars within which a level must have been tested before'),
  strengthMin: param(0.6, [0, 0.95], 'trend strength above which the trend is traded'),
  adxFull: param(40, [10, 100], 'ADX that counts as full strength'),
  slopeFull: param(0.15, [0.01, 1], 'slope in average true ranges a bar that counts as full strength'),
  swingReversal: param(2, [0.5, 10], 'average true ranges that price turns back from a swing'),
  emaFast: count(8, [2, 12], 'bars of the fast average'),
  emaSlow: count(21, [13, 200], 'bars of the slow average'),
  adxPeriod: count(8, [2, 50], 'bars of the ADX'),
  atrPeriod: count(13, [2, 100], 'bars of the average true range'),
  volatilityPeriod: count(21, [5, 500], 'bars of the realised volatility'),
} satisfies Record<string, Param>;

export type StrategicParams = Params<keyof typeof STRATEGIC_PARAMS & string>;
