import { describe, expect, test } from 'vitest';
import { InvalidInput } from '../../domain/index.ts';
import { decodeSides, encodeSides } from './index.ts';

const purposes = (['open', 'close'] as const).flatMap((intent) =>
  (['long', 'short'] as const).map((positionSide) => ({ intent, positionSide })),
);

describe('sides of an order', () => {
  test.each([
    ['open', 'long', { side: 'buy', tradeSide: 'open' }, { side: 'buy', reduceOnly: 'NO' }],
    ['close', 'long', { side: 'buy', tradeSide: 'close' }, { side: 'sell', reduceOnly: 'YES' }],
    ['open', 'short', { side: 'sell', tradeSide: 'open' }, { side: 'sell', reduceOnly: 'NO' }],
    ['close', 'short', { side: 'sell', tradeSide: 'close' }, { side: 'buy', reduceOnly: 'YES' }],
  ] as const)('%s %s', (intent, positionSide, hedge, oneWay) => {
    expect(encodeSides('hedge', { intent, positionSide })).toEqual(hedge);
    expect(encodeSides('one-way', { intent, positionSide })).toEqual(oneWay);
  });

  test.each(purposes)('come back from the wire in both modes: %o', (purpose) => {
    const { positionSide } = purpose;
    const hedge = encodeSides('hedge', purpose);
    expect(decodeSides({ ...hedge, posSide: positionSide, posMode: 'hedge_mode' }, { sideMeans: 'position' })).toEqual(
      purpose,
    );
    expect(decodeSides({ ...hedge, posMode: 'hedge_mode' }, { sideMeans: 'position' })).toEqual(purpose);
    const oneWay = { ...encodeSides('one-way', purpose), posSide: 'net', posMode: 'one_way_mode' };
    expect(decodeSides(oneWay, { sideMeans: 'trade' })).toEqual(purpose);
  });

  test.each([
    ['reduce_close_long', 'close', 'long'],
    ['burst_close_short', 'close', 'short'],
    ['offset_close_long', 'close', 'long'],
    ['dte_sys_adl_close_short', 'close', 'short'],
    ['burst_sell_single', 'close', 'long'],
    ['reduce_buy_single', 'close', 'short'],
    ['dte_sys_adl_sell_in_single_side_mode', 'close', 'long'],
    ['buy_single', 'open', 'long'],
    ['sell_single', 'open', 'short'],
  ])('%s is %s %s, whatever the side says', (tradeSide, intent, positionSide) => {
    for (const side of ['buy', 'sell']) {
      expect(decodeSides({ side, tradeSide }, { sideMeans: 'trade' })).toEqual({ intent, positionSide });
    }
  });

  test('a row without sides is refused', () => {
    expect(() => decodeSides({ side: '', tradeSide: 'open' }, { sideMeans: 'trade' })).toThrow(InvalidInput);
  });
});
