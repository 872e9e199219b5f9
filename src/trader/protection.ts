/**
 * Where the stop and the target of an entry lie, in whole ticks.
 * Invariant: each is rounded away from the entry; a stop nearer than what the round trip costs is widened where it is the
 * profile's, and refused where it is asked for.
 */
import {
  direction,
  formatPrice,
  type Instrument,
  InvalidInput,
  type PositionSide,
  parsePrice,
  RATE_DECIMALS,
  type Rate,
  type Ticks,
  ticks,
} from '../domain/index.ts';
import type { TraderProfile } from './profiles.ts';

const ONE = 10n ** BigInt(RATE_DECIMALS);
/** A stop of the profile's covers one and a half round trips of taker fees at least. */
const withMargin = (roundTrip: bigint): Rate => ((roundTrip * 3n) / 2n) as Rate;

export type Protection = { readonly stopLoss: Ticks; readonly takeProfit: Ticks | undefined };

export type ProtectionWish = {
  readonly positionSide: PositionSide;
  /** Where the entry is expected to fill. */
  readonly entry: Ticks;
  /** Decimal text; undefined: the profile's. */
  readonly stopLoss: string | undefined;
  /** null: none. */
  readonly takeProfit: string | null | undefined;
};

/** @throws InvalidInput for a price off the grid, on the wrong side, or too near to pay for the trade. */
export function protect(instrument: Instrument, wish: ProtectionWish, profile: TraderProfile): Protection {
  const { entry, positionSide } = wish;
  const side = direction(positionSide);
  const roundTrip = 2n * instrument.takerFee;
  const least = shareOf(entry, roundTrip as Rate);
  const widened = max(profile.stop, withMargin(roundTrip));
  const distance =
    wish.stopLoss === undefined ? shareOf(entry, widened) : side * (entry - parsePrice(instrument, wish.stopLoss));
  if (distance < least || distance >= entry) {
    const bound = side === 1 ? 'at most' : 'at least';
    const limit = formatPrice(instrument, ticks(entry - side * least));
    const why = 'beyond what the fees of both ways cost';
    throw new InvalidInput(
      'stopLoss',
      wish.stopLoss,
      `${bound} ${limit} for a ${positionSide} at ${formatPrice(instrument, entry)}: ${why}`,
    );
  }
  const stopLoss = ticks(entry - side * distance);
  return { stopLoss, takeProfit: targetOf(instrument, wish, { least, reward: scaled(distance, profile.rewardRisk) }) };
}

function targetOf(
  instrument: Instrument,
  { takeProfit, entry, positionSide }: ProtectionWish,
  { least, reward }: { readonly least: number; readonly reward: number },
): Ticks | undefined {
  if (takeProfit === null) return undefined;
  const side = direction(positionSide);
  const distance =
    takeProfit === undefined ? Math.max(reward, least + 1) : side * (parsePrice(instrument, takeProfit) - entry);
  // A short has no price below zero to aim at: half the way is as far as a target goes.
  const kept = takeProfit === undefined && side === -1 ? Math.min(distance, Math.floor(entry / 2)) : distance;
  if (kept <= least) {
    const bound = side === 1 ? 'above' : 'below';
    const limit = formatPrice(instrument, ticks(entry + side * least));
    throw new InvalidInput('takeProfit', takeProfit, `${bound} ${limit}, where the fees of both ways are paid`);
  }
  return ticks(entry + side * kept);
}

/** `entry × share`, in ticks, rounded up. */
const shareOf = (entry: Ticks, share: Rate): number => Number((BigInt(entry) * share + ONE - 1n) / ONE);

/** `distance × factor`, in ticks, rounded up. */
const scaled = (distance: number, factor: Rate): number => Number((BigInt(distance) * factor + ONE - 1n) / ONE);

const max = (a: Rate, b: Rate): Rate => (a > b ? a : b);
