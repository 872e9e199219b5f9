/** V1's words: there and back, and refused when unknown. */
import { describe, expect, it } from 'vitest';
import {
  checkProduct,
  decodeForce,
  decodeHoldMode,
  decodeMarginMode,
  decodeSide,
  decodeSymbol,
  decodeTriggerType,
  encodeForce,
  encodeHoldMode,
  encodeMarginMode,
  encodeSide,
  encodeSymbol,
  encodeTriggerType,
  isReduceOnly,
  tradeSideOf,
} from './words.ts';

describe('sides', () => {
  it.each([
    ['open_long', false, 'open', 'long', 'buy'],
    ['close_long', false, 'close', 'long', 'sell'],
    ['open_short', false, 'open', 'short', 'sell'],
    ['close_short', false, 'close', 'short', 'buy'],
    ['buy_single', false, 'open', 'long', 'buy'],
    ['sell_single', false, 'open', 'short', 'sell'],
    ['buy_single', true, 'close', 'short', 'buy'],
    ['sell_single', true, 'close', 'long', 'sell'],
  ] as const)('%s, reducing %s: %s %s, a %s', (side, isReducing, intent, positionSide, trade) => {
    const doing = decodeSide(side, isReducing);
    expect(doing).toMatchObject({ intent, positionSide, isHedge: !side.endsWith('single') });
    expect(tradeSideOf(doing)).toBe(trade);
    expect(encodeSide(doing)).toBe(side);
    expect(isReduceOnly(doing)).toBe(isReducing);
  });

  it.each(['buy', 'long', 'OPEN_LONG', 'constructor', ''])('refuses %j', (side) => {
    expect(() => decodeSide(side, false)).toThrow(/open_long, open_short, close_long, close_short, buy_single/);
  });
});

describe('contracts', () => {
  it('are those margined in USDT', () => {
    expect(decodeSymbol('btcusdt_umcbl')).toBe('BTCUSDT');
    expect(encodeSymbol('BTCUSDT')).toBe('BTCUSDT_UMCBL');
    for (const other of ['BTCUSDT', 'BTCUSD_DMCBL', 'SBTCSUSDT_SUMCBL', 'BTCPERP_CMCBL', '_UMCBL', 'A/B_UMCBL']) {
      expect(() => decodeSymbol(other)).toThrow(expect.objectContaining({ code: '40034' }));
    }
  });

  it('are of one product, in any case of letters', () => {
    expect(() => checkProduct('UMCBL')).not.toThrow();
    expect(() => checkProduct('dmcbl')).toThrow(/umcbl/);
  });
});

it('modes, times in force and trigger types come back as they went', () => {
  expect(['fixed', 'crossed'].map((mode) => encodeMarginMode(decodeMarginMode(mode)))).toEqual(['fixed', 'crossed']);
  for (const mode of ['double_hold', 'single_hold']) expect(encodeHoldMode(decodeHoldMode(mode))).toBe(mode);
  for (const force of ['normal', 'post_only', 'fok', 'ioc']) expect(encodeForce(decodeForce(force))).toBe(force);
  for (const type of ['fill_price', 'market_price']) expect(encodeTriggerType(decodeTriggerType(type))).toBe(type);
  for (const read of [decodeMarginMode, decodeHoldMode, decodeForce, decodeTriggerType]) {
    expect(() => read('toString')).toThrow(expect.objectContaining({ code: '40017' }));
  }
});
