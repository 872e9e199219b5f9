/**
 * Positions as programs read them: what is held, what it risks, and how much of it there is in all.
 * Invariant: amounts are exact text; a position whose stop is not seen on the exchange is said to be unprotected.
 */
import {
  asMoney,
  direction,
  divideRounded,
  formatDecimal,
  formatMoney,
  formatPrice,
  formatSize,
  type MarginMode,
  type Money,
  type PositionSide,
  type TriggerReport,
} from '../domain/index.ts';
import { type HeldPosition, type Standing, worth } from './account-view.ts';

export type PositionRow = {
  readonly symbol: string;
  readonly side: 'LONG' | 'SHORT';
  /** In base coin. */
  readonly size: string;
  readonly entryPrice: string;
  readonly markPrice: string;
  /** At mark, in USDT. */
  readonly notional: string;
  readonly unrealizedPnl: string;
  readonly leverage: number;
  readonly marginMode: MarginMode;
  /** Undefined where the exchange gives none. */
  readonly liquidationPrice: string | undefined;
};

export type RiskLevel = 'LOW' | 'MEDIUM' | 'HIGH';

export type PositionRiskRow = PositionRow & {
  /** From mark to liquidation as a fraction of mark; undefined without a liquidation price. */
  readonly liquidationDistance: string | undefined;
  /** By that distance: LOW above a tenth, HIGH below a twentieth. */
  readonly risk: RiskLevel;
  /** Whether stops on the exchange cover the whole size. */
  readonly isProtected: boolean;
  /** Of each stop, nearest to the market first. */
  readonly stopLosses: readonly string[];
  /** What is lost against the entry when every stop fires at its price, before fees; negative where profit is locked in; undefined while unprotected. */
  readonly lossAtStops: string | undefined;
};

export type Exposure = {
  /** Notional at mark, in USDT. */
  readonly long: string;
  readonly short: string;
  readonly gross: string;
  /** Long less short. */
  readonly net: string;
  readonly equity: string;
  /** Gross divided by equity; undefined where there is no equity. */
  readonly leverage: string | undefined;
  readonly positions: number;
};

const RATIO_DECIMALS = 6;
const LOW_ABOVE = 100_000n;
const HIGH_BELOW = 50_000n;

export const sideWord = (positionSide: PositionSide): 'LONG' | 'SHORT' => (positionSide === 'long' ? 'LONG' : 'SHORT');

export function positionRow(position: HeldPosition): PositionRow {
  const { instrument, liquidationPrice } = position;
  return {
    symbol: position.symbol,
    side: sideWord(position.positionSide),
    size: formatSize(instrument, position.size),
    entryPrice: position.entryPrice,
    markPrice: position.markPrice,
    notional: formatMoney(position.notional),
    unrealizedPnl: formatMoney(position.unrealized),
    leverage: position.leverage,
    marginMode: position.marginMode,
    liquidationPrice: liquidationPrice === undefined ? undefined : formatPrice(instrument, liquidationPrice),
  };
}

export function riskRow(position: HeldPosition, triggers: readonly TriggerReport[]): PositionRiskRow {
  const { symbol, positionSide, size, instrument } = position;
  const side = direction(positionSide);
  const stops = triggers
    .filter((each) => each.kind === 'stop-loss' && each.symbol === symbol && each.positionSide === positionSide)
    .sort((a, b) => side * (b.triggerPrice - a.triggerPrice));
  const covered = stops.reduce((sum, stop) => sum + (stop.size ?? size), 0);
  const distance = liquidationDistanceOf(position);
  return {
    ...positionRow(position),
    liquidationDistance: distance === undefined ? undefined : formatDecimal(distance, RATIO_DECIMALS),
    risk: levelOf(distance),
    isProtected: covered >= size,
    stopLosses: stops.map(({ triggerPrice }) => formatPrice(instrument, triggerPrice)),
    lossAtStops: covered >= size ? formatMoney(lossAtStops(position, stops)) : undefined,
  };
}

export function exposureOf({ positions, equity }: Standing): Exposure {
  const sum = (side: PositionSide): bigint =>
    positions.filter(({ positionSide }) => positionSide === side).reduce((total, { notional }) => total + notional, 0n);
  const [long, short] = [sum('long'), sum('short')];
  const text = (amount: bigint): string => formatMoney(asMoney(amount));
  const scaled = (long + short) * 10n ** BigInt(RATIO_DECIMALS);
  return {
    long: text(long),
    short: text(short),
    gross: text(long + short),
    net: text(long - short),
    equity: text(equity),
    leverage: equity > 0n ? formatDecimal(divideRounded(scaled, equity), RATIO_DECIMALS) : undefined,
    positions: positions.length,
  };
}

/** In millionths of mark; zero where mark is beyond it. */
function liquidationDistanceOf({ instrument, ...position }: HeldPosition): bigint | undefined {
  const { liquidationPrice, notional, size, positionSide } = position;
  if (liquidationPrice === undefined || notional <= 0n) return undefined;
  const atLiquidation = worth(instrument, formatPrice(instrument, liquidationPrice), size);
  const distance = (notional - atLiquidation) * BigInt(direction(positionSide));
  return distance <= 0n ? 0n : divideRounded(distance * 10n ** BigInt(RATIO_DECIMALS), notional);
}

function levelOf(distance: bigint | undefined): RiskLevel {
  if (distance === undefined || distance > LOW_ABOVE) return 'LOW';
  return distance < HIGH_BELOW ? 'HIGH' : 'MEDIUM';
}

/** The stops nearest to the market take what there is, each its size. */
function lossAtStops(position: HeldPosition, stops: readonly TriggerReport[]): Money {
  const { instrument, entryPrice, positionSide } = position;
  let open: number = position.size;
  let loss = 0n;
  for (const stop of stops) {
    const size = Math.min(stop.size ?? open, open) as typeof position.size;
    const atStop = worth(instrument, formatPrice(instrument, stop.triggerPrice), size);
    loss += (worth(instrument, entryPrice, size) - atStop) * BigInt(direction(positionSide));
    open -= size;
  }
  return asMoney(loss);
}
