import { describe, expect, it } from 'vitest';
import { describeParamsTable } from '../../../test/conformance/describe-params-table.ts';
import { describeStrategy, testInstrument } from '../../../test/conformance/describe-strategy.ts';
import { ask, entriesOf, rungsOf } from '../../../test/support/strategy-run.ts';
import { formatRate, lots, rate, ticks } from '../../domain/index.ts';
import { aggressive } from './aggressive.ts';
import { AGGRESSIVE_PARAMS } from './params.ts';

describeStrategy(aggressive);
describeStrategy(aggressive, { psychology: 1 });

describe('aggressive', () => {
  describeParamsTable(new URL('./', import.meta.url), AGGRESSIVE_PARAMS);

  it('has its stop 0.8 % away and its targets at 0.64, 1.28 and 1.92 stops', () => {
    for (const entry of entriesOf(ask(aggressive))) {
      const stop = Math.abs(entry.bar.close - entry.stopLoss) / entry.bar.close;
      expect(stop).toBeGreaterThan(0.008);
      expect(stop).toBeLessThan(0.0085);
      expect(rungsOf(entry, entry.bar.close)).toEqual([0.64, 1.28, 1.92]);
      expect(entry.takeProfits.map((one) => formatRate(one.share))).toEqual(['0.5', '0.3', '0.2']);
      expect(entry.limit).toBeUndefined();
    }
  });

  it('joins fewer movements the stronger and the busier they must be', () => {
    const count = (params: Record<string, number>): number => entriesOf(ask(aggressive, { params })).length;
    expect(count({ momentumMin: 0.4 })).toBeGreaterThan(count({}));
    expect(count({ volumeMin: 0 })).toBeGreaterThan(count({}));
    expect(count({ volumeMin: 10 })).toBe(0);
  });

  it('enters once a movement, however long it lasts', () => {
    const strong = ask(aggressive, { params: { volumeMin: 0, momentumMin: 0.1 } });
    const sides = strong.map(({ intents: [intent] }) => (intent?.kind === 'enter' ? intent.positionSide : undefined));
    for (const [i, side] of sides.entries()) if (side !== undefined) expect(sides[i + 1]).not.toBe(side);
    expect(sides.filter((side) => side !== undefined).length).toBeGreaterThan(50);
  });

  it('leaves when momentum has turned, and only then', () => {
    const position = {
      positionSide: 'long',
      size: lots(1),
      entryPrice: 600_000,
      stopLoss: ticks(1),
      openedAt: 0,
    } as const;
    const held = (params: Record<string, number>) =>
      ask(aggressive, { params, view: () => ({ position }) }).flatMap(({ intents }) => intents);
    expect(new Set(held({}).map((intent) => JSON.stringify(intent)))).toEqual(
      new Set([JSON.stringify({ kind: 'exit', positionSide: 'long', reason: 'momentum turned' })]),
    );
    expect(held({ exitsOnTurn: 0 })).toEqual([]);
  });

  it.each([
    ['calm', 86_400_000, 4, '1'],
    ['wild', 60_000, 6, '1'],
  ])('on a %s day has the leverage and size of that day', (_, barMs, leverage, sizeFactor) => {
    const entries = entriesOf(ask(aggressive, { barMs }));
    expect(entries.length).toBeGreaterThan(0);
    for (const entry of entries) expect([entry.leverage, formatRate(entry.sizeFactor)]).toEqual([leverage, sizeFactor]);
  });

  it('binds no more of the equity as margin than its share, and asks for its whole risk where it may bind it all', () => {
    const marginOf = ({ risk, leverage, stopLoss, bar }: ReturnType<typeof entriesOf>[number]): number => {
      const loss = Math.abs(bar.close - stopLoss) / bar.close + 2 * 0.0006;
      return Number(risk) / 1e10 / loss / leverage;
    };
    for (const entry of entriesOf(ask(aggressive))) expect(marginOf(entry)).toBeCloseTo(0.16, 3);
    const instrument = { ...testInstrument, takerFee: rate('0.0006') };
    const params = { marginShare: 1, leverage: 50, leverageMax: 50 };
    for (const entry of entriesOf(ask(aggressive, { params, instrument, barMs: 86_400_000 })))
      expect(formatRate(entry.risk)).toBe('0.06');
  });
});
