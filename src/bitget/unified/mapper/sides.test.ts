import { describe, expect, test } from 'vitest';
import { economicSide, type OrderIntent, type PositionMode, type PositionSide } from '../../../domain/index.ts';
import { decodeSides, encodeSides } from '../../mapper/index.ts';
import { decodeUnifiedSides, encodeUnifiedSides } from './sides.ts';

type Row = readonly [
  mode: PositionMode,
  intent: OrderIntent,
  positionSide: PositionSide,
  classic: object,
  unified: object,
];

const TABLE: readonly Row[] = [
  ['hedge', 'open', 'long', { side: 'buy', tradeSide: 'open' }, { side: 'buy', posSide: 'long' }],
  ['hedge', 'close', 'long', { side: 'buy', tradeSide: 'close' }, { side: 'sell', posSide: 'long' }],
  ['hedge', 'open', 'short', { side: 'sell', tradeSide: 'open' }, { side: 'sell', posSide: 'short' }],
  ['hedge', 'close', 'short', { side: 'sell', tradeSide: 'close' }, { side: 'buy', posSide: 'short' }],
  ['one-way', 'open', 'long', { side: 'buy', reduceOnly: 'NO' }, { side: 'buy', reduceOnly: 'no' }],
  ['one-way', 'close', 'long', { side: 'sell', reduceOnly: 'YES' }, { side: 'sell', reduceOnly: 'yes' }],
  ['one-way', 'open', 'short', { side: 'sell', reduceOnly: 'NO' }, { side: 'sell', reduceOnly: 'no' }],
  ['one-way', 'close', 'short', { side: 'buy', reduceOnly: 'YES' }, { side: 'buy', reduceOnly: 'yes' }],
];

describe('the same intent in both families', () => {
  test.each(TABLE)('%s: %s %s', (mode, intent, positionSide, classic, unified) => {
    const purpose = { intent, positionSide };
    expect(encodeSides(mode, purpose)).toEqual(classic);
    expect(encodeUnifiedSides(mode, purpose)).toEqual(unified);
    const holdMode = mode === 'hedge' ? 'hedge_mode' : 'one_way_mode';
    expect(decodeSides({ ...classic, posMode: holdMode }, { sideMeans: 'position' })).toEqual(purpose);
    expect(decodeUnifiedSides({ ...unified, holdMode })).toEqual(purpose);
  });

  test.each(TABLE.filter(([mode, intent]) => mode === 'hedge' && intent === 'close'))(
    'the families write opposite sides to %s-%s a %s',
    (mode, intent, positionSide) => {
      const purpose = { intent, positionSide };
      expect(encodeUnifiedSides(mode, purpose).side).toBe(economicSide(intent, positionSide));
      expect(encodeSides(mode, purpose).side).not.toBe(encodeUnifiedSides(mode, purpose).side);
    },
  );
});

describe('rows', () => {
  test.each([
    ['a streamed row names the position as holdSide', { side: 'sell', holdSide: 'long' }, 'close', 'long'],
    ['side and position outrank tradeSide', { side: 'buy', posSide: 'short', tradeSide: 'open' }, 'close', 'short'],
    ['a fill without a position is told by tradeSide', { side: 'sell', tradeSide: 'close' }, 'close', 'long'],
    ['an opening fill without a position', { side: 'sell', tradeSide: 'open' }, 'open', 'short'],
    ['a liquidation', { side: 'buy', tradeSide: 'burst_close_short' }, 'close', 'short'],
    [
      'a one-way row whose posSide is its side',
      { side: 'sell', posSide: 'short', holdMode: 'one_way_mode', reduceOnly: 'yes' },
      'close',
      'long',
    ],
  ] as const)('%s', (_, row, intent, positionSide) => {
    expect(decodeUnifiedSides(row)).toEqual({ intent, positionSide });
  });

  test('what else is known decides where a one-way row says nothing', () => {
    expect(decodeUnifiedSides({ side: 'sell' }, true)).toEqual({ intent: 'close', positionSide: 'long' });
    expect(decodeUnifiedSides({ side: 'sell' })).toEqual({ intent: 'open', positionSide: 'short' });
  });

  test('a row without a side is refused', () => {
    expect(() => decodeUnifiedSides({ posSide: 'long' })).toThrow(/side.*buy \| sell/);
  });
});
