/**
 * Limits that a person makes tighter while the run goes on.
 * Invariant: tightening loosens none; what is tighter stays so over restarts, until it is loosened on purpose, and never
 * beyond what is configured.
 */
import {
  type Command,
  formatMoney,
  formatRate,
  type RiskLimits,
  refused,
  type TightenableLimits,
} from '../domain/index.ts';
import type { Reply } from './effects.ts';
import { type KernelState, limitsOf, notice, type Turn } from './state.ts';

type Of<Kind extends Command['kind']> = Extract<Command, { kind: Kind }>;

export function tightenLimits(state: KernelState, turn: Turn, { limits }: Of<'tighten-limits'>): Reply {
  const now = limitsOf(state);
  const given = Object.entries(limits).filter(([, value]) => value !== undefined) as [
    keyof TightenableLimits,
    number | bigint,
  ][];
  for (const [limit, wanted] of given) {
    if (wanted > now[limit])
      return refused('limits-only-tighten', {
        limit,
        now: textOf(now, limit),
        wanted: textOf({ ...now, ...limits }, limit),
      });
  }
  state.tightened = { ...state.tightened, ...Object.fromEntries(given) };
  notice(turn, 'warning', 'limits-tightened', { limits: given.map(([limit]) => limit).join(', ') });
  return { ok: true, details: { changed: given.length } };
}

export function loosenLimits(state: KernelState, turn: Turn, { limits }: Of<'loosen-limits'>): Reply {
  const tightened = namesOf(state);
  const gone = tightened.filter((limit) => limits?.includes(limit) ?? true);
  state.tightened = Object.fromEntries(Object.entries(state.tightened).filter(([limit]) => !isIn(gone, limit)));
  if (gone.length > 0) notice(turn, 'warning', 'limits-loosened', { limits: gone.join(', ') });
  return { ok: true, details: { changed: gone.length } };
}

/** At a start: who has configured a looser limit since would else not know why it does not hold. */
export function tellTightened(state: KernelState, turn: Turn): void {
  const tightened = namesOf(state);
  if (tightened.length > 0) notice(turn, 'warning', 'limits-still-tight', { limits: tightened.join(', ') });
}

/** As a person writes it: a money in USDT, a rate as a share. */
function textOf({ dailyLossMax, riskPerTrade, ...counts }: RiskLimits, limit: keyof TightenableLimits): string {
  if (limit === 'dailyLossMax') return formatMoney(dailyLossMax);
  return limit === 'riskPerTrade' ? formatRate(riskPerTrade) : String(counts[limit]);
}

const namesOf = (state: KernelState) => Object.keys(state.tightened) as (keyof TightenableLimits)[];

const isIn = (names: readonly string[], name: string): boolean => names.includes(name);
