import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decideAgain, generatedBars, play, testInstrument } from '../../../test/conformance/describe-strategy.ts';
import { type Candle, rate, ticks } from '../../domain/index.ts';
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
          if (intent.kind !== 'enter') {
            expect(now).toEqual(intent);
            continue;
          }
          entries += 1;
          if (now.kind === 'enter') expectLess(now, intent);
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
