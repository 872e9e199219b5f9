import { describe, expect, it } from 'vitest';
import { describeParamsTable } from '../../../test/conformance/describe-params-table.ts';
import { describeStrategy } from '../../../test/conformance/describe-strategy.ts';
import { ask, declinesOf, entriesOf, rungsOf } from '../../../test/support/strategy-run.ts';
import { formatRate } from '../../domain/index.ts';
import { newbie } from './newbie.ts';
import { NEWBIE_PARAMS } from './params.ts';

describeStrategy(newbie);

describe('newbie', () => {
  describeParamsTable(new URL('./', import.meta.url), NEWBIE_PARAMS);

  it('risks little, without leverage, 3.6 % from its stop, for targets of 1.25, 2 and 2.5 stops', () => {
    const entries = entriesOf(ask(newbie));
    for (const entry of entries) {
      const stop = Math.abs(entry.bar.close - entry.stopLoss) / entry.bar.close;
      expect(stop).toBeGreaterThan(0.036);
      expect(stop).toBeLessThan(0.039);
      expect(rungsOf(entry, entry.bar.close)).toEqual([1.25, 2, 2.5]);
      expect(entry.takeProfits.map((one) => formatRate(one.share))).toEqual(['0.5', '0.3', '0.2']);
      expect([formatRate(entry.risk), formatRate(entry.sizeFactor), entry.leverage]).toEqual(['0.005', '0.36', 1]);
    }
    expect(entries.length).toBeGreaterThan(10);
  });

  it('has its whole size on a day that is not wild, and no leverage on a calm one either', () => {
    for (const entry of entriesOf(ask(newbie, { barMs: 86_400_000 })))
      expect([formatRate(entry.sizeFactor), entry.leverage]).toEqual(['0.6', 1]);
  });

  it('declines a fourth entry of the day, once a trend, and enters again with the next day', () => {
    const entered = (entriesToday: number) => ask(newbie, { view: () => ({ trader: { entriesToday, closed: [] } }) });
    const free = entriesOf(entered(2));
    const full = declinesOf(entered(3));
    expect(entriesOf(entered(3))).toEqual([]);
    expect(full).toHaveLength(free.length);
    expect(full[0]).toMatchObject({ rule: 'trades-per-day', details: { limit: 3, entries: 3 } });
    expect(declinesOf(entered(2))).toEqual([]);
    expect(
      declinesOf(
        ask(newbie, { params: { tradesPerDay: 1 }, view: () => ({ trader: { entriesToday: 1, closed: [] } }) }),
      ).length,
    ).toBe(free.length);
  });

  it('enters less often the stronger the trend and the higher the volume must be', () => {
    const count = (params: Record<string, number>): number => entriesOf(ask(newbie, { params })).length;
    expect(count({ strengthMin: 0.5 })).toBeGreaterThan(count({ strengthMin: 0.9 }));
    expect(count({ volumeMin: 0 })).toBeGreaterThan(count({}));
    expect(count({ volumeMin: 10 })).toBe(0);
  });
});
