import BigNumber from 'bignumber.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { btc } from '../../test/support/instruments.ts';
import { analyzeDepth } from './depth.ts';

type Rows = readonly (readonly [string, string])[];
const bids: Rows = [
  ['99.9', '1'],
  ['99.5', '2'],
  ['90', '100'],
];
const asks: Rows = [
  ['100.1', '0.5'],
  ['100.6', '1.5'],
  ['120', '3'],
];
const timestamp = 7;

describe('the depth of a book', () => {
  test('near its middle', () => {
    const seen = analyzeDepth(btc, { bids, asks, timestamp }, { bps: '50', side: 'buy', quantity: undefined });
    expect(seen).toEqual({
      symbol: 'BTCUSDT',
      bestBid: '99.9',
      bestAsk: '100.1',
      mid: '100',
      spread: '0.2',
      spreadBps: '20',
      withinBps: '50',
      // 99.5 lies at exactly 50 bps, 100.6 beyond.
      bidSize: '3',
      askSize: '0.5',
      bidNotional: '298.9',
      askNotional: '50.05',
      imbalance: '0.714286',
      slippage: undefined,
      timestamp: 7,
    });
  });

  test.each([
    ['buy', '0.5', { averagePrice: '100.1', worstPrice: '100.1', slippageBps: '10', cost: '0.05', isFilled: true }],
    ['buy', '2', { averagePrice: '100.475', worstPrice: '100.6', slippageBps: '47.5', cost: '0.95', isFilled: true }],
    [
      'sell',
      '3',
      { averagePrice: '99.63333333', worstPrice: '99.5', slippageBps: '36.6667', cost: '1.1', isFilled: true },
    ],
    ['buy', '6', { filled: '5', worstPrice: '120', averagePrice: '112.19', slippageBps: '1219', isFilled: false }],
  ] as const)('to %s %s', (side, quantity, expected) => {
    const { slippage } = analyzeDepth(btc, { bids, asks, timestamp }, { bps: '10', side, quantity });
    expect(slippage).toMatchObject(expected);
  });

  test('is refused where a side is missing, or the book is crossed', () => {
    const wish = { bps: '10', side: 'buy', quantity: undefined } as const;
    expect(() => analyzeDepth(btc, { bids: [], asks, timestamp }, wish)).toThrow(/order book/);
    expect(() => analyzeDepth(btc, { bids: asks, asks: bids, timestamp }, wish)).toThrow(/a bid below an ask/);
  });

  test('costs what arbitrary precision says', () => {
    const level = fc.record({ gap: fc.integer({ min: 1, max: 50 }), size: fc.integer({ min: 1, max: 5_000 }) });
    const side = fc.array(level, { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(side, fc.integer({ min: 1, max: 60_000 }), (levels, wanted) => {
        let ticksUp = 600_000;
        const rows = levels.map(({ gap, size }): [string, string] => {
          ticksUp += gap;
          return [new BigNumber(ticksUp).div(10).toFixed(), new BigNumber(size).div(1_000).toFixed()];
        });
        const quantity = new BigNumber(wanted).div(1_000);
        const book = { bids: [['60000', '1']] as Rows, asks: rows, timestamp };
        const { slippage, mid } = analyzeDepth(btc, book, { bps: '10', side: 'buy', quantity: quantity.toFixed() });
        let [open, cost] = [quantity, new BigNumber(0)];
        for (const [price, size] of rows) {
          const part = BigNumber.min(open, size);
          cost = cost.plus(part.times(new BigNumber(price).minus(mid)));
          open = open.minus(part);
        }
        return slippage?.cost === cost.toFixed() && slippage.filled === quantity.minus(open).toFixed();
      }),
    );
  });
});
