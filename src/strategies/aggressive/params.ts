/**
 * The numbers of the aggressive profile, each with its bounds. The README's table says the same; a test holds them equal.
 */
import type { Param, Params } from '../../kernel/index.ts';
import { count, param } from '../profile/params.ts';
import { READER_PARAMS } from '../profile/reader.ts';

export const AGGRESSIVE_PARAMS = {
  risk: param(0.05, [0.001, 0.1], 'share of equity lost at the stop; the session limits it'),
  sizeFactor: param(1.2, [0.05, 1.5], 'multiplies the size that the risk gives'),
  sizeFactorWild: param(1.2, [0.1, 1.5], 'multiplies the size factor when the day is wild'),
  marginShare: param(0.16, [0.01, 1], 'share of equity that one position may bind as margin'),
  leverage: param(5, [1, 125], 'wanted leverage on an ordinary day'),
  leverageWild: param(1.2, [0.1, 2], 'multiplies the leverage when the day is wild'),
  leverageCalm: param(0.8, [0.1, 2], 'multiplies the leverage when the day is calm'),
  leverageMax: param(10, [1, 125], 'leverage never exceeds this'),
  volatilityWild: param(0.02, [0.011, 0.2], 'volatility of a day above which it is wild'),
  volatilityCalm: param(0.01, [0.001, 0.01], 'volatility of a day below which it is calm'),
  stopBase: param(0.01, [0.002, 0.05], 'base of the stop, as a share of price'),
  stopMultiplier: param(0.8, [0.2, 3], 'multiplies the base of the stop'),
  rewardRisk: param(1.6, [1, 4], 'reward for the risk taken; base of the targets'),
  target1: param(0.4, [0.2, 0.6], 'first target, as a share of the reward'),
  target2: param(0.8, [0.6, 1], 'second target, as a share of the reward'),
  target3: param(1.2, [1, 3], 'third target, as a share of the reward'),
  share1: param(0.5, [0.05, 0.5], 'share of the position closed at the first target'),
  share2: param(0.3, [0.05, 0.45], 'share closed at the second; the third closes the rest'),
  momentumMin: param(0.7, [0.1, 1], 'momentum from which a movement is joined'),
  volumeMin: param(1.5, [0, 10], 'volume of the bar, in usual volumes, from which it counts'),
  exitsOnTurn: count(1, [0, 1], '1: leave when momentum is as strong the other way'),
  ...READER_PARAMS,
} satisfies Record<string, Param>;

export type AggressiveParams = Params<keyof typeof AGGRESSIVE_PARAMS & string>;
