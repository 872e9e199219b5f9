/**
 * The numbers of the newbie profile, each with its bounds. The README's table says the same; a test holds them equal.
 */
import type { Param, Params } from '../../kernel/index.ts';
import { count, param } from '../profile/params.ts';
import { READER_PARAMS } from '../profile/reader.ts';

export const NEWBIE_PARAMS = {
  risk: param(0.005, [0.001, 0.02], 'share of equity lost at the stop'),
  sizeFactor: param(0.6, [0.05, 1], 'multiplies the size that the risk gives'),
  sizeFactorWild: param(0.6, [0.05, 1], 'multiplies the size factor when the day is wild'),
  leverage: param(1, [1, 5], 'wanted leverage on an ordinary day'),
  leverageWild: param(0.8, [0.1, 1], 'multiplies the leverage when the day is wild'),
  leverageCalm: param(1.1, [1, 2], 'multiplies the leverage when the day is calm'),
  leverageMax: param(1.5, [1, 5], 'leverage never exceeds this; only its whole part can be traded'),
  volatilityWild: param(0.01, [0.0051, 0.2], 'volatility of a day above which it is wild'),
  volatilityCalm: param(0.005, [0.001, 0.005], 'volatility of a day below which it is calm'),
  stopBase: param(0.03, [0.005, 0.1], 'base of the stop, as a share of price'),
  stopMultiplier: param(1.2, [0.2, 3], 'multiplies the base of the stop'),
  rewardRisk: param(2.5, [1, 4], 'reward for the risk taken; base of the targets'),
  target1: param(0.5, [0.2, 0.7], 'first target, as a share of the reward'),
  target2: param(0.8, [0.7, 0.95], 'second target, as a share of the reward'),
  target3: param(1, [0.95, 3], 'third target, as a share of the reward'),
  share1: param(0.5, [0.05, 0.5], 'share of the position closed at the first target'),
  share2: param(0.3, [0.05, 0.45], 'share closed at the second; the third closes the rest'),
  strengthMin: param(0.7, [0, 0.95], 'trend strength from which a trend is followed'),
  volumeMin: param(1.3, [0, 10], 'volume of the bar, in usual volumes, from which it counts'),
  tradesPerDay: count(3, [1, 50], 'entries in a UTC day, over all symbols; more are refused'),
  ...READER_PARAMS,
} satisfies Record<string, Param>;

export type NewbieParams = Params<keyof typeof NEWBIE_PARAMS & string>;
