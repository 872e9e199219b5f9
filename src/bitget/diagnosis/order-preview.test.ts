import { describe, expect, test } from 'vitest';
import { btc } from '../../../test/support/instruments.ts';
import { type Instrument, lots, money } from '../../domain/index.ts';
import { type OrderWish, prepareOrders } from './order-preview.ts';

/** Lot 0.001, tick 0.1, worth 5 USDT at least. */
const wish = (given: Partial<OrderWish> = {}): OrderWish => ({
  family: 'classic',
  positionMode: 'hedge',
  instrument: btc,
  price: '60000',
  size: money('200'),
  leverage: 20,
  ...given,
});

const bodies = (given: Partial<OrderWish> = {}): Record<string, string>[] =>
  prepareOrders(wish(given)).map(({ body }) => JSON.parse(body) as Record<string, string>);

const market = (given: Partial<Instrument>): Pick<OrderWish, 'instrument'> => ({ instrument: { ...btc, ...given } });

describe('the prepared orders', () => {
  test('are a market order long and a limit order short, each with its stop, of either family', () => {
    expect(bodies()).toMatchObject([
      {
        symbol: 'BTCUSDT',
        orderType: 'market',
        side: 'buy',
        tradeSide: 'open',
        size: '0.003',
        presetStopLossPrice: '54000',
      },
      {
        orderType: 'limit',
        side: 'sell',
        tradeSide: 'open',
        price: '60000',
        force: 'gtc',
        presetStopLossPrice: '66000',
      },
    ]);
    expect(bodies({ family: 'unified' })).toMatchObject([
      { symbol: 'BTCUSDT', orderType: 'market', side: 'buy', posSide: 'long', qty: '0.003', stopLoss: '54000' },
      { orderType: 'limit', side: 'sell', posSide: 'short', price: '60000', stopLoss: '66000' },
    ]);
    expect(bodies({ positionMode: 'one-way' })[0]).not.toHaveProperty('tradeSide');
  });

  test.each([
    ['one lot', { size: money('5') }, '0.001'],
    ['the smallest size', { size: money('5'), ...market({ sizeMin: lots(4) }) }, '0.004'],
    ['the least worth', { size: money('5'), ...market({ notionalMin: money('121') }) }, '0.003'],
  ] as const)('are never below %s', (_, given, size) => {
    expect(bodies(given)[0]?.size).toBe(size);
  });

  test.each([
    ['a contract that is closed', market({ status: 'halted' }), /^symbol: "BTCUSDT".*halted/],
    ['too much leverage', { leverage: btc.leverageMax + 1 }, /^DEFAULT_LEVERAGE: .*at most/],
    ['a size beyond its bound', { size: money('1000000000') }, /^POSITION_SIZE_USDT: /],
    ['a price between two ticks', { price: '60000.01' }, /^price: "60000\.01".*tick/],
  ] as const)('are none for %s', (_, given, message) => {
    expect(() => prepareOrders(wish(given))).toThrow(message);
  });
});
