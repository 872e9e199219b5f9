/**
 * When a position no longer covers its maintenance margin: the marks at which that is so.
 * Invariant: looks, and changes nothing.
 * Formula: liquidated at marks m where margin + m × net − cost ≤ m × gross × (maintenance rate + taker fee), with size signed
 * in `net` and `cost`. Isolated: one position and its margin. Crossed: all crossed positions of the symbol, and the cash that
 * no isolated position holds plus unrealised profit less maintenance of the crossed positions in other symbols.
 */
import {
  asMoney,
  direction,
  type Instrument,
  type Money,
  RATE_DECIMALS,
  type Rate,
  type Ticks,
  tickLotValue,
  ticks,
} from '../../domain/index.ts';
import { maintenanceOf, maintenanceRate, maintenanceRateOf, notionalOf, unrealisedOf } from './margin.ts';
import {
  type Account,
  accountOf,
  type Band,
  type Core,
  knownMark,
  type Market,
  marketOf,
  type Position,
  type Seat,
  seatOf,
} from './state.ts';

const RATE_ONE = 10n ** BigInt(RATE_DECIMALS);
const NONE_BELOW = -1;
const NONE_ABOVE = Number.POSITIVE_INFINITY;

export type Leg = Pick<Position, 'size' | 'positionSide' | 'cost'>;

/** Marks at which the position is liquidated, as things stand. */
export function bandOf(core: Core, position: Position): Band {
  const account = accountOf(core, position.account);
  const seat = seatOf(core, account, position.symbol);
  const known = seat.bands[position.positionSide];
  if (known) return known;
  if (position.marginMode === 'isolated')
    return keep(seat, position, solve(core, position, [position], position.margin));
  const crossed = core.positions.of(account.name).filter((other) => other.marginMode === 'crossed');
  const legs = crossed.filter((other) => other.symbol === position.symbol);
  const others = crossed.filter((other) => other.symbol !== position.symbol);
  const band = solve(core, position, legs, crossedCash(core, account, others));
  // With other symbols involved the band moves with their marks.
  return others.length === 0 ? keep(seat, position, band) : band;
}

const solve = (core: Core, position: Position, legs: readonly Leg[], free: Money): Band =>
  solveBand(
    {
      instrument: marketOf(core, position.symbol).instrument,
      rate: maintenanceRateOf(core, position),
    },
    legs,
    free,
  );

function keep(seat: Seat, { positionSide }: Position, band: Band): Band {
  seat.bands[positionSide] = band;
  return band;
}

/** An isolated position is not liquidated at this mark: the same as its band says, without solving for it. */
export function isCovered(core: Core, market: Market, position: Position, mark: Ticks): boolean {
  const value = notionalOf(market, { price: mark, size: position.size });
  const profit = position.positionSide === 'long' ? value - position.cost : position.cost - value;
  return (position.margin + profit) * RATE_ONE > value * maintenanceRateOf(core, position);
}

/** What backs the crossed positions of one symbol, where `others` are those of the rest. */
export function crossedCash(core: Core, account: Account, others: readonly Position[]): Money {
  let free = account.balance - account.isolatedMargin;
  for (const other of others) {
    const market = marketOf(core, other.symbol);
    const mark = knownMark(market);
    free += unrealisedOf(market.instrument, other, mark) - maintenanceOf(core, other, mark);
  }
  return asMoney(free);
}

export type BandTerms = {
  readonly instrument: Instrument;
  /** Share of the value that must be covered; default: that of the lowest tier. */
  readonly rate?: Rate;
};

/** @param free what backs the legs, without their unrealised profit. */
export function solveBand(
  { instrument, rate = maintenanceRate(instrument) }: BandTerms,
  legs: readonly Leg[],
  free: Money,
): Band {
  let [net, gross, cost] = [0n, 0n, 0n];
  for (const { size, positionSide, cost: paid } of legs) {
    const sign = BigInt(direction(positionSide));
    net += sign * BigInt(size);
    gross += BigInt(size);
    cost += sign * paid;
  }
  // Liquidated where left ≤ m × slope.
  const left = (free - cost) * RATE_ONE;
  const slope = tickLotValue(instrument) * (gross * rate - net * RATE_ONE);
  if (slope < 0n)
    return {
      below: left >= 0n ? NONE_BELOW : Number(-left / -slope),
      above: NONE_ABOVE,
    };
  if (slope > 0n)
    return {
      below: NONE_BELOW,
      above: left <= 0n ? 0 : Number((left + slope - 1n) / slope),
    };
  return { below: NONE_BELOW, above: left <= 0n ? 0 : NONE_ABOVE };
}

/** The mark that liquidates, or undefined where no price does. */
export const liquidationPriceOf = (core: Core, position: Position): Ticks | undefined =>
  priceOf(bandOf(core, position));

/** The end of a band that a price can reach. */
export function priceOf({ below, above }: Band): Ticks | undefined {
  if (below > 0) return ticks(below);
  return Number.isFinite(above) && above > 0 ? ticks(above) : undefined;
}

/**
 * Maintenance and closing fee at mark ÷ (margin + unrealised profit) of all that shares the margin: 1 liquidates.
 * For display only; undefined where nothing backs the position.
 */
export function marginRatioOf(core: Core, position: Position): number | undefined {
  const account = accountOf(core, position.account);
  const isIsolated = position.marginMode === 'isolated';
  const held = core.positions
    .of(account.name)
    .filter((other) => (isIsolated ? other === position : other.marginMode === 'crossed'));
  let [needed, backing] = [0n, isIsolated ? position.margin : account.balance - account.isolatedMargin];
  for (const other of held) {
    const market = marketOf(core, other.symbol);
    const mark = knownMark(market);
    needed += maintenanceOf(core, other, mark);
    backing += unrealisedOf(market.instrument, other, mark);
  }
  return backing > 0n ? Number(needed) / Number(backing) : undefined;
}
