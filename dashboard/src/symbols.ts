/**
 * What becomes of each symbol: whether it is followed and entered, and who said so.
 * Invariant: pure; made from the status alone.
 */
import type { StatusRow } from '../../src/engine/api.ts';

export type SymbolsState = Pick<StatusRow, 'symbols' | 'symbolsAdded' | 'symbolsRemoved' | 'symbolsOutside'>;

export type SymbolState = {
  readonly symbol: string;
  readonly words: string;
  /** Strategies may enter it: it can be taken out. If not, it can be let in. */
  readonly isEntered: boolean;
  readonly isFollowed: boolean;
};

export function symbolStates({ symbols, symbolsAdded, symbolsRemoved, symbolsOutside }: SymbolsState): SymbolState[] {
  const [added, removed, outside] = [new Set(symbolsAdded), new Set(symbolsRemoved), new Set(symbolsOutside)];
  const followed = symbols.map((symbol) => {
    if (removed.has(symbol))
      return { symbol, words: 'taken out; managed until nothing is open', isEntered: false, isFollowed: true };
    if (outside.has(symbol)) return { symbol, words: 'not chosen by the universe', isEntered: false, isFollowed: true };
    return {
      symbol,
      words: added.has(symbol) ? 'entered, added by hand' : 'entered',
      isEntered: true,
      isFollowed: true,
    };
  });
  const left = symbolsRemoved
    .filter((symbol) => !symbols.includes(symbol))
    .map((symbol) => ({ symbol, words: 'taken out', isEntered: false, isFollowed: false }));
  return [...followed, ...left];
}
