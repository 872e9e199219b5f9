/**
 * Risk in the documented words: shares of the limits, and one figure from 0 to 100 over all.
 * Invariant: money is exact decimal text; floats are shares and scores alone.
 */
import Type, { type Static } from 'typebox';
import { formatRate, money, moneyToNumber, rate, type TightenableLimits } from '../../domain/index.ts';
import type { RiskRow } from '../../engine/api.ts';

const Usdt = Type.String({ description: 'USDT as decimal text' });
const Share = Type.Number({ minimum: 0, description: 'percent' });

/** Those that can be made tighter by hand. */
export const LIMIT_NAMES = [
  'max_leverage',
  'risk_per_trade',
  'max_positions',
  'max_daily_loss',
  'max_consecutive_losses',
] as const;
export type LimitName = (typeof LIMIT_NAMES)[number];

export const LIMIT_KEYS: Readonly<Record<LimitName, keyof TightenableLimits>> = {
  max_leverage: 'leverageMax',
  risk_per_trade: 'riskPerTrade',
  max_positions: 'positionsMax',
  max_daily_loss: 'dailyLossMax',
  max_consecutive_losses: 'lossesMax',
};

export const LimitsView = Type.Object({
  max_leverage: Type.Integer(),
  risk_per_trade: Type.String({ description: 'share of the equity that a trade may lose, as decimal text' }),
  max_positions: Type.Integer(),
  max_daily_loss: Usdt,
  max_consecutive_losses: Type.Integer(),
  circuit_breaker_cooldown: Type.Number({ description: 'seconds' }),
  default_stop_distance: Type.String({ description: 'share of the price, as decimal text' }),
  tightened: Type.Array(Type.Enum(LIMIT_NAMES), {
    description: 'limits that were made tighter by hand, and stay so until DELETE /api/limits',
  }),
});

export const limitsView = ({ limits, tightened }: RiskRow): Static<typeof LimitsView> => ({
  max_leverage: limits.leverageMax,
  risk_per_trade: formatRate(rate(limits.riskPerTrade)),
  max_positions: limits.positionsMax,
  max_daily_loss: limits.dailyLossMax,
  max_consecutive_losses: limits.lossesMax,
  circuit_breaker_cooldown: limits.cooldownMs / 1_000,
  default_stop_distance: limits.defaultStopDistance,
  tightened: LIMIT_NAMES.filter((name) => tightened.includes(LIMIT_KEYS[name])),
});

export const UtilizationView = Type.Object({
  equity: Usdt,
  available: Usdt,
  margin_used: Usdt,
  utilization_percent: Share,
  exposure: Usdt,
  exposure_percent: Share,
});

export const utilizationView = (risk: RiskRow): Static<typeof UtilizationView> => ({
  equity: risk.equity,
  available: risk.available,
  margin_used: risk.marginUsed,
  utilization_percent: percent(risk.marginUsed, risk.equity),
  exposure: risk.exposure,
  exposure_percent: percent(risk.exposure, risk.equity),
});

/** Each part as percent of what is allowed, 100 at most: loss of the day, positions, margin of the equity. */
export function riskScore(risk: RiskRow): {
  score: number;
  level: 'low' | 'medium' | 'high';
  dailyLossPercent: number;
} {
  const { dailyLossMax, positionsMax } = risk.limits;
  const loss = -Math.min(0, figure(risk.realizedToday) + figure(risk.openLoss));
  const dailyLossPercent = share(loss, figure(dailyLossMax));
  const positions = share(risk.positions, positionsMax);
  const margin = Math.min(100, percent(risk.marginUsed, risk.equity));
  const score = round(0.4 * Math.min(100, dailyLossPercent) + 0.3 * Math.min(100, positions) + 0.3 * margin);
  return { score, level: score < 30 ? 'low' : score < 70 ? 'medium' : 'high', dailyLossPercent };
}

const figure = (text: string): number => moneyToNumber(money(text));
const round = (value: number): number => Math.round(value * 100) / 100;
const share = (part: number, whole: number): number => (whole > 0 ? round((part / whole) * 100) : part > 0 ? 100 : 0);
const percent = (part: string, whole: string): number => Math.max(0, share(figure(part), figure(whole)));
