/**
 * The numbers of the scalper profile, each with its bounds. The README's table says the same; a test holds them equal.
 */
import type { Param, Params } from '../../kernel/index.ts';
import { count, param } from '../profile/params.ts';
import { READER_PARAMS } from '../profile/reader.ts';

export const SCALPER_PARAMS = {
  risk: param(0.01, [0.001, 0.05], 'share of equity lost at the stop'),
  sizeFactor: param(0.8, [0.05, 1], 'multiplies the size that the risk gives'),
  sizeFactorWild: param(0.8, [0.05, 1], 'multiplies the size factor when the hour is wild'),
  marginShare: param(0.16, [0.01, 1], 'share of equity that one position may bind as margin'),
  leverage: param(2, [1, 125], 'wanted leverage in an ordinary hour'),
  leverageWild: param(0.8, [0.1, 1], 'multiplies the leverage when the hour is wild'),
  leverageCalm: param(1.2, [1, 2], 'multiplies the leverage when the hour is calm'),
  leverageMax: param(3, [1, 125], 'leverage never exceeds this'),
  volatilityWild: param(0.01, [0.0051, 0.2], 'volatility of an hour above which it is wild'),
  volatilityCalm: param(0.005, [0.0005, 0.005], 'volatility of an hour below which it is calm'),
  stopBase: param(0.002, [0.0005, 0.02], 'base of the least stop, as a share of price'),
  stopMultiplier: param(0.5, [0.1, 3], 'multiplies the base of the least stop'),
  stopAtr: param(1.5, [0.5, 10], 'distance of the stop in average true ranges'),
  stopMax: param(0.02, [0.002, 0.05], 'greatest distance of the stop, as a share of price'),
  rewardRisk: param(1.75, [1, 4], 'reward for the risk taken; base of the targets'),
  target1: param(0.6, [0.2, 0.8], 'first target, as a share of the reward'),
  target2: param(1, [0.8, 3], 'second target, as a share of the reward'),
  share1: param(0.6, [0.05, 0.95], 'share of the position closed at the first target; the second closes the rest'),
  costFactor: param(3.75, [0, 20], 'round trips of fees that the first target must bring at least'),
  volumeMin: param(1.2, [0, 10], 'volume of the bar, in usual volumes, from which it counts'),
  spreadMax: param(0.002, [0.0001, 0.02], 'greatest spread between best bid and ask, as a share of price'),
  postOnly: count(1, [0, 1], '1: enter by a post-only order, 0: at market'),
  entryBars: count(2, [1, 20], 'bars after which an entry that rests is canceled'),
  holdBars: count(12, [1, 500], 'bars after which a position is left'),
  ...READER_PARAMS,
} satisfies Record<string, Param>;

export type ScalperParams = Params<keyof typeof SCALPER_PARAMS & string>;
