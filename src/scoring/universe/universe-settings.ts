/**
 * The numbers by which symbols are chosen, each with its bounds (both inclusive) and its meaning.
 * Invariant: settings are complete and within their bounds.
 */
import { InvalidInput } from '../../domain/index.ts';

export const UNIVERSE_PARAMS = {
  symbolsMax: { default: 20, min: 1, max: 200, about: 'symbols at most, those of the priority list among them' },
  quoteVolumeMin: { default: 7_000_000, min: 0, max: 1e12, about: 'USDT traded in 24 hours' },
  spreadBpsMax: { default: 10, min: 0.1, max: 1_000, about: 'ask above bid, in basis points of price' },
  ageDaysMin: { default: 30, min: 0, max: 3_650, about: 'days since the symbol was listed' },
  volatilityMin: {
    default: 0.005,
    min: 0,
    max: 1,
    about: 'range of 24 hours as a share of price: below, nothing moves',
  },
  volatilityMax: {
    default: 0.3,
    min: 0.01,
    max: 10,
    about: 'range of 24 hours as a share of price: above, it is wild',
  },
  stayShare: { default: 0.7, min: 0.1, max: 1, about: 'a member stays until it falls short by more than this share' },
  everyHours: { default: 6, min: 1, max: 168, about: 'hours between two choices' },
} as const;

export type UniverseSettings = Readonly<Record<keyof typeof UNIVERSE_PARAMS, number>>;

/** @throws InvalidInput that names the setting, its value and its bounds. */
export function universeSettings(given: Partial<UniverseSettings> = {}): UniverseSettings {
  const names = Object.keys(UNIVERSE_PARAMS) as (keyof UniverseSettings)[];
  return Object.fromEntries(
    names.map((name) => {
      const { default: usual, min, max } = UNIVERSE_PARAMS[name];
      const value = given[name] ?? usual;
      if (!(value >= min && value <= max))
        throw new InvalidInput(`universe.${name}`, value, `a number from ${min} to ${max}`);
      return [name, value];
    }),
  ) as UniverseSettings;
}
