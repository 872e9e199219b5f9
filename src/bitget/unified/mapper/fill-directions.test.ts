/** What a fill did to a position, in every mode, family and source: the same purpose, told in different words. */
import { describe, expect, test } from 'vitest';
import type { OrderIntent, PositionMode, PositionSide, Side } from '../../../domain/index.ts';
import { BTC } from '../../client/testing/parts.ts';
import { decodeFill, type FillRow } from '../../mapper/index.ts';
import { decodeUnifiedFill, type UnifiedFillRow } from './index.ts';

type Row = readonly [
  mode: PositionMode,
  intent: OrderIntent,
  positionSide: PositionSide,
  /** By the REST list of the Classic family: the side of the position in hedge mode. */
  byRest: Side,
  /** By its stream, and by both sources of the Unified family: the side of the trade. */
  byStream: Side,
];

const TABLE: readonly Row[] = [
  ['hedge', 'open', 'long', 'buy', 'buy'],
  ['hedge', 'close', 'long', 'buy', 'sell'],
  ['hedge', 'open', 'short', 'sell', 'sell'],
  ['hedge', 'close', 'short', 'sell', 'buy'],
  ['one-way', 'open', 'long', 'buy', 'buy'],
  ['one-way', 'close', 'long', 'sell', 'sell'],
  ['one-way', 'open', 'short', 'sell', 'sell'],
  ['one-way', 'close', 'short', 'buy', 'buy'],
];

const classicFill = (mode: PositionMode, intent: OrderIntent, side: Side): FillRow => ({
  tradeId: '900',
  orderId: '77',
  clientOid: null,
  symbol: 'BTCUSDT',
  price: '60000',
  baseVolume: '0.1',
  side,
  tradeSide: mode === 'hedge' ? intent : `${side}_single`,
  posMode: mode === 'hedge' ? 'hedge_mode' : 'one_way_mode',
  tradeScope: 'taker',
  profit: intent === 'close' ? '-1.5' : '0',
  feeDetail: [],
  cTime: '1700000000000',
});

const unifiedFill = (given: Partial<UnifiedFillRow>): UnifiedFillRow => ({
  execId: '900',
  orderId: '77',
  clientOid: '',
  symbol: 'BTCUSDT',
  side: 'buy',
  execPrice: '60000',
  execQty: '0.1',
  tradeScope: 'taker',
  feeDetail: [],
  createdTime: '1700000000000',
  ...given,
});

describe.each(TABLE)('%s: a fill that %ss a %s', (mode, intent, positionSide, byRest, byStream) => {
  const purpose = { intent, positionSide };
  const execPnl = intent === 'close' ? '-1.5' : '0';

  test('in the Classic REST list and stream', () => {
    const rest = decodeFill(BTC, classicFill(mode, intent, byRest), { sideMeans: 'position', order: undefined });
    const stream = decodeFill(BTC, classicFill(mode, intent, byStream), { sideMeans: 'trade', order: undefined });
    expect([rest, stream]).toMatchObject([purpose, purpose]);
  });

  test('in the Unified REST list, which names no position, and in its stream, which does', () => {
    const holdMode = mode === 'hedge' ? 'hedge_mode' : 'one_way_mode';
    const rest = unifiedFill({ side: byStream, execPnl, ...(mode === 'hedge' && { tradeSide: intent }) });
    const stream = unifiedFill({ side: byStream, execPnl, holdMode, holdSide: positionSide });
    expect([rest, stream].map((row) => decodeUnifiedFill(BTC, row, undefined))).toMatchObject([purpose, purpose]);
  });

  test('and what is known of its order outranks a row that is read the other way', () => {
    const order = { ...purpose, clientOid: 'v-1' };
    const other: Side = byRest === 'buy' ? 'sell' : 'buy';
    const classic = decodeFill(BTC, classicFill(mode, intent, other), { sideMeans: 'position', order });
    expect([classic, decodeUnifiedFill(BTC, unifiedFill({ side: other }), order)]).toMatchObject([order, order]);
  });
});
