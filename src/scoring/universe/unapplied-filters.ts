/**
 * What a choice could not go by, because the market does not tell it.
 * Invariant: pure; speaks of those alone that had to be judged.
 */
import type { MarketFacts, UniverseRow } from './choose-universe.ts';

const ASKED = {
  'quote-volume': 'quoteVolume',
  spread: 'spreadBps',
  age: 'ageDays',
  volatility: 'volatility',
  score: 'score',
} as const satisfies Readonly<Record<string, keyof MarketFacts>>;

/** `score`: such a market is ranked by volume, after all that have one; every other one lets it pass. */
export type UnappliedFilter = {
  readonly filter: keyof typeof ASKED;
  readonly symbols: readonly string[];
  /** How many had to be judged. */
  readonly of: number;
};

/** Who is in by priority was not judged, and who does not pass a filter needs no score. */
export function unappliedFilters(rows: readonly UniverseRow[]): readonly UnappliedFilter[] {
  const judged = rows.filter(({ rule }) => rule !== 'priority');
  return (Object.keys(ASKED) as UnappliedFilter['filter'][]).flatMap((filter) => {
    const asked = filter === 'score' ? judged.filter(({ rank }) => rank !== null) : judged;
    const symbols = asked.filter((row) => row[ASKED[filter]] === undefined).map(({ symbol }) => symbol);
    return symbols.length === 0 ? [] : [{ filter, symbols, of: asked.length }];
  });
}

const NAMED_MAX = 5;

/** In one line, for people. */
export function unappliedText({ filter, symbols, of }: UnappliedFilter): string {
  const named = symbols.slice(0, NAMED_MAX).join(', ');
  const who = `${symbols.length} of ${of} symbols (${named}${symbols.length > NAMED_MAX ? ', …' : ''})`;
  return filter === 'score'
    ? `no score is known of ${who}: they are ranked by volume, after those that have one`
    : `the filter "${filter}" could not be applied to ${who}: the market does not tell it`;
}
