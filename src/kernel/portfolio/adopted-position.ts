/**
 * A position as the venue has it, where our fills do not explain its size.
 * Invariant: what is known of it stays: since when it is open, its largest size, what it has brought so far.
 */
import { asMoney, type Instrument, type PositionReport, parseDecimal, tickLotValue, ZERO } from '../../domain/index.ts';
import type { Position } from './position.ts';

type Ours = {
  readonly known: Position | undefined;
  readonly instrument: Instrument;
  /** When it was heard of, epoch ms. */
  readonly at: number;
};

export function adoptedPosition(report: PositionReport, { known, instrument, at }: Ours): Position {
  const { symbol, positionSide, size } = report;
  const cost = costOf(report, instrument);
  if (known) return { ...known, size, cost };
  return { symbol, positionSide, size, cost, openedAt: at, sizeMax: size, net: ZERO };
}

/** size × average entry price, which is no whole tick: taken at 12 decimals. */
function costOf({ entryPrice, size }: PositionReport, instrument: Instrument): Position['cost'] {
  const price = parseDecimal(entryPrice, 12, 'nearest');
  const tick = BigInt(instrument.tick.units) * 10n ** BigInt(12 - instrument.tick.decimals);
  return asMoney((price * BigInt(size) * tickLotValue(instrument)) / tick);
}
