import { describe, expect, test } from 'vitest';
import { lots, ticks } from '../../domain/index.ts';
import { BTC } from '../client/testing/parts.ts';
import { decodeRequest, endpoints } from '../protocol/index.ts';
import { decodeStreamedTrigger, decodeTrigger, encodeTrigger, type PlanRow } from './index.ts';

describe('a trigger', () => {
  const trigger = {
    clientOid: 't-1',
    symbol: 'BTCUSDT',
    positionSide: 'short',
    kind: 'stop-loss',
    triggerPrice: ticks(610_000),
    triggerBy: 'mark',
    size: lots(100),
  } as const;

  test.each([
    ['stop-loss', 100, 'loss_plan'],
    ['take-profit', 100, 'profit_plan'],
    ['stop-loss', undefined, 'pos_loss'],
    ['take-profit', undefined, 'pos_profit'],
  ] as const)('%s of %s lots is %s', (kind, size, planType) => {
    const request = encodeTrigger(
      BTC,
      { ...trigger, kind, size: size === undefined ? undefined : lots(size) },
      'hedge',
    );
    expect(request).toMatchObject({ planType, triggerPrice: '61000', triggerType: 'mark_price', holdSide: 'short' });
    expect(request.size).toBe(size === undefined ? undefined : '0.1');
    expect(() => decodeRequest(endpoints.placeTpslOrder, request)).not.toThrow();
  });

  test('in one-way mode the position is named by the side that opened it', () => {
    expect(encodeTrigger(BTC, trigger, 'one-way').holdSide).toBe('sell');
    expect(encodeTrigger(BTC, { ...trigger, positionSide: 'long' }, 'one-way').holdSide).toBe('buy');
  });

  const row: PlanRow = {
    planType: 'loss_plan',
    symbol: 'BTCUSDT',
    orderId: '5',
    clientOid: 't-1',
    size: '0.100000000',
    triggerPrice: '61000.000000000',
    triggerType: 'mark_price',
    planStatus: 'live',
    side: 'sell',
    posSide: 'short',
    cTime: '1700000000000',
    uTime: '',
  };

  test('comes back from the REST list', () => {
    expect(decodeTrigger(BTC, row)).toEqual({
      ...trigger,
      triggerId: '5',
      status: 'live',
      updatedAt: 1_700_000_000_000,
    });
  });

  test.each([
    ['sl', 'executed', 'stop-loss', 100, 'triggered'],
    ['psl', 'live', 'stop-loss', undefined, 'live'],
    ['tp', 'cancelled', 'take-profit', 100, 'canceled'],
    ['ptp', 'fail_execute', 'take-profit', undefined, 'rejected'],
  ])('comes back from the stream: %s %s', (planType, status, kind, size, expected) => {
    const { symbol: _, planStatus: _status, ...rest } = row;
    const report = decodeStreamedTrigger(BTC, { ...rest, instId: 'BTCUSDT', planType, status });
    expect(report).toMatchObject({ kind, size, status: expected, positionSide: 'short' });
  });

  test('plans that are no take-profit and no stop-loss are not ours', () => {
    expect(decodeTrigger(BTC, { ...row, planType: 'normal_plan' })).toBeUndefined();
    expect(decodeTrigger(BTC, { ...row, planType: 'moving_plan' })).toBeUndefined();
  });

  test('a price in the field of its kind, and the side in one-way mode, are found', () => {
    const oneWay = { ...row, triggerPrice: '', stopLossTriggerPrice: '60999.9', posSide: 'net', side: 'buy' };
    expect(decodeTrigger(BTC, oneWay)).toMatchObject({ triggerPrice: 609_999, positionSide: 'short' });
  });
});
