/**
 * What takers here have taken from the liquidity outside, read from what the core tells.
 * Invariant: what the accounts trade with each other counts for nothing; levels come in the order in which they were taken.
 */
import { economicSide, type Fill, type Level, type Lots, type Side, type Ticks } from '../../../domain/index.ts';
import type { CoreOutput } from '../../core/index.ts';

export type Taken = { readonly symbol: string; readonly side: Side; readonly levels: readonly Level[] };

type Flow = { readonly symbol: string; readonly side: Side; readonly sizes: Map<Ticks, Lots> };

const NOTHING: readonly Taken[] = [];

/** @param outputs of one command or one update. */
export function takenOutside(outputs: readonly CoreOutput[]): readonly Taken[] {
  let flows: Map<string, Flow> | undefined;
  for (const output of outputs) {
    if ('changed' in output || output.event.type !== 'fill') continue;
    flows ??= new Map();
    count(flows, output.event.fill);
  }
  return flows ? [...flows.values()].flatMap(takenOf) : NOTHING;
}

/** A maker's fill takes back what its taker has counted, or will. */
function count(flows: Map<string, Flow>, { symbol, intent, positionSide, liquidity, price, size }: Fill): void {
  const own = economicSide(intent, positionSide);
  const side = liquidity === 'taker' ? own : own === 'buy' ? 'sell' : 'buy';
  const key = `${side} ${symbol}`;
  const flow = flows.get(key) ?? { symbol, side, sizes: new Map<Ticks, Lots>() };
  flows.set(key, flow);
  flow.sizes.set(price, ((flow.sizes.get(price) ?? 0) + (liquidity === 'taker' ? size : -size)) as Lots);
}

function takenOf({ symbol, side, sizes }: Flow): readonly Taken[] {
  const levels = [...sizes].filter(([, size]) => size > 0);
  return levels.length === 0 ? NOTHING : [{ symbol, side, levels }];
}
