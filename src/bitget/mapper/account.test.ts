import { describe, expect, test } from 'vitest';
import { money } from '../../domain/index.ts';
import { BTC } from '../client/testing/parts.ts';
import { decodeAccount, decodeBill, decodePosition, isOpen } from './index.ts';

describe('account, positions and bills', () => {
  const data = {
    marginCoin: 'USDT',
    available: '900',
    accountEquity: '1000.5',
    unrealizedPL: '',
    crossedUnrealizedPL: '23',
    isolatedUnrealizedPL: '-2.5',
    crossedMaxAvailable: '880',
    isolatedMaxAvailable: '870',
    marginMode: 'crossed',
    posMode: 'hedge_mode',
    crossedMarginLeverage: 20,
    isolatedLongLever: '20',
    isolatedShortLever: '20',
  };

  test('the balance is equity without unrealised profit', () => {
    expect(decodeAccount(data)).toEqual({ balance: money('980'), available: money('880'), positionMode: 'hedge' });
    const isolated = { ...data, unrealizedPL: '0.5', marginMode: 'isolated', isolatedMaxAvailable: null };
    expect(decodeAccount(isolated)).toMatchObject({ balance: money('1000'), available: money('900') });
  });

  const position = {
    symbol: 'BTCUSDT',
    holdSide: 'long',
    total: '0.1',
    openPriceAvg: '60000.123',
    leverage: 20,
    marginMode: 'isolated',
  };

  test('a position keeps its average entry as text, and no liquidation price below zero', () => {
    expect(decodePosition(BTC, { ...position, liquidationPrice: '24144.1124161806977798' })).toEqual({
      symbol: 'BTCUSDT',
      positionSide: 'long',
      size: 100,
      entryPrice: '60000.123',
      leverage: 20,
      marginMode: 'isolated',
      liquidationPrice: 241_441,
    });
    for (const liquidationPrice of ['', '0', '-12.5', null]) {
      expect(decodePosition(BTC, { ...position, liquidationPrice }).liquidationPrice).toBeUndefined();
    }
    expect([isOpen(position), isOpen({ ...position, total: '0.000' })]).toEqual([true, false]);
  });

  const bill = {
    billId: '1',
    businessType: 'contract_settle_fee',
    amount: '-0.004992',
    fee: '0',
    coin: 'USDT',
    cTime: '1700000000000',
    symbol: 'BTCUSDT',
  };

  test.each([
    ['contract_settle_fee', 'funding'],
    ['trans_from_exchange', 'transfer'],
    ['burst_long_loss_query', 'liquidation'],
    ['bonus_issue', 'other'],
  ])('%s is %s', (businessType, kind) => {
    expect(decodeBill({ ...bill, businessType })).toMatchObject({ kind, amount: money('-0.004992') });
  });

  test.each([
    'open_long',
    'close_short',
    'buy',
    'force_close_long',
    'burst_sell',
    'append_margin',
    'auto_append_margin',
    'reduce_margin',
    'adl_close_long',
  ])('%s is no movement of cash besides the fills', (businessType) => {
    expect(decodeBill({ ...bill, businessType })).toBeUndefined();
  });

  test('a bill of another coin moves no USDT', () => {
    expect(decodeBill({ ...bill, coin: 'BGB' })).toBeUndefined();
  });
});
