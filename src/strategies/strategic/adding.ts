/**
 * When the strategic profile adds to its position: at Fibonacci extensions of the risk taken, on volume, after a rest.
 * Invariant: only to a position whose stop is at its average entry or better; each addition is smaller than the one before.
 */
import { type Candle, direction } from '../../domain/index.ts';
import type { Intent, PositionView } from '../../kernel/index.ts';
import { HOUR_MS, stakeOf } from '../profile/stake.ts';
import { takeProfits } from './exits.ts';
import type { StrategicParams } from './params.ts';

type Add = Extract<Intent, { kind: 'add' }>;

/** What was true when the position was first seen; all fractions of price. */
export type Held = {
  readonly openedAt: number;
  readonly scale: number;
  /** Distance of the first stop; absent in what older versions have saved: such a position is not added to. */
  readonly stop?: number;
};

export type AddingMoment = {
  readonly at: number;
  /** Newest last. */
  readonly bars: readonly Candle[];
  readonly held: Held;
  /** Of one day, as a fraction. */
  readonly volatility: number;
};

/** The addition that is due on the newest bar, or undefined. */
export function additionTo(position: PositionView, moment: AddingMoment, params: StrategicParams): Add | undefined {
  const { positionSide, entryPrice, additions = 0 } = position;
  const { held, bars, volatility } = moment;
  const bar = bars.at(-1);
  if (bar === undefined || held.stop === undefined || additions >= params.addsMax) return undefined;
  if (positionSide === 'short' && params.addShorts === 0) return undefined;
  if (!isSecured(position) || !isRested(position, moment, params)) return undefined;
  const gained = (direction(positionSide) * (bar.close - entryPrice)) / entryPrice;
  const level = held.stop * params.addAtR ** (additions + 1);
  if (gained < level || gained > level + params.addWithin * held.scale) return undefined;
  if (bar.volume < params.addVolume * meanVolume(bars.slice(0, -1))) return undefined;
  const targets = takeProfits(positionSide, { entry: bar.close, stop: held.stop }, params);
  if (targets.some(({ price }) => price <= 0)) return undefined;
  const share = params.addSize / (1 + params.addShrink * additions);
  const { risk, sizeFactor } = stakeOf(volatility, { ...params, sizeFactor: params.sizeFactor * share });
  return {
    kind: 'add',
    positionSide,
    takeProfits: targets,
    risk,
    sizeFactor,
    profitMin: Math.max(1, Math.floor(level * entryPrice)),
    additionsMax: params.addsMax,
    reason: `addition ${additions + 1} in profit`,
  };
}

const isSecured = ({ positionSide, entryPrice, stopLoss }: PositionView): boolean =>
  stopLoss !== undefined && direction(positionSide) * (stopLoss - entryPrice) >= 0;

const isRested = ({ openedAt, addedAt = openedAt }: PositionView, { at }: AddingMoment, params: StrategicParams) =>
  at - addedAt >= params.addRestHours * HOUR_MS;

const meanVolume = (bars: readonly Candle[]): number =>
  bars.length === 0 ? 0 : bars.reduce((sum, { volume }) => sum + volume, 0) / bars.length;
