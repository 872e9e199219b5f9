/**
 * A strategy over the generated market of the conformance suite, asked with views that a test makes.
 */
import type { Candle, Instrument } from '../../src/domain/index.ts';
import type { Intent, StrategyDefinition, StrategyView } from '../../src/kernel/index.ts';
import { resolveParams } from '../../src/strategies/index.ts';
import { generatedBars, testInstrument } from '../conformance/describe-strategy.ts';

export const BARS: readonly Candle[] = generatedBars(11, 3_000);

export type RunOptions = {
  readonly params?: Readonly<Record<string, number>>;
  readonly barMs?: number;
  readonly instrument?: Instrument;
  readonly bars?: readonly Candle[];
  /** Beside the time; without it there is neither a position nor an entry. */
  readonly view?: (bar: Candle, intentsBefore: readonly Intent[]) => Partial<StrategyView>;
};

export type Asked = { readonly bar: Candle; readonly at: number; readonly intents: readonly Intent[] };

export function ask(definition: StrategyDefinition, options: RunOptions = {}): Asked[] {
  const { params = {}, barMs = 900_000, instrument = testInstrument, bars = BARS, view } = options;
  const strategy = definition.create(resolveParams(definition, params), { instrument, barMs });
  let before: readonly Intent[] = [];
  return bars.map((bar) => {
    strategy.observe(bar);
    const at = bar.openAt + barMs;
    const intents = strategy.decide({ position: undefined, ...view?.(bar, before), at });
    before = intents;
    return { bar, at, intents };
  });
}

export type Entered = Extract<Intent, { kind: 'enter' }> & { readonly bar: Candle };

export const entriesOf = (asked: readonly Asked[]): Entered[] =>
  asked.flatMap(({ bar, intents }) =>
    intents.flatMap((intent) => (intent.kind === 'enter' ? [{ ...intent, bar }] : [])),
  );

export const declinesOf = (asked: readonly Asked[]) =>
  asked.flatMap(({ at, intents }) =>
    intents.flatMap((intent) => (intent.kind === 'decline' ? [{ ...intent, at }] : [])),
  );

/** Each target's distance from the price in distances of the stop, to two decimals. */
export const rungsOf = ({ stopLoss, takeProfits }: Entered, price: number): number[] =>
  takeProfits.map((one) => Math.round((100 * Math.abs(one.price - price)) / Math.abs(price - stopLoss)) / 100);
