import { describe, expect, test } from 'vitest';
import { type Candle, lots, ticks } from '../../domain/index.ts';
import { CandleTracker, MINUTE_MS } from './candle-tracker.ts';

const START = 1_704_067_200_000;
const candle = (minute: number, close = 100): Candle => ({
  openAt: START + minute * MINUTE_MS,
  open: ticks(100),
  high: ticks(110),
  low: ticks(90),
  close: ticks(close),
  volume: lots(1),
});
const at = (minute: number, ms = 0) => START + minute * MINUTE_MS + ms;
const minutes = (candles: readonly Candle[]) => candles.map(({ openAt }) => (openAt - START) / MINUTE_MS);

describe('CandleTracker', () => {
  test('a candle closes when the next one begins, with its last values', () => {
    const tracker = new CandleTracker();
    expect(tracker.onCandles([candle(0, 101)], at(0, 1_000))).toEqual([]);
    expect(tracker.onCandles([candle(0, 105)], at(0, 59_000))).toEqual([]);
    expect(tracker.onCandles([candle(1)], at(1, 300))).toEqual([candle(0, 105)]);
  });

  test('a candle closes when a frame of its own says that its end has passed, and only once', () => {
    const tracker = new CandleTracker();
    expect(minutes(tracker.onCandles([candle(0)], at(1)))).toEqual([0]);
    expect(tracker.onCandles([candle(0, 999)], at(1, 5))).toEqual([]);
    expect(minutes(tracker.onCandles([candle(1)], at(2)))).toEqual([1]);
  });

  test('the time of other channels closes it after a grace, for a last change may still come', () => {
    const tracker = new CandleTracker();
    tracker.onCandles([candle(0)], at(0, 100));
    expect(tracker.onTime(at(1, 1_999))).toEqual([]);
    expect(tracker.onCandles([candle(0, 107)], at(0, 59_990))).toEqual([]);
    expect(tracker.onTime(at(1, 2_000))).toEqual([candle(0, 107)]);
    expect(tracker.onTime(at(9))).toEqual([]);
  });

  test('the snapshot of a first subscription is history, but for its open candle', () => {
    const tracker = new CandleTracker();
    expect(tracker.onCandles([candle(0), candle(1), candle(2)], at(2, 100))).toEqual([]);
    expect(minutes(tracker.onCandles([candle(3)], at(3, 100)))).toEqual([2]);
  });

  test('what closed between history and subscription, or during an outage, is given', () => {
    const tracker = new CandleTracker();
    tracker.markKnown(at(1));
    expect(minutes(tracker.onCandles([candle(0), candle(1), candle(2), candle(3)], at(3, 100)))).toEqual([2]);
    expect(
      minutes(
        tracker.onCandles(
          [3, 4, 5, 6].map((i) => candle(i)),
          at(6, 100),
        ),
      ),
    ).toEqual([3, 4, 5]);
  });

  test('minutes without a candle are not made up', () => {
    const tracker = new CandleTracker();
    tracker.onCandles([candle(0)], at(0, 1));
    expect(minutes(tracker.onCandles([candle(5)], at(5, 1)))).toEqual([0]);
  });
});
