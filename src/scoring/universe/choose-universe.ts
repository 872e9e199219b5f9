/**
 * Which symbols are traded: those of the priority list first, then the best of those that pass every filter.
 * Invariant: pure; what is unknown of a symbol keeps it neither in nor out; a member has to fall short by more than a
 * newcomer would, so that symbols do not come and go.
 */
import type { UniverseSettings } from './universe-settings.ts';

/** What is known of a market at a moment; undefined: not known. */
export type MarketFacts = {
  readonly symbol: string;
  /** USDT in 24 hours. */
  readonly quoteVolume: number | undefined;
  /** Basis points of price. */
  readonly spreadBps: number | undefined;
  readonly ageDays: number | undefined;
  /** Range of 24 hours as a share of price. */
  readonly volatility: number | undefined;
  /** From 0 to 100; markets with one are ranked by it, before those without, which are ranked by volume. */
  readonly score?: number | undefined;
};

/** Why a symbol is in (`priority`, `rank`) or out. */
export type UniverseRule = 'priority' | 'rank' | 'quote-volume' | 'spread' | 'age' | 'volatility' | 'beyond-top';

export type UniverseRow = MarketFacts & {
  readonly isIn: boolean;
  readonly rule: UniverseRule;
  /** From 1, among those that pass the filters; null for those of the priority list and those that do not pass. */
  readonly rank: number | null;
};

export type UniverseWish = {
  readonly markets: readonly MarketFacts[];
  /** In their order; those without a market are left out. */
  readonly priority: readonly string[];
  /** Of the choice before. */
  readonly members: ReadonlySet<string>;
  readonly settings: UniverseSettings;
  /** Nothing but the priority list. */
  readonly isPriorityOnly?: boolean;
};

/** A row for every market: those that are in first, in the order in which they were chosen. */
export function chooseUniverse(wish: UniverseWish): readonly UniverseRow[] {
  const { markets, priority, members, settings, isPriorityOnly = false } = wish;
  const known = new Map(markets.map((market) => [market.symbol, market]));
  const first = [...new Set(priority)].flatMap((symbol) => known.get(symbol) ?? []).slice(0, settings.symbolsMax);
  const chosen = new Set(first.map(({ symbol }) => symbol));
  const places = isPriorityOnly ? 0 : settings.symbolsMax - first.length;
  const judged = markets
    .filter(({ symbol }) => !chosen.has(symbol))
    .map((market) => ({ market, rule: failing(market, members.has(market.symbol), settings) }));
  const ranked = judged
    .filter(({ rule }) => rule === undefined)
    .map(({ market }) => market)
    .sort((a, b) => byMerit(a, b, members, settings));
  return [
    ...first.map((market) => ({ ...market, isIn: true, rule: 'priority' as const, rank: null })),
    ...ranked.map((market, i) => {
      const isIn = i < places;
      return { ...market, isIn, rule: isIn ? ('rank' as const) : ('beyond-top' as const), rank: i + 1 };
    }),
    ...judged.flatMap(({ market, rule }) => (rule === undefined ? [] : [{ ...market, isIn: false, rule, rank: null }])),
  ];
}

/** The first filter that a market does not pass; a member's bounds are wider. */
function failing(market: MarketFacts, isMember: boolean, settings: UniverseSettings): UniverseRule | undefined {
  const share = isMember ? settings.stayShare : 1;
  const { quoteVolume, spreadBps, ageDays, volatility } = market;
  if (isBelow(quoteVolume, settings.quoteVolumeMin * share)) return 'quote-volume';
  if (isAbove(spreadBps, settings.spreadBpsMax / share)) return 'spread';
  if (isBelow(ageDays, settings.ageDaysMin)) return 'age';
  if (isBelow(volatility, settings.volatilityMin * share) || isAbove(volatility, settings.volatilityMax / share))
    return 'volatility';
  return undefined;
}

const isBelow = (value: number | undefined, limit: number): boolean => value !== undefined && value < limit;
const isAbove = (value: number | undefined, limit: number): boolean => value !== undefined && value > limit;

function byMerit(
  a: MarketFacts,
  b: MarketFacts,
  members: ReadonlySet<string>,
  { stayShare }: UniverseSettings,
): number {
  const lifted = (value: number, { symbol }: MarketFacts) => (members.has(symbol) ? value / stayShare : value);
  const scores = lifted(b.score ?? -1, b) - lifted(a.score ?? -1, a);
  const isScored = a.score !== undefined || b.score !== undefined;
  const difference = isScored && scores !== 0 ? scores : lifted(b.quoteVolume ?? 0, b) - lifted(a.quoteVolume ?? 0, a);
  return difference || (a.symbol < b.symbol ? -1 : 1);
}
