/**
 * The VIPER score: its thresholds, its signals, and what trading is taken to cost.
 * Invariant: the defaults are the published numbers.
 */
import { figure, type Section, whole } from '../definition.ts';

const DAY_S = 86_400;

const score = (name: string, value: number, about: string) => figure(name, { default: value, min: 0, max: 100, about });
const cost = (name: string, value: number, of: string) =>
  figure(name, { default: value, min: 0, max: 1_000, about: `cost of trading ${of} before its volume, in USDT` });
const volume = (name: string, value: number, about: string) =>
  figure(name, { default: value, min: 0, max: 1e12, about });

export const scoring = {
  thresholdHigh: score('VIPER_THRESHOLD_HIGH', 75, 'score from which little movement makes a signal'),
  thresholdMedium: score('VIPER_THRESHOLD_MEDIUM', 60, 'score below which there is no signal'),
  costMax: figure('EXECUTION_COST_THRESHOLD', {
    default: 3,
    min: 0.01,
    max: 1_000,
    about: 'execution cost, in USDT, at which a market is rejected',
  }),
  cooldownS: whole('SIGNAL_COOLDOWN', {
    default: 300,
    min: 0,
    max: DAY_S,
    about: 'seconds between two signals of a symbol',
  }),
  expiryS: whole('SIGNAL_EXPIRY', { default: 1_800, min: 1, max: DAY_S, about: 'seconds that a signal holds' }),
  signalsPerSymbolMax: whole('MAX_SIGNALS_PER_SYMBOL', {
    default: 3,
    min: 1,
    max: 1_000,
    about: 'signals of a symbol that hold at once',
  }),
  btc: cost('BTC_BASE_SPREAD_COST', 0.12, 'BTC'),
  eth: cost('ETH_BASE_SPREAD_COST', 0.16, 'ETH'),
  majors: cost('MAJOR_ALT_BASE_SPREAD_COST', 0.25, 'BNB, SOL, ADA, MATIC, AVAX, DOT or LINK'),
  others: cost('OTHER_BASE_SPREAD_COST', 0.5, 'any other coin'),
  volumeVeryHigh: volume('VERY_HIGH_VOLUME_THRESHOLD', 50e6, 'USDT traded in 24 hours above which cost is × 0.7'),
  volumeHigh: volume('HIGH_VOLUME_THRESHOLD', 20e6, 'the same for × 0.9'),
  volumeGood: volume('GOOD_VOLUME_THRESHOLD', 10e6, 'the same for × 1'),
  volumeModerate: volume('MODERATE_VOLUME_THRESHOLD', 5e6, 'the same for × 1.3'),
  volumeLow: volume('LOW_VOLUME_THRESHOLD', 1e6, 'the same for × 2; below it cost is × 5'),
};

export const scoringSection: Section = {
  title: 'Score',
  about: 'Read by `viper score`. Volume thresholds fall from very high to low.',
  definitions: Object.values(scoring),
};
