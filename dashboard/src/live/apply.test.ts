import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeCandles, mergeFills, mergeJournal, mergePoints } from './apply.ts';

const candle = (time: number, close = 1) => ({ time, open: 1, high: 1, low: 1, close, volume: 1 });

describe('folding the stream', () => {
  it('keeps candles in rising time, whatever comes', () => {
    const times = fc.array(fc.nat(50), { maxLength: 60 });
    fc.assert(
      fc.property(times, times, (first, second) => {
        const held = mergeCandles(
          mergeCandles(
            [],
            first.map((t) => candle(t)),
          ),
          second.map((t) => candle(t, 2)),
        );
        const shown = held.map(({ time }) => time);
        expect(shown).toEqual([...new Set(shown)].sort((a, b) => a - b));
      }),
    );
  });

  it('replaces the open candle and adds the next', () => {
    const held = [candle(60), candle(120)];
    expect(mergeCandles(held, [candle(120, 5), candle(180), candle(60, 9)])).toEqual([
      candle(60),
      candle(120, 5),
      candle(180),
    ]);
    expect(held).toHaveLength(2);
  });

  it('adds each journal row and each fill once, newest first', () => {
    const row = (seq: number) => ({ seq, at: seq, type: 'fill', summary: '' });
    expect(mergeJournal([row(2), row(1)], [row(2), row(3), row(4)]).map(({ seq }) => seq)).toEqual([4, 3, 2, 1]);
    const fill = (tradeId: string) =>
      ({
        tradeId,
        symbol: 'BTCUSDT',
        kind: 'entry',
        side: 'long',
        price: '1',
        size: '1',
        fee: '0',
        profit: '0',
        at: 1,
      }) as const;
    expect(mergeFills([fill('a')], [fill('a'), fill('b')]).map(({ tradeId }) => tradeId)).toEqual(['b', 'a']);
  });

  it('lets market data push nothing else out of the journal', () => {
    const rows = Array.from({ length: 2_000 }, (_, i) => ({ seq: i + 2, at: 0, type: 'quote', summary: '' }));
    const held = mergeJournal([{ seq: 1, at: 0, type: 'fill', summary: '' }], rows);
    expect([held.length, held.at(-1)?.type, held[0]?.seq]).toEqual([301, 'fill', 2_001]);
  });

  it('never goes back in time on the equity curve', () => {
    const points = mergePoints(
      [{ at: 5, equity: '1' }],
      [
        { at: 4, equity: '2' },
        { at: 6, equity: '3' },
      ],
    );
    expect(points.map(({ at }) => at)).toEqual([5, 6]);
  });
});
