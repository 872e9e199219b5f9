/**
 * Amounts and moments as people read them.
 * Invariant: for the eye alone; what a program reads stays exact.
 */
import { formatMoney, money, roundMoney, ZERO } from '../../domain/index.ts';

/** Whole cents; finer where the amount is smaller than one of them. */
export function usdt(text: string): string {
  const amount = money(text);
  const cents = roundMoney(amount, 2);
  const [whole = '', fraction = ''] = formatMoney(cents).split('.');
  if (cents === ZERO) return amount === ZERO ? '0' : formatMoney(roundMoney(amount, 6));
  return fraction === '' ? whole : `${whole}.${fraction.padEnd(2, '0')}`;
}

/** Epoch ms as `2026-11-21 22:40:00`, UTC. */
export const moment = (at: number): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ');

/** Such as "one-per-symbol 2, paused 1", the most frequent first. */
export const countsText = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ') || 'none';

/** A share from 0 to 1. */
export const percent = (share: number | null): string => (share === null ? '–' : `${(share * 100).toFixed(1)} %`);
