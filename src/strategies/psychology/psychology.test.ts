import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideAgain, generatedBars, play, testInstrument } from '../../../test/conformance/describe-strategy.ts';
import { type Candle, lots, rate, ticks } from '../../domain/index.ts';
import { defineStrategy, type Intent, type StrategyView } from '../../kernel/index.ts';
import { resolveParams, strategies } from '../index.ts';
import { moodOf } from './mood.ts';
import { withPsychology } from './psychology.ts';

const history = (results: string) => [...results].map((result, i) => ({ closedAt: i, isWin: result === 'w' }));

describe('the mood', () => {
  it.each([
    ['', 0.5, 'neutral'],
    ['w', 0.6, 'neutral'],
    ['ww', 0.7, 'neutral'],
    ['www', 0.8, 'greedy'],
    ['lwww', 0.7, 'greedy'],
    ['wwwl', 0.7, 'neutral'],
    ['l', 0.4, 'neutral'],
    ['ll', 0.3, 'fearful'],
    ['lllll', 0, 'fearful'],
    ['llllllll', 0, 'fearful'],
    ['llw', 0.4, 'neutral'],
    ['wwwwwwwwww', 1, 'greedy'],
  ])('after "%s" is a confidence of %d and %s', (results, confidence, state) => {
    const mood = moodOf(history(results));
    expect(mood.confidence).toBeCloseTo(confidence, 12);
    expect(mood.state).toBe(state);
  });
});

const always = withPsychology(
  defineStrategy({
    name: 'always',
    about: 'Enters long on every bar.',
    params: {},
    timeframes: ['15m'],
    warmupBars: () => 1,
    create: () => ({
      observe: () => {},
      decide: (): readonly Intent[] => [
        {
          kind: 'enter',
          positionSide: 'long',
          stopLoss: ticks(1),
          takeProfits: [],
          leverage: 10,
          risk: rate('0.02'),
          sizeFactor: rate('0.5'),
          reason: 'always',
        },
      ],
      save: () => null,
    }),
  }),
  { fomoResistance: 0.5 },
);

const create = (definition: (typeof strategies)[number], psychology: 0 | 1, barMs = 900_000) =>
  definition.create(resolveParams(definition, { psychology }), { instrument: testInstrument, barMs });

describe('an entry', () => {
  const entryAfter = (results: string, psychology: 0 | 1 = 1): Intent | undefined => {
    const [bar] = generatedBars(3, 1) as [Candle];
    const strategy = create(always, psychology);
    strategy.observe(bar);
    const trader = { entriesToday: 0, closed: history(results) };
    return strategy.decide({ at: bar.openAt + 900_000, position: undefined, trader })[0];
  };

  it.each([
    ['', '0.5', 10],
    ['w', '0.5', 10],
    ['www', '0.5', 8],
    ['l', '0.45', 10],
    ['ll', '0.12', 10],
    ['lllll', '0.075', 10],
  ])('after "%s" has the size factor %s and the leverage %d', (results, sizeFactor, leverage) => {
    expect(entryAfter(results)).toMatchObject({ sizeFactor: rate(sizeFactor), leverage, risk: rate('0.02') });
  });

  it('is untouched where psychology is off', () => {
    expect(entryAfter('lllll', 0)).toMatchObject({ sizeFactor: rate('0.5'), leverage: 10 });
  });

  it('is declined when the bar has run further than its resistance allows, in the direction of the entry only', () => {
    const bars = generatedBars(3, 60);
    const last = bars.at(-1) as Candle;
    const usual = 0.004;
    const onBarOf = (move: number): string => {
      const strategy = create(always, 1);
      for (const bar of bars) strategy.observe(bar);
      strategy.observe({ ...last, openAt: last.openAt + 900_000, close: ticks(Math.round(last.close * (1 + move))) });
      return strategy.decide({ at: 0, position: undefined })[0]?.kind ?? 'nothing';
    };
    expect([onBarOf(0), onBarOf(usual), onBarOf(10 * usual), onBarOf(-10 * usual)]).toEqual([
      'enter',
      'enter',
      'decline',
      'enter',
    ]);
  });
});

const adding = withPsychology(
  defineStrategy({
    name: 'adding',
    about: 'Adds to a long on every bar, and moves its stop.',
    params: {},
    timeframes: ['15m'],
    warmupBars: () => 1,
    create: () => ({
      observe: () => {},
      decide: (): readonly Intent[] => [
        { kind: 'move-stop', positionSide: 'long', stopLoss: ticks(2), reason: 'adding' },
        {
          kind: 'add',
          positionSide: 'long',
          takeProfits: [],
          risk: rate('0.02'),
          sizeFactor: rate('0.5'),
          profitMin: 10,
          additionsMax: 3,
          reason: 'adding',
        },
      ],
      save: () => null,
    }),
  }),
  { fomoResistance: 0.5 },
);

