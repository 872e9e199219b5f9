import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addNotice, mergeCandles, mergeFills, mergeJournal, mergePoints } from './apply.ts';

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

  it('takes the exchange’s word on a minute that is over, and no other late one', () => {
    const held = [candle(60), candle(120), candle(240)];
    const late = [
      { ...candle(120, 5), isClosed: true },
      { ...candle(180, 6), isClosed: true },
      { ...candle(60, 9), isClosed: false },
    ];
    expect(mergeCandles(held, late)).toEqual([candle(60), candle(120, 5), candle(180, 6), candle(240)]);
    expect(mergeCandles(held, [{ ...candle(30), isClosed: true }])).toEqual(held);
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

  it('lets no notice for information push a warning out, and adds none twice', () => {
    const notice = (seq: number, level: 'info' | 'warning') => ({ seq, at: seq, level, code: 'x', details: {} });
    let held = addNotice([], notice(1, 'warning'));
    for (let seq = 2; seq < 400; seq += 1) held = addNotice(held, notice(seq, 'info'));
    expect([held.length, held.at(-1)?.level, held[0]?.seq]).toEqual([101, 'warning', 399]);
    expect(addNotice(held, notice(399, 'info'))).toBe(held);
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
