/**
 * What every strategy must do, whatever it trades on: played over a generated market with a position that fills at the next
 * open. The test runner is handed in, so that any will do: vitest's, node:test's.
 */
import { type Candle, type PositionSide, timeframeMs } from '../../domain/index.ts';
import type { Params, StrategyDefinition } from '../../kernel/index.ts';
import { resolveParams } from '../registry.ts';
import { BAR_MS, randomWalk } from './bars.ts';
import { checkAddition, checkDecline, checkEntry, checkMove, checkPositionFree, type Entry } from './check-intents.ts';
import { expectSame, expectThat } from './expectations.ts';
import { decideAgain, play } from './play.ts';
import { testInstrument } from './test-instrument.ts';

/** `describe` and `it` of a test runner. */
export type TestRunner = {
  readonly describe: (name: string, body: () => void) => unknown;
  readonly it: (name: string, body: () => void) => unknown;
};

export type DescribeOptions = {
  readonly params?: Readonly<Record<string, number>>;
  /** Sides that it has to enter on; both unless given. */
  readonly sides?: readonly PositionSide[];
  /** Closed bars of 15 minutes in which it trades; a walk of 3,000 bars unless given. */
  readonly bars?: readonly Candle[];
};

/** Declares the tests that every strategy has to pass. @throws InvalidInput for a parameter that is not allowed. */
export function describeStrategy<Names extends string>(
  definition: StrategyDefinition<Names>,
  { describe, it }: TestRunner,
  options: DescribeOptions = {},
): void {
  const given = options.params ?? {};
  const title = `${definition.name}${Object.keys(given).length === 0 ? '' : ` with ${JSON.stringify(given)}`}`;
  const trial = createTrial(definition, resolveParams(definition, given), options);
  describe(`${title} as a strategy`, () => {
    it('is made for bars that exist, each named once', () => checkTimeframes(definition));
    it('has defaults within their bounds and says what each is', () => checkParams(definition));
    it('enters on its sides in the market that it is shown', trial.entersOnItsSides);
    it('decides the same for the same bars', trial.decidesTheSame);
    it('goes on from its saved state as if never interrupted', trial.goesOn);
    it('is silent before warm-up', trial.isSilentBeforeWarmUp);
    it('decides nothing by what comes later', trial.looksNotAhead);
    it('enters only without a position, with stop and targets on their sides of the price', trial.entersSafely);
    it('adds, declines and moves stops as the rules have it', trial.speaksWell);
  });
}

function checkTimeframes({ timeframes }: StrategyDefinition): void {
  for (const timeframe of timeframes) timeframeMs(timeframe);
  expectThat(new Set(timeframes).size === timeframes.length, `timeframes: one is named twice in ${timeframes}`);
}

function checkParams({ params }: StrategyDefinition): void {
  for (const [name, { default: value, min, max, about }] of Object.entries(params)) {
    expectThat(min <= value && value <= max, `${name}: the default ${value} is not from ${min} to ${max}`);
    expectThat(about !== '', `${name}: about is empty`);
  }
}

type Check = () => void;

function createTrial<Names extends string>(
  definition: StrategyDefinition<Names>,
  params: Params<Names>,
  { sides = ['long', 'short'], bars = randomWalk(11, 3_000) }: DescribeOptions,
): Record<
  | 'entersOnItsSides'
  | 'decidesTheSame'
  | 'goesOn'
  | 'isSilentBeforeWarmUp'
  | 'looksNotAhead'
  | 'entersSafely'
  | 'speaksWell',
  Check
> {
  const create = (saved?: unknown) => definition.create(params, { instrument: testInstrument, barMs: BAR_MS }, saved);
  const warmupBars = definition.warmupBars(params);
  const steps = play(create(), bars);
  const entries: Entry[] = steps.flatMap(({ intents }, i) =>
    intents.flatMap((intent) =>
      intent.kind === 'enter' ? [{ ...intent, close: intent.limit ?? (bars[i] as Candle).close }] : [],
    ),
  );
  return {
    entersOnItsSides() {
      for (const side of sides)
        expectThat(
          entries.some(({ positionSide }) => positionSide === side),
          `no ${side} entry in ${bars.length} bars; name its sides, or give bars in which it trades`,
        );
      for (const { positionSide } of entries)
        expectThat(sides.includes(positionSide), `a ${positionSide} entry, which is none of its sides`);
    },
    decidesTheSame: () => expectSame(play(create(), bars), steps, 'another run decided otherwise'),
    goesOn() {
      const inPosition = steps.findLastIndex((step) => step.view.position !== undefined) + 1;
      const half = Math.floor(bars.length / 2);
      for (const cut of [0, 1, warmupBars, Math.floor(half / 2), half, inPosition].filter((at) => at < bars.length)) {
        const first = create();
        decideAgain(first, bars.slice(0, cut), steps);
        const text = JSON.stringify(first.save()) as string | undefined;
        const second = create(text === undefined ? undefined : JSON.parse(text));
        expectSame(second.save(), first.save(), `what it saves after bar ${cut} is not what it was made from`);
        const rest = decideAgain(second, bars.slice(cut), steps.slice(cut));
        expectSame(
          rest,
          steps.slice(cut).map((step) => step.intents),
          `it goes on otherwise after it was saved at bar ${cut}`,
        );
      }
    },
    isSilentBeforeWarmUp() {
      expectThat(warmupBars > 0, 'warmupBars is not above 0');
      const early = steps.findIndex(({ intents }) => intents.length > 0) + 1;
      expectThat(
        early === 0 || early >= warmupBars,
        `it speaks on bar ${early}, before the ${warmupBars} of its warm-up`,
      );
    },
    looksNotAhead() {
      for (const share of [0.2, 0.4, 0.8]) {
        const cut = Math.floor(bars.length * share);
        const other = [...bars.slice(0, cut), ...follow(bars, cut)];
        for (const shown of [other, bars.slice(0, cut)])
          expectSame(
            play(create(), shown).slice(0, cut),
            steps.slice(0, cut),
            `what comes after bar ${cut} changes it`,
          );
      }
    },
    entersSafely() {
      for (const entry of entries) checkEntry(entry);
      for (const step of steps) checkPositionFree(step);
    },
    speaksWell() {
      steps.forEach(({ view, intents }, i) => {
        for (const intent of intents) {
          if (intent.kind === 'decline') checkDecline(intent);
          if (intent.kind === 'add') checkAddition(intent, view.position, bars[i] as Candle);
          if (intent.kind === 'move-stop' && view.position) checkMove(intent, view.position, bars[i] as Candle);
        }
      });
    },
  };
}

/** Another future for the bars up to `cut`. */
const follow = (bars: readonly Candle[], cut: number): Candle[] =>
  randomWalk(cut, 300, { startAt: (bars[0] as Candle).openAt + cut * BAR_MS });
