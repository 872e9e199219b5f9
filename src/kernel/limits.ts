/**
 * Limits that a person makes tighter while the run goes on.
 * Invariant: no limit is ever loosened; the next start takes the configured ones again.
 */
import { type Command, type RiskLimits, refused } from '../domain/index.ts';
import type { Reply } from './effects.ts';
import { configOf, type KernelState, notice, type Turn } from './state.ts';

type Tighten = Extract<Command, { kind: 'tighten-limits' }>;

export function tightenLimits(state: KernelState, turn: Turn, { limits }: Tighten): Reply {
  const config = configOf(state);
  const given = Object.entries(limits).filter(([, value]) => value !== undefined) as [
    keyof Tighten['limits'],
    number | bigint,
  ][];
  for (const [limit, wanted] of given) {
    const now = config.risk[limit];
    if (wanted > now) return refused('limits-only-tighten', { limit, now: String(now), wanted: String(wanted) });
  }
  const risk = { ...config.risk, ...Object.fromEntries(given) } as RiskLimits;
  state.config = { ...config, risk };
  notice(turn, 'warning', 'limits-tightened', { limits: given.map(([limit]) => limit).join(', ') });
  return { ok: true, details: { changed: given.length } };
}
