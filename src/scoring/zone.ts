/**
 * Where price stands among pivot levels: far out and near a level scores more, from 60 to 100.
 */
import type { Pivots } from '../indicators/index.ts';

export function zoneScore(price: number, { S2, S1, R1, R2, pivot }: Pivots): number {
  const zone = price <= S2 ? 85 : price <= S1 ? 75 : price <= R1 ? 60 : price <= R2 ? 75 : 85;
  const nearest = Math.min(...[S2, S1, pivot, R1, R2].map((level) => (Math.abs(price - level) / price) * 100));
  return zone + (nearest <= 1 ? 15 : nearest <= 2 ? 10 : nearest <= 3 ? 5 : 0);
}