describe('an addition', () => {
  const bars = generatedBars(3, 60);
  const position = {
    positionSide: 'long',
    size: lots(1),
    entryPrice: ticks(1),
    stopLoss: ticks(1),
    openedAt: 0,
  } as const;
  const view = (results: string): StrategyView => ({
    at: 0,
    position: { ...position, additions: 0, addedAt: undefined },
    trader: { entriesToday: 0, closed: history(results) },
  });
  const decided = (results: string, psychology: 0 | 1, move = 0): readonly Intent[] => {
    const strategy = create(adding, psychology);
    const last = bars.at(-1) as Candle;
    for (const bar of bars) strategy.observe(bar);
    strategy.observe({ ...last, openAt: last.openAt + 900_000, close: ticks(Math.round(last.close * (1 + move))) });
    return strategy.decide(view(results));
  };

  it.each([
    ['', '0.5'],
    ['www', '0.415'],
    ['l', '0.45'],
    ['ll', '0.12'],
  ])('after "%s" has the size factor %s, and nothing else of it changes', (results, sizeFactor) => {
    const [plainMove, plain] = decided(results, 0);
    const [move, tempered] = decided(results, 1);
    expect(move).toEqual(plainMove);
    expect(tempered).toEqual({ ...plain, sizeFactor: rate(sizeFactor) });
  });

  it('is declined when the bar has run away with it', () => {
    expect(decided('', 1, 0.04)[1]).toMatchObject({ kind: 'decline', rule: 'fomo', positionSide: 'long' });
    expect(decided('', 1, -0.04)[1]).toMatchObject({ kind: 'add' });
  });

  it('never takes more risk than without psychology, whatever has happened', () => {
    const results = fc.array(fc.constantFrom('w', 'l'), { maxLength: 10 }).map((list) => list.join(''));
    fc.assert(
      fc.property(results, fc.double({ min: -0.05, max: 0.05, noNaN: true }), (past, move) => {
        const [, plain] = decided(past, 0, move);
        const [, tempered] = decided(past, 1, move);
        if (tempered?.kind === 'decline' || plain?.kind !== 'add') return;
        expect(tempered).toEqual({ ...plain, sizeFactor: expect.any(BigInt) });
        expect((tempered as typeof plain).sizeFactor).toBeGreaterThan(0n);
        expect((tempered as typeof plain).sizeFactor).toBeLessThanOrEqual(plain.sizeFactor);
      }),
      { numRuns: 200 },
    );
  });
});

type EnterIntent = Extract<Intent, { kind: 'enter' }>;

/** The same entry, with no more at stake. */
function expectLess(now: EnterIntent, before: EnterIntent): void {
  expect(now.sizeFactor > 0n && now.sizeFactor <= before.sizeFactor).toBe(true);
  expect(now.leverage >= 1 && now.leverage <= before.leverage).toBe(true);
  expect(now).toEqual({ ...before, sizeFactor: now.sizeFactor, leverage: now.leverage });
}

describe.each(strategies.map((strategy) => [strategy.name, strategy] as const))('psychology over %s', (_, strategy) => {
  it('never stakes more, nor with more leverage, nor where it would not have entered', () => {
    for (const seed of [1, 2]) {
      const bars = generatedBars(seed, 1_200);
      const steps = play(create(strategy, 0), bars);
      const moods = ['', 'l', 'll', 'www', 'lwlwlwlwlw', 'wwwwwwwwww', 'llllllllll'];
      const seen = steps.map(({ view }, i): { view: StrategyView; intents: readonly Intent[] } => ({
        view: { ...view, trader: { entriesToday: 0, closed: history(moods[i % moods.length] as string) } },
        intents: [],
      }));
      const [without, tempered] = [0, 1].map((on) => decideAgain(create(strategy, on as 0 | 1), bars, seen));
      let entries = 0;
      bars.forEach((_bar, i) => {
        const [plain, less] = [without?.[i] ?? [], tempered?.[i] ?? []];
        expect(less).toHaveLength(plain.length);
        for (const [k, intent] of plain.entries()) {
          const now = less[k] as Intent;
          if (intent.kind === 'add' && now.kind === 'add') {
            expect(now).toEqual({ ...intent, sizeFactor: now.sizeFactor });
            expect(now.sizeFactor > 0n && now.sizeFactor <= intent.sizeFactor).toBe(true);
            continue;
          }
          if (intent.kind !== 'enter' && intent.kind !== 'add') {
            expect(now).toEqual(intent);
            continue;
          }
          entries += 1;
          if (now.kind === 'enter' && intent.kind === 'enter') expectLess(now, intent);
          else expect(now).toMatchObject({ kind: 'decline', rule: 'fomo', positionSide: intent.positionSide });
        }
      });
      expect(entries).toBeGreaterThan(5);
    }
  });
});

it('its README says what its parameters are', () => {
  const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8');
  const rows = [...readme.matchAll(/^\| `(\w+)` \| (.+?) \| (.+?) \| (.+?) \|$/gm)].map((match) => match.slice(1));
  const { psychology, fearfulSize, greedyLeverage, fomoDeviations, fomoResistance } = always.params;
  const named = { psychology, fearfulSize, greedyLeverage, fomoDeviations, fomoResistance };
  expect(rows).toEqual(
    Object.entries(named).map(([name, { default: value, min, max, isInteger, about }]) => [
      name,
      name === 'fomoResistance' ? "the profile's" : String(value),
      `${min} – ${max}${isInteger === true ? ', whole' : ''}`,
      about,
    ]),
  );
});
