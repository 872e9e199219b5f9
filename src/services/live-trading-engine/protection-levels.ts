/**
 * Stop, target and trailing stop of an entry by distances in percent, on whole ticks.
 * Invariant: exact arithmetic; a stop nearer than half a percent is refused by name.
 */
import Type, { type Static } from 'typebox';
import {
  divideRounded,
  formatPrice,
  type Instrument,
  InvalidInput,
  type PositionSide,
  parseDecimal,
  parseSteps,
  type Ticks,
  ticks,
} from '../../domain/index.ts';
import { type DecimalField, decimalField, decimalText } from '../contract/index.ts';

const PERCENT_DECIMALS = 6;
const HUNDRED = 100n * 10n ** BigInt(PERCENT_DECIMALS);

export const STOP_MIN_PERCENT = '0.5';
/** In percent, where none is given. */
export const DEFAULT_DISTANCES = {
  stop_loss_percent: '2',
  take_profit_percent: '6',
  trailing_percent: '1',
  activation_percent: '2',
} as const;

type DistanceName = keyof typeof DEFAULT_DISTANCES;
export type Distances = { readonly [Name in DistanceName]?: DecimalField };

const distance = (name: DistanceName, what: string) =>
  Type.Optional(decimalField(`${what} in percent; absent: ${DEFAULT_DISTANCES[name]}`));

export const DistanceFields = {
  stop_loss_percent: distance('stop_loss_percent', 'distance of the stop'),
  take_profit_percent: distance('take_profit_percent', 'distance of the target'),
  trailing_percent: distance('trailing_percent', 'distance of the trailing stop'),
  activation_percent: distance('activation_percent', 'profit at which the trailing stop begins'),
};

export const SideWord = Type.Enum(['buy', 'sell', 'long', 'short'], { description: 'buy or long, sell or short' });

export const sideOf = (word: Static<typeof SideWord>): PositionSide =>
  word === 'buy' || word === 'long' ? 'long' : 'short';

export type Levels = {
  readonly entry: Ticks;
  readonly stop: Ticks;
  readonly target: Ticks;
  readonly activation: Ticks;
  /** Where the trailing stop stands when it begins. */
  readonly trailing: Ticks;
  /** Target over stop distance. */
  readonly riskReward: string;
};

/** @throws InvalidInput for a distance out of its bounds, and where nothing is left of a price. */
export function levelsOf(
  instrument: Instrument,
  { side, entry }: { readonly side: PositionSide; readonly entry: Ticks },
  given: Distances,
): Levels {
  const sign = side === 'long' ? 1n : -1n;
  const [stop, target] = [percentOf(given, 'stop_loss_percent'), percentOf(given, 'take_profit_percent')];
  if (stop < parseDecimal(STOP_MIN_PERCENT, PERCENT_DECIMALS))
    throw new InvalidInput(
      'stop_loss_percent',
      given.stop_loss_percent,
      `${STOP_MIN_PERCENT} or more: nearer is noise`,
    );
  const activation = shifted(entry, sign * percentOf(given, 'activation_percent'), instrument);
  return {
    entry,
    stop: shifted(entry, -sign * stop, instrument),
    target: shifted(entry, sign * target, instrument),
    activation,
    trailing: trailingStop(instrument, { side, price: activation }, given),
    riskReward: String(Number((target * 100n) / stop) / 100),
  };
}

/** Where a trailing stop stands at a price. @throws InvalidInput as `levelsOf`. */
export const trailingStop = (
  instrument: Instrument,
  { side, price }: { readonly side: PositionSide; readonly price: Ticks },
  given: Distances,
): Ticks => shifted(price, (side === 'long' ? -1n : 1n) * percentOf(given, 'trailing_percent'), instrument);

const Text = Type.String({ description: 'decimal text' });

export const LevelsView = Type.Object({
  entry_price: Text,
  stop_loss: Text,
  take_profit: Text,
  trailing_activation: Text,
  trailing_stop: Type.String({ description: 'where it stands when it begins, as decimal text' }),
  risk_reward: Type.String({ description: 'target over stop distance, as decimal text' }),
});

export function levelsView(instrument: Instrument, levels: Levels): Static<typeof LevelsView> {
  const shown = (price: Ticks): string => formatPrice(instrument, price);
  return {
    entry_price: shown(levels.entry),
    stop_loss: shown(levels.stop),
    take_profit: shown(levels.target),
    trailing_activation: shown(levels.activation),
    trailing_stop: shown(levels.trailing),
    risk_reward: levels.riskReward,
  };
}

/** @throws InvalidInput for what is off the ticks, or no price. */
export function priceField(instrument: Instrument, field: string, value: DecimalField): Ticks {
  const price = parseSteps(decimalText(value), instrument.tick, field) as Ticks;
  if (price === 0) throw new InvalidInput(field, decimalText(value), 'a price above 0');
  return price;
}

function percentOf(given: Distances, name: DistanceName): bigint {
  const text = decimalText(given[name] ?? DEFAULT_DISTANCES[name]);
  const parsed = parseDecimal(text, PERCENT_DECIMALS, 'nearest');
  if (parsed > 0n && parsed < HUNDRED) return parsed;
  throw new InvalidInput(name, text, 'more than 0 and less than 100');
}

/** To the nearest tick. @throws InvalidInput when nothing is left of the price. */
function shifted(price: Ticks, percent: bigint, { symbol }: Instrument): Ticks {
  const moved = Number(divideRounded(BigInt(price) * (HUNDRED + percent), HUNDRED));
  if (moved > 0) return ticks(moved);
  throw new InvalidInput('entry_price', price, `a price of ${symbol} that leaves one for its stop`);
}
