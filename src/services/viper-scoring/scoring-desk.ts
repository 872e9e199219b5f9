/**
 * Scores and signals as the service gives them: one set of rules, the active signals, the last ones of each contract.
 * Invariant: remembers at most `HISTORY_MAX` signals of a contract and `SYMBOLS_MAX` contracts; goes on with what was kept
 * of the process before, cooldowns included.
 */
import { validatorOf } from '../../domain/index.ts';
import type { LineStore } from '../../ports/index.ts';
import {
  type CostChoice,
  type CostSettings,
  readMarket,
  type ScoreInput,
  type ScoreMode,
  type Signal,
  type SignalDecision,
  SignalDesk,
  type SignalDeskState,
  type SignalRules,
  scoreMarket,
  type ViperScore,
} from '../../scoring/index.ts';
import { SignalSchema } from './score-schema.ts';

const HISTORY_MAX = 100;
const SYMBOLS_MAX = 1_000;

export type ScoringSettings = {
  readonly rules: Partial<SignalRules>;
  /** Undefined: the documented numbers. */
  readonly costs: CostSettings | undefined;
  /** USDT; undefined: 3. */
  readonly costMax: number | undefined;
  /** Where signals outlive the process; undefined: they do not. */
  readonly kept?: LineStore | undefined;
};

export const DOCUMENTED_SETTINGS: ScoringSettings = { rules: {}, costs: undefined, costMax: undefined };

const refusalOf = validatorOf(SignalSchema);

/** Oldest first; the file is written anew where much of it is of no use any more. */
function readSignals(kept: LineStore): readonly Signal[] {
  const lines = kept.lines();
  const bySymbol = new Map<string, Signal[]>();
  for (const line of lines) {
    const signal = signalOf(line);
    if (!signal) continue;
    const { symbol } = signal;
    bySymbol.set(symbol, [...(bySymbol.get(symbol) ?? []), signal].slice(-HISTORY_MAX));
  }
  const signals = [...bySymbol.values()].flat().sort((a, b) => a.timestamp - b.timestamp);
  if (lines.length > 2 * signals.length) kept.replace(signals.map((signal) => JSON.stringify(signal)));
  return signals;
}

/** Undefined for what is no signal, such as a line that a crash has cut. */
function signalOf(line: string): Signal | undefined {
  try {
    const read: unknown = JSON.parse(line);
    return refusalOf(read, 'signal') ? undefined : (read as Signal);
  } catch {
    return undefined;
  }
}

const stateOf = (history: ReadonlyMap<string, readonly Signal[]>, at: number): SignalDeskState =>
  [...history].flatMap(([symbol, signals]) => {
    const active = signals.filter(({ timestamp }) => timestamp <= at);
    const lastAt = active.at(-1)?.timestamp;
    return lastAt === undefined ? [] : [{ symbol, lastAt, active }];
  });

export type ScoreWish = {
  /** Epoch ms. */
  readonly at: number;
  readonly mode: ScoreMode | undefined;
  readonly costModel: CostChoice | undefined;
};

export class ScoringDesk {
  readonly settings: ScoringSettings;
  #desk: SignalDesk;
  readonly #history = new Map<string, Signal[]>();
  #generated = 0;
  /** Signals were kept, and no time was told yet. */
  #unsettled: boolean;

  constructor(settings: ScoringSettings = DOCUMENTED_SETTINGS) {
    this.settings = settings;
    this.#desk = new SignalDesk(settings.rules);
    const read = settings.kept ? readSignals(settings.kept) : [];
    for (const signal of read) this.#remember(signal);
    this.#unsettled = read.length > 0;
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
    const decision = this.#deskAt(wish.at).consider({ score: this.score(input, wish), price, priceChange });
    if (!decision.ok) return decision;
    this.#remember(decision.signal);
    this.settings.kept?.append(JSON.stringify(decision.signal));
    return decision;
  }

  /** Not expired at `at`, oldest first. */
  active(at: number, symbol?: string): readonly Signal[] {
    return this.#deskAt(at).active(at, symbol);
  }

  /** The last ones, newest first. */
  history(symbol: string, limit: number): readonly Signal[] {
    return (this.#history.get(symbol) ?? []).slice(-limit).reverse();
  }

  /** What was kept stands from the first moment that is known: what lies after it belongs to another clock. */
  #deskAt(at: number): SignalDesk {
    if (this.#unsettled) this.#desk = new SignalDesk(this.settings.rules, stateOf(this.#history, at));
    this.#unsettled = false;
    return this.#desk;
  }

  #remember(signal: Signal): void {
    this.#generated += 1;
    const known = this.#history.get(signal.symbol) ?? [];
    this.#history.delete(signal.symbol);
    this.#history.set(signal.symbol, [...known, signal].slice(-HISTORY_MAX));
    if (this.#history.size > SYMBOLS_MAX) this.#history.delete(this.#history.keys().next().value as string);
  }
}
