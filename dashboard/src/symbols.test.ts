import { expect, it } from 'vitest';
import { symbolStates } from './symbols.ts';

it('says of each symbol what becomes of it', () => {
  const states = symbolStates({
    symbols: ['BTCUSDT', 'ETHUSDT', 'SOLUSDT', 'XRPUSDT'],
    symbolsAdded: ['ETHUSDT'],
    symbolsRemoved: ['SOLUSDT', 'ADAUSDT'],
    symbolsOutside: ['SOLUSDT', 'XRPUSDT'],
  });
  expect(states.map(({ symbol, words, isEntered, isFollowed }) => [symbol, words, isEntered, isFollowed])).toEqual([
    ['BTCUSDT', 'entered', true, true],
    ['ETHUSDT', 'entered, added by hand', true, true],
    ['SOLUSDT', 'taken out; managed until nothing is open', false, true],
    ['XRPUSDT', 'not chosen by the universe', false, true],
    ['ADAUSDT', 'taken out', false, false],
  ]);
});
