import { describe, expect, it } from 'vitest';
import { InvalidInput, ticks } from '../../domain/index.ts';
import { defineStrategy, entryAt, type Strategy, type StrategyDefinition, type StrategyView } from '../index.ts';
import { bars, describeStrategy, randomWalk, runStrategy } from './index.ts';

/** Enters with every third bar that falls or rises twice in a row. */
const swing = (change: Partial<Strategy> = {}, given: Partial<StrategyDefinition> = {}): StrategyDefinition =>
  defineStrategy({
    name: 'swing',
    about: 'Follows two bars in a row.',
    params: {},
    timeframes: ['15m'],
    warmupBars: () => 3,
    create: (_params, _context, saved) => {
      let closes = (saved as number[] | undefined) ?? [];
      return {
        observe: ({ close }) => {
          closes = [...closes, close].slice(-3);
        },
        decide({ position, entry }: StrategyView) {
          const [a, b, c] = closes;
          if (position || entry || a === undefined || b === undefined || c === undefined) return [];
          const side = Math.sign(b - a) + Math.sign(c - b);
          if (Math.abs(side) < 2) return [];
          const positionSide = side > 0 ? 'long' : 'short';
          const targets = [{ reach: 1, share: 1 }];
          const intent = entryAt({
            positionSide,
            price: ticks(c),
            stopDistance: 500,
            targets,
            risk: 0.01,
            reason: 'swing',
          });
          return intent ? [intent] : [];
        },
        save: () => closes,
        ...change,
      };
    },
    ...given,
  });

/** The tests that fail, by name. */
function failing(definition: StrategyDefinition, options = {}): string[] {
  const failed: string[] = [];
  const runner = {
    describe: (_name: string, body: () => void) => body(),
    it: (name: string, body: () => void) => {
      try {
        body();
      } catch (error) {
        failed.push(`${name}: ${(error as Error).message}`);
      }
    },
  };
  describeStrategy(definition, runner, { bars: randomWalk(11, 300), ...options });
  return failed;
}

describeStrategy(swing(), { describe, it }, { bars: randomWalk(12, 300) });

describe('the tests for every strategy', () => {
  let calls = 0;
  const always = (over: object) => ({
    decide: () => [
      {
        kind: 'enter' as const,
        positionSide: 'long' as const,
        stopLoss: ticks(1),
        takeProfits: [],
        leverage: 1,
        risk: 1n as never,
        sizeFactor: 1n as never,
        reason: 'always',
        ...over,
      },
    ],
  });

  it.each([
    ['a state that is not saved', swing({ save: () => [] }), /goes on otherwise/],
    ['chance', swing({ save: () => [calls++] }), /not what it was made from/],
    ['an entry with every bar', swing(always({})), /before the 3 of its warm-up/],
    ['an entry beside a position', swing(always({})), /while it has a position or an entry/],
    ['a stop on the wrong side', swing(always({ stopLoss: ticks(10_000_000) })), /on the side of profit/],
    ['half a tick', swing(always({ stopLoss: ticks(0.5) })), /no whole, positive number/],
    ['a fraction of leverage', swing(always({ leverage: 0.5 })), /leverage 0.5/],
    ['one side alone', swing(always({})), /no short entry in 300 bars/],
    [
      'a rule of no name',
      swing({ decide: () => [{ kind: 'decline', positionSide: undefined, rule: '', details: {} }] }),
      /the rule of a declined entry/,
    ],
    ['a default out of its bounds', swing({}, { warmupBars: () => 0 }), /warmupBars is not above 0/],
  ])('find %s', (_, definition, message) => {
    expect(failing(definition).join('\n')).toMatch(message);
  });

  it('ask only for the sides that are named', () => {
    const rising = bars(Array.from({ length: 60 }, (_, i) => 100 + i));
    expect(failing(swing(), { sides: ['long'], bars: rising })).toEqual([]);
    expect(failing(swing(), { sides: ['short'], bars: rising }).join()).toMatch(/no short entry in 60 bars/);
  });
});

describe('bars', () => {
  it('open where the last one closed, in whole ticks and lots', () => {
    expect(bars([100, { open: 101, high: 103, low: 99.96, close: 102, volume: 2 }, 102.5])).toMatchObject([
      { openAt: Date.UTC(2025, 0, 1), open: 1_000, high: 1_000, low: 1_000, close: 1_000, volume: 10_000 },
      { open: 1_010, high: 1_030, low: 1_000, close: 1_020, volume: 20_000 },
      { openAt: Date.UTC(2025, 0, 1, 0, 30), open: 1_020, high: 1_025, low: 1_020, close: 1_025 },
    ]);
  });

  it('are refused where they are none', () => {
    expect(() => bars([100, { open: 1, high: 1, low: 2, close: 1 }])).toThrow(/^bar 1: .*low at or below/);
    expect(() => bars([-1])).toThrow(InvalidInput);
  });

  it('of a walk are the same for the same seed', () => {
    expect(randomWalk(5, 50)).toEqual(randomWalk(5, 50));
    expect(randomWalk(5, 50)).not.toEqual(randomWalk(6, 50));
  });
});

describe('a run', () => {
  it('gives the intents with their bars', () => {
    const { entries, steps, intents } = runStrategy(swing(), bars([1000, 1010, 1020, 1030, 1000]));
    expect(steps).toHaveLength(5);
    expect(intents).toHaveLength(1);
    expect(entries).toMatchObject([{ positionSide: 'long', stopLoss: 9_700, bar: { close: 10_200 } }]);
    expect(steps[3]?.view.position).toMatchObject({ positionSide: 'long', entryPrice: 10_200 });
  });

  it('refuses parameters that are not allowed', () => {
    expect(() => runStrategy(swing(), bars([1]), { params: { speed: 1 } })).toThrow(/parameter of swing: "speed"/);
  });
});

it('an entry without a place for its stop is none', () => {
  const idea = { positionSide: 'long', price: ticks(100), risk: 0.01, reason: 'x' } as const;
  expect(entryAt({ ...idea, stopDistance: 100 })).toBeUndefined();
  expect(entryAt({ ...idea, stopDistance: 0 })).toBeUndefined();
  expect(entryAt({ ...idea, stopDistance: 10, isPostOnly: true })).toMatchObject({
    stopLoss: 90,
    limit: 100,
    leverage: 1,
  });
});
