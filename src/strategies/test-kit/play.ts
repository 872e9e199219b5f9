/**
 * Plays a strategy over bars, with a position that fills and closes as a market would have it.
 * Invariant: a strategy is shown a bar only after it has closed, and fills at the earliest in the next one.
 */
import { type Candle, direction, type Instrument, lots } from '../../domain/index.ts';
import type { Intent, PositionView, Strategy, StrategyDefinition, StrategyView } from '../../kernel/index.ts';
import { resolveParams } from '../registry.ts';
import { BAR_MS } from './bars.ts';
import { testInstrument } from './test-instrument.ts';

/** What a strategy was shown on a bar and what it answered. */
export type Step = { readonly view: StrategyView; readonly intents: readonly Intent[] };

type EnterIntent = Extract<Intent, { kind: 'enter' }>;
type AddIntent = Extract<Intent, { kind: 'add' }>;

/**
 * One position at a time, to which as much is added at the next open as was entered: filled at the next open, or at its limit once that is passed; closed at its stop or its last
 * target, or when the strategy leaves.
 */
class Desk {
  position: PositionView | undefined;
  readonly #barMs: number;
  #target = 0;
  #pending: { readonly intent: EnterIntent; readonly sentAt: number } | undefined;
  #addition: AddIntent | undefined;
  #closed: readonly { readonly closedAt: number; readonly isWin: boolean }[] = [];
  #entries: number[] = [];

  constructor(barMs: number) {
    this.#barMs = barMs;
  }

  /** The bar as the market walks it, before the strategy hears of it. */
  meet(bar: Candle): void {
    if (this.#pending !== undefined) this.#fill(this.#pending.intent, bar);
    if (this.#addition !== undefined && this.position !== undefined) this.#grow(this.position, this.#addition, bar);
    this.#addition = undefined;
    if (this.position !== undefined && isOver(this.position, bar, this.#target)) this.#close(this.position, bar);
  }

  view(at: number): StrategyView {
    const dayStart = at - (at % 86_400_000);
    const entriesToday = this.#entries.filter((sentAt) => sentAt >= dayStart).length;
    const entry = this.#pending && { positionSide: this.#pending.intent.positionSide, sentAt: this.#pending.sentAt };
    return { at, position: this.position, entry, trader: { entriesToday, closed: this.#closed } };
  }

  act(intent: Intent, bar: Candle, at: number): void {
    if (intent.kind === 'enter') {
      this.#pending = { intent, sentAt: at };
      this.#entries.push(at);
    } else if (intent.kind === 'add') this.#addition = intent;
    else if (intent.kind === 'cancel-entry') this.#pending = undefined;
    else if (intent.kind === 'exit' && this.position !== undefined) this.#close(this.position, bar);
    else if (intent.kind === 'move-stop' && this.position !== undefined)
      this.position = { ...this.position, stopLoss: intent.stopLoss };
  }

  #fill({ positionSide, limit, stopLoss, takeProfits }: EnterIntent, bar: Candle): void {
    if (limit !== undefined && (positionSide === 'long' ? bar.low >= limit : bar.high <= limit)) return;
    const entryPrice = limit ?? bar.open;
    this.position = { positionSide, size: lots(1), entryPrice, stopLoss, openedAt: bar.openAt };
    this.#target = takeProfits.at(-1)?.price ?? (positionSide === 'long' ? Number.POSITIVE_INFINITY : 0);
    this.#pending = undefined;
  }

  #grow(position: PositionView, { takeProfits }: AddIntent, bar: Candle): void {
    const { size, entryPrice, additions = 0 } = position;
    const grown = { size: lots(size + 1), entryPrice: (entryPrice * size + bar.open) / (size + 1) };
    this.position = { ...position, ...grown, additions: additions + 1, addedAt: bar.openAt };
    this.#target = takeProfits.at(-1)?.price ?? this.#target;
  }

  #close({ positionSide, entryPrice }: PositionView, bar: Candle): void {
    const isWin = direction(positionSide) * (bar.close - entryPrice) > 0;
    this.#closed = [...this.#closed, { closedAt: bar.openAt + this.#barMs, isWin }].slice(-10);
    this.position = undefined;
  }
}

export function play(strategy: Strategy, bars: readonly Candle[], barMs: number = BAR_MS): Step[] {
  const desk = new Desk(barMs);
  return bars.map((bar) => {
    desk.meet(bar);
    strategy.observe(bar);
    const view = desk.view(bar.openAt + barMs);
    const intents = strategy.decide(view);
    for (const intent of intents) desk.act(intent, bar, view.at);
    return { view, intents };
  });
}

function isOver({ positionSide, stopLoss }: PositionView, bar: Candle, target: number): boolean {
  const side = direction(positionSide);
  const [worst, best] = side === 1 ? [bar.low, bar.high] : [bar.high, bar.low];
  return side * (best - target) >= 0 || (stopLoss !== undefined && side * (worst - stopLoss) <= 0);
}

/** Decides again with views that are given, so that only the strategy's own state can make a difference. */
export const decideAgain = (
  strategy: Strategy,
  bars: readonly Candle[],
  steps: readonly Step[],
): (readonly Intent[])[] =>
  bars.map((bar, i) => {
    strategy.observe(bar);
    return strategy.decide((steps[i] as Step).view);
  });

export type RunOptions = {
  readonly params?: Readonly<Record<string, number>>;
  readonly barMs?: number;
  readonly instrument?: Instrument;
};

/** What a strategy does over bars. */
export type StrategyRun = {
  /** One a bar. */
  readonly steps: readonly Step[];
  /** All intents in order, each with the bar on whose close it was decided. */
  readonly intents: readonly (Intent & { readonly bar: Candle })[];
  readonly entries: readonly (EnterIntent & { readonly bar: Candle })[];
};

/** Runs a strategy over bars on `testInstrument`. @throws InvalidInput for a parameter that is not allowed. */
export function runStrategy<Names extends string>(
  definition: StrategyDefinition<Names>,
  bars: readonly Candle[],
  { params = {}, barMs = BAR_MS, instrument = testInstrument }: RunOptions = {},
): StrategyRun {
  const strategy = definition.create(resolveParams(definition, params), { instrument, barMs });
  const steps = play(strategy, bars, barMs);
  const intents = steps.flatMap((step, i) => step.intents.map((intent) => ({ ...intent, bar: bars[i] as Candle })));
  return { steps, intents, entries: intents.filter((intent) => intent.kind === 'enter') };
}
