import { describe, expect, it } from 'vitest';
import { type Candle, formatRate, lots, ticks } from '../../domain/index.ts';
import type { PositionView } from '../../kernel/index.ts';
import { HOUR_MS } from '../profile/stake.ts';
import { resolveParams } from '../registry.ts';
import { type AddingMoment, additionTo } from './adding.ts';
import type { StrategicParams } from './params.ts';
import { strategic } from './strategic.ts';

const params = resolveParams(strategic);

/** Entered at 10,000 with the stop 4 % away, which stands at 0.5 % of profit now. */
const long: PositionView = {
  positionSide: 'long',
  size: lots(100),
  entryPrice: 10_000,
  stopLoss: ticks(10_050),
  openedAt: 0,
};
const short: PositionView = { ...long, positionSide: 'short', stopLoss: ticks(9_950) };

const bar = (close: number, volume: number): Candle => ({
  openAt: 0,
  open: ticks(close),
  high: ticks(close),
  low: ticks(close),
  close: ticks(close),
  volume: lots(volume),
});

/** Two bars of 100 and 200 lots, and the newest. */
const moment = (close: number, given: Partial<AddingMoment> & { volume?: number } = {}): AddingMoment => ({
  at: 2 * HOUR_MS,
  bars: [bar(close, 100), bar(close, 200), bar(close, given.volume ?? 180)],
  held: { openedAt: 0, scale: 1, stop: 0.04 },
  volatility: 0.015,
  ...given,
});

const due = (position: PositionView, when: AddingMoment, given: Partial<StrategicParams> = {}) =>
  additionTo(position, when, { ...params, ...given });

describe('the strategic profile adds', () => {
  it.each([
    ['at 1.618 times the risk taken', long, 10_648, true],
    ['not a tick before', long, 10_647, false],
    ['up to one percent beyond', long, 10_747, true],
    ['and no farther', long, 10_748, false],
    ['a second time at 2.618 times', { ...long, additions: 1 }, 11_048, true],
    ['and not before', { ...long, additions: 1 }, 11_047, false],
    ['a third time at 4.236 times', { ...long, additions: 2 }, 11_695, true],
    ['and not before', { ...long, additions: 2 }, 11_694, false],
    ['no fourth time', { ...long, additions: 3 }, 12_742, false],
    ['not while the stop is behind the average entry', { ...long, stopLoss: ticks(9_999) }, 10_700, false],
    ['nor without a stop', { ...long, stopLoss: undefined }, 10_700, false],
    ['not to a short', short, 9_300, false],
  ])('%s', (_, position, close, isDue) => {
    expect(due(position, moment(close)) !== undefined).toBe(isDue);
  });

  it('to shorts as to longs where it may', () => {
    expect(due(short, moment(9_352), { addShorts: 1 })).toMatchObject({ positionSide: 'short', profitMin: 647 });
    expect(due(short, moment(9_353), { addShorts: 1 })).toBeUndefined();
  });

  it('on volume alone', () => {
    expect(due(long, moment(10_700, { volume: 180 }))).toBeDefined();
    expect(due(long, moment(10_700, { volume: 179 }))).toBeUndefined();
  });

  it('after an hour of rest', () => {
    expect(due(long, moment(10_700, { at: HOUR_MS }))).toBeDefined();
    expect(due(long, moment(10_700, { at: HOUR_MS - 1 }))).toBeUndefined();
    const again = { ...long, additions: 1, addedAt: HOUR_MS + 1 };
    expect(due(again, moment(11_060))).toBeUndefined();
    expect(due({ ...again, addedAt: HOUR_MS }, moment(11_060))).toBeDefined();
  });

  it('never, where it is told so or does not know the risk that was taken', () => {
    expect(due(long, moment(10_700), { addsMax: 0 })).toBeUndefined();
    expect(due(long, moment(10_700, { held: { openedAt: 0, scale: 1 } }))).toBeUndefined();
  });

  it('half of the size, then less, with the targets of an entry at the close', () => {
    const sizes = [10_700, 11_060, 11_700].map((close, additions) => due({ ...long, additions }, moment(close)));
    expect(sizes.map((one) => formatRate(one?.sizeFactor ?? (0n as never)))).toEqual(['0.35', '0.28', '0.2333333333']);
    expect(sizes[0]).toMatchObject({
      kind: 'add',
      positionSide: 'long',
      profitMin: 647,
      additionsMax: 3,
      takeProfits: [{ price: 11_278 }, { price: 11_663 }, { price: 12_145 }],
    });
    expect(formatRate(sizes[0]?.risk ?? (0n as never))).toBe('0.02');
  });
});
