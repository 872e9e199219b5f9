/**
 * The distances of the profile on the timeframe at hand, all as fractions of price.
 * Invariant: the stop lies between the cost of the trade and the profile's own stop, and every other distance shrinks with it.
 */
import type { StrategicParams } from './params.ts';

export type Market = {
  /** Close of the newest bar, in ticks. */
  readonly price: number;
  /** In ticks. */
  readonly atr: number;
  /** Of one day, as a fraction. */
  readonly volatility: number;
  /** One taker fee, as a fraction of notional. */
  readonly takerFee: number;
};

export type Distances = {
  readonly stop: number;
  /** Stop on this timeframe / the profile's stop: what the profile's other distances are multiplied by. */
  readonly scale: number;
  /** Half width of the zone around a level. */
  readonly zone: number;
};

/**
 * The profile's own stop is stopBase × stopMultiplier × (1 + volatility): the widest. Where stopAtr × ATR is less, that
 * is the stop, as long as it covers stopFees round trips. The zone follows the ATR alone: fees do not blur a level.
 */
export function distances(market: Market, params: StrategicParams): Distances {
  const range = market.atr / market.price;
  const widest = params.stopBase * params.stopMultiplier * (1 + market.volatility);
  const covering = params.stopFees * 2 * market.takerFee;
  const stop = Math.min(widest, Math.max(covering, params.stopAtr * range));
  return { stop, scale: stop / widest, zone: Math.min(params.zoneMax, params.zoneAtr * range) };
}
