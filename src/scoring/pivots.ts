/**
 * Classic pivot levels of a period from its high, low and close.
 */

export type Pivots = {
  readonly S2: number;
  readonly S1: number;
  readonly pivot: number;
  readonly R1: number;
  readonly R2: number;
};

export function pivots(high: number, low: number, close: number): Pivots {
  const pivot = (high + low + close) / 3;
  return {
    S2: pivot - (high - low),
    S1: 2 * pivot - high,
    pivot,
    R1: 2 * pivot - low,
    R2: pivot + (high - low),
  };
}
