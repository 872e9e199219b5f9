/**
 * A trader's psychology laid over a strategy: smaller when frightened or unsure, less leverage when greedy, no chasing.
 * Invariant: with it no entry and no addition is larger, more leveraged or more frequent than without it; everything else
 * is untouched.
 */
import { type Candle, direction, RATE_DECIMALS, type Rate, rate } from '../../domain/index.ts';
import { RealisedVolatility } from '../../indicators/index.ts';
import type { Intent, Params, Strategy, StrategyDefinition, StrategyView } from '../../kernel/index.ts';
import { count, param } from '../profile/params.ts';
import { toRate } from '../profile/prices.ts';
import { moodOf } from './mood.ts';

const ABOUT = {
  psychology: "1: a trader's psychology reduces risk; 0: none",
  fearfulSize: 'multiplies the size after losses in a row',
  greedyLeverage: 'multiplies the leverage after wins in a row',
  fomoDeviations: 'standard deviations of a bar that are chased, divided by the resistance',
  fomoResistance: 'resistance to the fear of missing out',
};

const psychologyParams = (fomoResistance: number) => ({
  psychology: count(0, [0, 1], ABOUT.psychology),
  fearfulSize: param(0.3, [0.01, 1], ABOUT.fearfulSize),
  greedyLeverage: param(0.83, [0.1, 1], ABOUT.greedyLeverage),
  fomoDeviations: param(2, [0.1, 20], ABOUT.fomoDeviations),
  fomoResistance: param(fomoResistance, [0.1, 1], ABOUT.fomoResistance),
});

export type PsychologyNames = keyof ReturnType<typeof psychologyParams>;
type PsychologyParams = Params<PsychologyNames>;
/** What takes more risk than there is. */
type Tempted = Extract<Intent, { kind: 'enter' | 'add' }>;

const isTempted = (intent: Intent): intent is Tempted => intent.kind === 'enter' || intent.kind === 'add';

type Saved = {
  readonly inner: unknown;
  readonly volatility: readonly number[];
  readonly close: number;
};

/** Bars whose volatility tells how far a bar usually goes. */
const USUAL_BARS = 21;
/** Share of the size that stays where nothing is left of confidence. */
const UNSURE_SIZE = 0.5;

class Psychology implements Strategy {
  readonly #inner: Strategy;
  readonly #params: PsychologyParams;
  readonly #volatility = new RealisedVolatility(USUAL_BARS);
  /** Of the last bar, in ticks; 0 before any. */
  #close = 0;
  /** Of the newest bar, in standard deviations of those before it; positive is up. */
  #move = 0;

  constructor(inner: Strategy, params: PsychologyParams, saved: Partial<Saved> | undefined) {
    this.#inner = inner;
    this.#params = params;
    if (saved === undefined) return;
    this.#volatility.restore(saved.volatility);
    this.#close = Number(saved.close ?? 0);
  }

  observe(bar: Candle): void {
    this.#inner.observe(bar);
    this.#move = this.#deviations(bar.close);
    this.#volatility.next(bar.close);
    this.#close = bar.close;
  }

  #deviations(close: number): number {
    const usual = this.#volatility.value;
    return this.#close === 0 || usual === undefined || usual === 0 ? 0 : Math.log(close / this.#close) / usual;
  }

  decide(view: StrategyView): readonly Intent[] {
    return this.#inner.decide(view).map((intent) => (isTempted(intent) ? this.#temper(intent, view) : intent));
  }

  #temper(intent: Tempted, { trader }: StrategyView): Intent {
    const { fearfulSize, greedyLeverage, fomoDeviations, fomoResistance } = this.#params;
    const { positionSide } = intent;
    const chased = direction(positionSide) * this.#move;
    const limit = fomoDeviations / fomoResistance;
    if (chased > limit)
      return { kind: 'decline', positionSide, rule: 'fomo', details: { limit: round(limit), moved: round(chased) } };
    const { confidence, state } = moodOf(trader?.closed ?? []);
    const sure = Math.min(1, UNSURE_SIZE + confidence);
    const factor = state === 'fearful' ? sure * fearfulSize : sure;
    const isGreedy = state === 'greedy';
    // An addition has the leverage of its position: greed takes from its size what it takes from the leverage of an entry.
    if (intent.kind === 'add')
      return { ...intent, sizeFactor: scaled(intent.sizeFactor, isGreedy ? factor * greedyLeverage : factor) };
    const leverage = isGreedy ? Math.max(1, Math.floor(intent.leverage * greedyLeverage)) : intent.leverage;
    return { ...intent, leverage, sizeFactor: scaled(intent.sizeFactor, factor) };
  }

  save(): Saved {
    return { inner: this.#inner.save(), volatility: this.#volatility.save(), close: this.#close };
  }
}

const ONE = 10n ** BigInt(RATE_DECIMALS);
const LEAST = rate('0.0000000001');

/** As told in a notice. */
const round = (deviations: number): number => Math.round(deviations * 100) / 100;

/** Rounded down, and never to nothing. */
function scaled(sizeFactor: Rate, factor: number): Rate {
  const product = ((sizeFactor * toRate(factor)) / ONE) as Rate;
  return product > 0n ? product : LEAST;
}

/** The same strategy with the parameters of psychology; where `psychology` is 0 it is the strategy itself. */
export function withPsychology<Names extends string>(
  definition: StrategyDefinition<Names>,
  { fomoResistance }: { readonly fomoResistance: number },
): StrategyDefinition<Names | PsychologyNames> {
  return {
    ...definition,
    params: { ...definition.params, ...psychologyParams(fomoResistance) } as StrategyDefinition<
      Names | PsychologyNames
    >['params'],
    warmupBars: (params) => {
      const bars = definition.warmupBars(params);
      return params.psychology === 0 ? bars : Math.max(bars, USUAL_BARS + 2);
    },
    create: (params, context, saved) => {
      if (params.psychology === 0) return definition.create(params, context, saved);
      const inner = definition.create(params, context, (saved as Partial<Saved> | undefined)?.inner);
      return new Psychology(inner, params, saved as Partial<Saved> | undefined);
    },
  };
}
