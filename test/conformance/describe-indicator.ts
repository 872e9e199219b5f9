/**
 * What every streaming indicator must do, held against a naive oracle that sees all inputs at once.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidInput } from '../../src/domain/index.ts';
import type { Bar, Indicator } from '../../src/indicators/index.ts';

export type IndicatorCase<Input> = {
  readonly create: () => Indicator<Input>;
  readonly inputs: fc.Arbitrary<Input[]>;
  /** The value after the last of `inputs`, computed from nothing; undefined where there is none. */
  readonly oracle: (inputs: readonly Input[]) => number | undefined;
  /** The value may be undefined after warm-up: it waits for something to happen. */
  readonly mayWait?: boolean;
};

/** Walks of a price in ticks, with long flat stretches now and then. */
export const prices: fc.Arbitrary<number[]> = fc
  .tuple(
    fc.integer({ min: 5_000, max: 1_000_000 }),
    fc.array(fc.integer({ min: -40, max: 40 }), { maxLength: 80, size: 'max' }),
  )
  .map(([start, steps]) => steps.map((step) => (start += Math.abs(step) > 20 ? 0 : step)));

/** Bars around such a walk. */
export const bars: fc.Arbitrary<Bar[]> = prices.chain((closes) =>
  fc
    .array(fc.tuple(fc.nat(30), fc.nat(30)), { minLength: closes.length, maxLength: closes.length, size: 'max' })
    .map((wicks) =>
      closes.map((close, i) => ({ high: close + (wicks[i]?.[0] ?? 0), low: close - (wicks[i]?.[1] ?? 0), close })),
    ),
);

export function describeIndicator<Input>(
  name: string,
  { create, inputs, oracle, mayWait }: IndicatorCase<Input>,
): void {
  const stream = (indicator: Indicator<Input>, values: readonly Input[]) =>
    values.map((value) => {
      indicator.next(value);
      return indicator.value;
    });

  describe(`${name} as an indicator`, () => {
    it('equals the naive batch at every input', () => {
      fc.assert(
        fc.property(inputs, (values) => {
          stream(create(), values).forEach((value, i) => {
            const expected = oracle(values.slice(0, i + 1));
            if (expected === undefined || value === undefined) expect(value).toBe(expected);
            else expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)));
          });
        }),
        { numRuns: 40 },
      );
    });

    it('has its first value exactly after its warm-up', () => {
      const [values = []] = fc.sample(
        inputs.filter((list) => list.length > create().warmup),
        { numRuns: 1, seed: 7 },
      );
      const streamed = stream(create(), values);
      const first = streamed.findIndex((value) => value !== undefined);
      if (mayWait === true) expect(first === -1 || first >= create().warmup - 1).toBe(true);
      else expect(first).toBe(create().warmup - 1);
    });

    it('goes on from its saved state as if never interrupted', () => {
      fc.assert(
        fc.property(inputs, fc.nat(80), (values, cut) => {
          const [before, after] = [values.slice(0, cut), values.slice(cut)];
          const whole = create();
          stream(whole, before);
          const resumed = create();
          resumed.restore(JSON.parse(JSON.stringify(whole.save())));
          expect(resumed.value).toBe(whole.value);
          expect(stream(resumed, after)).toEqual(stream(whole, after));
        }),
        { numRuns: 40 },
      );
    });

    it('refuses a state that is not its own', () => {
      const saved = create().save();
      const foreign = [undefined, null, {}, saved.slice(1), [...saved, 0], saved.map(() => null)];
      for (const state of foreign) expect(() => create().restore(state)).toThrow(InvalidInput);
    });
  });
}
