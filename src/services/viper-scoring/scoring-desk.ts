/**
 * Scores and signals as the service gives them: one set of rules, the active signals, the last ones of each contract.
 * Invariant: remembers at most `HISTORY_MAX` signals of a contract and `SYMBOLS_MAX` contracts; starts empty with the process.
 */
import {
  type CostChoice,
  type CostSettings,
  readMarket,
  type ScoreInput,
  type ScoreMode,
  type Signal,
  type SignalDecision,
  SignalDesk,
  type SignalRules,
  scoreMarket,
  type ViperScore,
} from '../../scoring/index.ts';

const HISTORY_MAX = 100;
const SYMBOLS_MAX = 1_000;

export type ScoringSettings = {
  readonly rules: Partial<SignalRules>;
  /** Undefined: the documented numbers. */
  readonly costs: CostSettings | undefined;
  /** USDT; undefined: 3. */
  readonly costMax: number | undefined;
};

export const DOCUMENTED_SETTINGS: ScoringSettings = { rules: {}, costs: undefined, costMax: undefined };

export type ScoreWish = {
  /** Epoch ms. */
  readonly at: number;
  readonly mode: ScoreMode | undefined;
  readonly costModel: CostChoice | undefined;
};

export class ScoringDesk {
  readonly settings: ScoringSettings;
  readonly #desk: SignalDesk;
  readonly #history = new Map<string, Signal[]>();
  #generated = 0;

  constructor(settings: ScoringSettings = DOCUMENTED_SETTINGS) {
    this.settings = settings;
    this.#desk = new SignalDesk(settings.rules);
  }

  get rules(): SignalRules {
    return this.#desk.rules;
  }

  /** Signals ever given. */
  get generated(): number {
    return this.#generated;
  }

  get symbolsTracked(): number {
    return this.#history.size;
  }

  score(input: ScoreInput, { at, mode = 'calibrated', costModel = 'auto' }: ScoreWish): ViperScore {
    const { costs, costMax } = this.settings;
    const configured = { ...(costs && { costs }), ...(costMax !== undefined && { costMax }) };
    return scoreMarket(input, { at, mode, costModel, ...configured });
  }

  /** The signal of a market, or by which rule there is none. */
  signal(input: ScoreInput, wish: ScoreWish): SignalDecision {
    const { price, priceChange } = readMarket(input);
    const decision = this.#desk.consider({ score: this.score(input, wish), price, priceChange });
    if (decision.ok) this.#remember(decision.signal);
    return decision;
  }

  /** Not expired at `at`, oldest first. */
  active(at: number, symbol?: string): readonly Signal[] {
    return this.#desk.active(at, symbol);
  }

  /** The last ones, newest first. */
  history(symbol: string, limit: number): readonly Signal[] {
    return (this.#history.get(symbol) ?? []).slice(-limit).reverse();
  }

  #remember(signal: Signal): void {
    this.#generated += 1;
    const known = this.#history.get(signal.symbol) ?? [];
    this.#history.delete(signal.symbol);
    this.#history.set(signal.symbol, [...known, signal].slice(-HISTORY_MAX));
    if (this.#history.size > SYMBOLS_MAX) this.#history.delete(this.#history.keys().next().value as string);
  }
}
