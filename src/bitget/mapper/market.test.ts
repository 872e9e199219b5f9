import { describe, expect, test } from 'vitest';
import { InvalidInput, rate } from '../../domain/index.ts';
import { BTC } from '../client/testing/parts.ts';
import { decodeCandle, decodeTicker, decodeTrade } from './index.ts';

describe('market data', () => {
  const ticker = {
    instId: 'BTCUSDT',
    lastPr: '60000',
    bidPr: '59999.9',
    askPr: '60000.1',
    bidSz: '2.71',
    askSz: '8.7605',
    markPrice: '60000.0666',
    indexPrice: '60001',
    fundingRate: '0.00010000001',
    nextFundingTime: '1700006400000',
    ts: '1700000000000',
  };

  test('a ticker is a quote and a mark', () => {
    const at = 1_700_000_000_000;
    expect(decodeTicker(BTC, ticker)).toEqual([
      { type: 'quote', at, symbol: 'BTCUSDT', bid: 599_999, ask: 600_001, bidSize: 2_710, askSize: 8_760 },
      {
        type: 'mark',
        at,
        symbol: 'BTCUSDT',
        price: 600_001,
        fundingRate: rate('0.0001'),
        nextFundingAt: 1_700_006_400_000,
      },
    ]);
  });

  test('an empty side of the book makes no quote', () => {
    expect(decodeTicker(BTC, { ...ticker, bidPr: '' }).map(({ type }) => type)).toEqual(['mark']);
    expect(decodeTicker(BTC, { ...ticker, askPr: '0', markPrice: '' })).toEqual([]);
  });

  test('trades and candles', () => {
    const trade = { ts: '5', price: '60000.5', size: '0.0019', side: 'sell', tradeId: '1' } as const;
    expect(decodeTrade(BTC, trade)).toEqual({
      type: 'trade',
      at: 5,
      symbol: 'BTCUSDT',
      price: 600_005,
      size: 1,
      side: 'sell',
    });
    expect(decodeCandle(BTC, ['60000', '1', '3.5', 0.5, '2', '0.0129', '99'])).toEqual({
      openAt: 60_000,
      open: 10,
      high: 35,
      low: 5,
      close: 20,
      volume: 12,
    });
    expect(() => decodeCandle(BTC, ['60000', '1', '2', '1', 'x', '1'])).toThrow(InvalidInput);
  });
});
