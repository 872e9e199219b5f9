/**
 * A price with as many decimals as its contract has, so that columns stand under one another.
 */
import { createContext, useContext } from 'react';
import { formatDecimals } from '../format.ts';

/** Decimals of the tick, by symbol. */
export const PriceDecimals = createContext<ReadonlyMap<string, number>>(new Map());

export function Price({ symbol, value }: { symbol: string; value: string }) {
  const decimals = useContext(PriceDecimals).get(symbol);
  return formatDecimals(value, decimals);
}
