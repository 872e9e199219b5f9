import { describe, expect, it } from 'vitest';
import { normalizeSymbol } from './symbol.ts';

describe('normalizeSymbol', () => {
  it.each([
    ['BTCUSDT_UMCBL', 'BTCUSDT'],
    ['BTCUSDT', 'BTCUSDT'],
    ['BTC/USDT:USDT', 'BTCUSDT'],
    ['btcusdt', 'BTCUSDT'],
    ['1000PEPEUSDT', '1000PEPEUSDT'],
  ])('%s → %s', (text, symbol) => {
    expect(normalizeSymbol(text)).toBe(symbol);
    expect(normalizeSymbol(symbol)).toBe(symbol);
  });

  it.each(['', 'BTC', 'USDT', 'BTCUSD', 'BTC/USDT', 'BTCUSDT_DMCBL', 'BTC USDT', 'BTCUSDT_UMCBL_UMCBL', '../USDT'])(
    'refuses %j and names it',
    (text) => {
      expect(() => normalizeSymbol(text)).toThrow(/^symbol: .* is not allowed; expected .*BTCUSDT/);
    },
  );
});
