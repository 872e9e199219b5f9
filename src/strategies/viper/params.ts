/**
 * The numbers of the viper profile, each with its bounds. The README's table says the same; a test holds them equal.
 */
import type { Param, Params } from '../../kernel/index.ts';
import { count, param } from '../profile/params.ts';

export const VIPER_PARAMS = {
  risk: param(0.02, [0.001, 0.1], 'share of equity lost at the stop'),
  sizeFactor: param(1, [0.05, 1], 'multiplies the size that the risk gives'),
  sizeFactorWild: param(0.8, [0.05, 1], 'multiplies the size factor when the day is wild'),
  leverage: param(20, [1, 125], 'wanted leverage on an ordinary day'),
  leverageWild: param(0.8, [0.1, 1], 'multiplies the leverage when the day is wild'),
  leverageCalm: param(1.2, [1, 2], 'multiplies the leverage when the day is calm'),
  leverageMax: param(50, [1, 125], 'leverage never exceeds this'),
  volatilityWild: param(0.02, [0.011, 0.2], 'volatility of a day above which it is wild'),
  volatilityCalm: param(0.01, [0.001, 0.01], 'volatility of a day below which it is calm'),
  stopLoss: param(0.02, [0.005, 0.2], 'distance of the stop, as a share of price'),
  takeProfit: param(0.03, [0.005, 0.5], 'distance of the target, as a share of price'),
  trailStart: param(0.02, [0.001, 0.2], 'profit from which the stop follows'),
  trailDistance: param(0.01, [0.001, 0.2], 'distance of the following stop from the close, as a share of price'),
  thresholdHigh: param(75, [75, 100], 'score from which little movement is enough'),
  thresholdMedium: param(60, [0, 75], 'score below which there is no signal'),
  cooldownSeconds: param(300, [0, 86_400], 'least time between two signals of a symbol'),
  signalsMax: count(3, [1, 100], 'signals of a symbol that have not expired'),
  expirySeconds: param(1_800, [1, 86_400], 'life of a signal'),
  limitFromCost: param(1.5, [0, 100], 'cost in USDT from which the entry is a post-only order'),
  costMax: param(3, [0.1, 100], 'cost in USDT at which a market is rejected'),
  entryBars: count(2, [1, 20], 'bars after which an entry that rests is canceled'),
} satisfies Record<string, Param>;

export type ViperParams = Params<keyof typeof VIPER_PARAMS & string>;
