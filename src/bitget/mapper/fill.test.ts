import { describe, expect, test } from 'vitest';
import { money } from '../../domain/index.ts';
import { BTC } from '../client/testing/parts.ts';
import { decodeFill, type FillRow } from './index.ts';

const fillRow: FillRow = {
  tradeId: '900',
  orderId: '77',
  clientOid: 'v-1',
  symbol: 'BTCUSDT',
  price: '60000.5',
  baseVolume: '0.04',
  side: 'sell',
  tradeSide: 'close',
  posMode: 'hedge_mode',
  tradeScope: 'taker',
  profit: '12.345678901234567',
  feeDetail: [{ feeCoin: 'USDT', totalFee: '-1.44' }],
  cTime: '1700000000000',
};

describe('a fill', () => {
  const decode = (given: Partial<FillRow>, sideMeans: 'position' | 'trade' = 'trade') =>
    decodeFill(BTC, { ...fillRow, ...given }, { sideMeans, order: undefined });

  test('a fee that was paid is a positive cost, and money is exact to 10^-12', () => {
    expect(decode({})).toEqual({
      tradeId: '900',
      orderId: '77',
      clientOid: 'v-1',
      symbol: 'BTCUSDT',
      intent: 'close',
      positionSide: 'long',
      price: 600_005,
      size: 40,
      fee: money('1.44'),
      profit: money('12.345678901235'),
      liquidity: 'taker',
      at: 1_700_000_000_000,
    });
  });

  test('a rebate is a negative cost; a fee that another coin paid takes no USDT', () => {
    expect(decode({ feeDetail: [{ feeCoin: 'USDT', totalFee: '0.5' }] }).fee).toBe(money('-0.5'));
    expect(decode({ feeDetail: [{ feeCoin: 'BGB', totalFee: '-0.01' }] }).fee).toBe(money('0'));
    expect(decode({ feeDetail: null }).fee).toBe(money('0'));
  });

  test('the same close of a long is "sell" on the stream and "buy" on the REST list', () => {
    expect(decode({ side: 'sell' }, 'trade')).toMatchObject({ intent: 'close', positionSide: 'long' });
    expect(decode({ side: 'buy' }, 'position')).toMatchObject({ intent: 'close', positionSide: 'long' });
    expect(decode({ side: 'buy', tradeSide: 'open' }, 'trade')).toMatchObject({ intent: 'open', positionSide: 'long' });
  });

  test('in one-way mode the order behind it decides, and without one a realised profit does', () => {
    const row = {
      ...fillRow,
      side: 'sell',
      tradeSide: 'sell_single',
      posMode: 'one_way_mode',
      clientOid: null,
      profit: '0',
    };
    const known = { clientOid: 'v-9', intent: 'close', positionSide: 'long' } as const;
    expect(decodeFill(BTC, row, { sideMeans: 'position', order: known })).toMatchObject(known);
    expect(decode(row)).toMatchObject({ intent: 'open', positionSide: 'short', clientOid: '' });
    expect(decode({ ...row, profit: '-3' })).toMatchObject({ intent: 'close', positionSide: 'long' });
  });

  test('a maker is told by either spelling', () => {
    expect([decode({ tradeScope: 'maker' }).liquidity, decode({ tradeScope: 'T' }).liquidity]).toEqual([
      'maker',
      'taker',
    ]);
  });
});
