/**
 * What every streaming indicator must do, held against a naive oracle that sees all inputs at once.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidInput } from '../../src/domain/index.ts';
import { type Bar, type Indicator, type TimedBar, valuesOver } from '../../src/indicators/index.ts';

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

const MINUTE_MS = 60_000;

/** Such bars as minutes from somewhere in a day on, with volumes and now and then a gap. */
export const timedBars: fc.Arbitrary<TimedBar[]> = fc
  .tuple(bars, fc.nat(2_000), fc.array(fc.tuple(fc.nat(50), fc.nat(9)), { minLength: 80, maxLength: 80, size: 'max' }))
  .map(([list, minute, extras]) =>
    list.map((bar, i) => {
      const [volume, gap] = extras[i] as [number, number];
      minute += gap === 9 ? 3 : 1;
      return { ...bar, volume: volume > 45 ? 0 : volume, openAt: minute * MINUTE_MS };
    }),
  );

const fromJson = (saved: unknown): unknown => JSON.parse(JSON.stringify(saved));

/** Streams `inputs` in the hardest way there is: saved and restored at every step, each input live in other forms first. */
function streamInterrupted<Input>(create: () => Indicator<Input>, inputs: readonly Input[]) {
  let indicator = create();
  const values = Float64Array.from(inputs, (input, i) => {
    const live = inputs[(i * 7 + 3) % inputs.length] as Input;
    indicator.next(live);
    indicator.replace(inputs[(i * 5 + 1) % inputs.length] as Input);
    const resumed = create();
    resumed.restore(fromJson(indicator.save()));
    indicator = resumed;
    indicator.replace(live);
    indicator.replace(input);
    return indicator.value ?? Number.NaN;
  });
  return { values, indicator };
}

export function describeIndicator<Input>(
  name: string,
  { create, inputs, oracle, mayWait }: IndicatorCase<Input>,
): void {
  const stream = (indicator: Indicator<Input>, values: readonly Input[]) => [...valuesOver(indicator, values)];

  describe(`${name} as an indicator`, () => {
    it('equals the naive batch at every input', () => {
      fc.assert(
        fc.property(inputs, (values) => {
          stream(create(), values).forEach((value, i) => {
            const expected = oracle(values.slice(0, i + 1));
            if (expected === undefined || Number.isNaN(value)) expect(value).toBe(expected ?? Number.NaN);
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
      const first = stream(create(), values).findIndex((value) => !Number.isNaN(value));
      if (mayWait === true) expect(first === -1 || first >= create().warmup - 1).toBe(true);
      else expect(first).toBe(create().warmup - 1);
    });

    it('streams the batch bit for bit, through restarts and live inputs that changed until they closed', () => {
      fc.assert(
        fc.property(inputs, (values) => {
          const plain = create();
          const batch = valuesOver(plain, values);
          const { values: streamed, indicator } = streamInterrupted(create, values);
          expect(streamed).toEqual(batch);
          expect(fromJson(indicator.save())).toEqual(fromJson(plain.save()));
        }),
        { numRuns: 40 },
      );
    });

    it('has never seen an input that was taken back', () => {
      fc.assert(
        fc.property(inputs, (values) => {
          const indicator = create();
          for (const [i, input] of values.entries()) {
            const { value } = indicator;
            indicator.next(values[values.length - 1 - i] as Input);
            indicator.undo();
            expect(indicator.value).toBe(value);
            const once = fromJson(indicator.save());
            indicator.undo();
            expect(fromJson(indicator.save())).toEqual(once);
            indicator.next(input);
          }
          expect(fromJson(indicator.save())).toEqual(fromJson(streamed(create(), values).save()));
        }),
        { numRuns: 15 },
      );
    });

    it('sees no future: what comes later changes no earlier value', () => {
      fc.assert(
        fc.property(inputs, fc.nat(80), (values, cut) => {
          const whole = valuesOver(create(), values);
          expect(valuesOver(create(), values.slice(0, cut))).toEqual(whole.slice(0, cut));
        }),
        { numRuns: 20 },
      );
    });

    it('goes on from its saved state as if never interrupted', () => {
      fc.assert(
        fc.property(inputs, fc.nat(80), (values, cut) => {
          const whole = streamed(create(), values.slice(0, cut));
          const resumed = create();
          resumed.restore(fromJson(whole.save()));
          expect(resumed.value).toBe(whole.value);
          expect(stream(resumed, values.slice(cut))).toEqual(stream(whole, values.slice(cut)));
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

function streamed<Input>(indicator: Indicator<Input>, values: readonly Input[]): Indicator<Input> {
  valuesOver(indicator, values);
  return indicator;
}
