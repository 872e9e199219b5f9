/**
 * What a fill meant: an entry, an exit of ours, or a stop or target that the exchange fired.
 */
import type { Fill, Ticks } from '../../domain/index.ts';
import type { FillRow } from '../api.ts';

/** Where the stop and the targets of the position stood. */
export type Levels = { readonly stopLoss: Ticks; readonly takeProfits: readonly { readonly price: Ticks }[] };

/** A close that is no order of ours came from a trigger: the one whose level lies nearest to the price. */
export function fillKind(fill: Fill, levels: Levels | undefined): FillRow['kind'] {
  if (fill.intent === 'open') return 'entry';
  if (fill.clientOid !== '' || !levels) return 'exit';
  const distance = (level: Ticks): number => Math.abs(level - fill.price);
  const nearestTarget = Math.min(...levels.takeProfits.map(({ price }) => distance(price)), Number.POSITIVE_INFINITY);
  return distance(levels.stopLoss) <= nearestTarget ? 'stop-loss' : 'take-profit';
}
