/**
 * The rules about faults that are in force, and what they make of a request, a push or a moment.
 * Invariant: without rules nothing is different; rules are asked in the order in which they were added.
 */
import { validator } from '../../../bitget/protocol/index.ts';
import { InvalidInput, toJson } from '../../../domain/index.ts';
import type { CoreOutput, PaperExchange } from '../../core/index.ts';
import type { Log } from '../options.ts';
import { ActiveRule, type FaultStatus, type SavedRule } from './active-rule.ts';
import type { Fault, MessageTurn, Plane, RequestTurn } from './define-fault.ts';
import { FAULTS } from './kinds/index.ts';
import type { FaultRule } from './rule.ts';

const RULES_MAX = 1_000;
const NOTHING: readonly CoreOutput[] = [];

export type RequestSubject = {
  /** Without query. */
  readonly path: string;
  readonly method: string;
  readonly account: string | undefined;
  /** Read only where a rule asks for it. */
  readonly symbols: () => readonly string[];
};

export type PushSubject = {
  readonly socket: 'public' | 'private';
  readonly channel: string;
  readonly account: string | undefined;
  readonly symbols: () => readonly string[];
  readonly frame: string;
};

export type FaultBookOptions = {
  readonly seed: number;
  /** Epoch ms of the exchange. */
  readonly now: () => number;
  readonly exchange: PaperExchange;
  readonly log: Log;
};

type Saved = { readonly lastId: number; readonly rules: readonly SavedRule[] };

const NOTHING_SAVED: Saved = { lastId: 0, rules: [] };

type Rules = { readonly [P in Plane]: ActiveRule<Fault<P>>[] };

export class FaultBook {
  readonly #options: FaultBookOptions;
  #rules: readonly ActiveRule[] = [];
  #by: Rules = { request: [], message: [], standing: [], event: [] };
  #lastId = 0;
  #isClosed = false;
  /** Called when a maintenance window opens. */
  onClosed: () => void = () => {};

  constructor(options: FaultBookOptions) {
    this.#options = options;
  }

  get seed(): number {
    return this.#options.seed;
  }

  get isEmpty(): boolean {
    return this.#rules.length === 0;
  }

  /** Whether requests, or pushes, have to be shown to the book. */
  concerns(plane: 'request' | 'message'): boolean {
    return this.#by[plane].length > 0;
  }

  /**
   * Begins with the rules of a start, and with those that `save` told of. A rule that was given then and is given again
   * is the same one and goes on; one that was given and is not any more has ended; one that was added is still in force.
   * @throws InvalidInput naming the field of a given rule that is not allowed.
   */
  open(given: readonly unknown[], saved?: string): void {
    const wanted = [...given];
    const { lastId, rules } = saved === undefined ? NOTHING_SAVED : (JSON.parse(saved) as Saved);
    this.#lastId = lastId;
    for (const rule of rules) {
      const again = wanted.findIndex((one) => toJson(one) === toJson(rule.rule));
      if (rule.isGiven && again >= 0) wanted.splice(again, 1);
      if (rule.isGiven ? again >= 0 : !given.some((one) => idOf(one) === rule.id)) this.#takeUp(rule);
    }
    for (const rule of wanted) this.#add(rule, { isGiven: true });
  }

  /** One that names an account or a symbol that there is no more has nothing to do. */
  #takeUp(saved: SavedRule): void {
    const { id, isGiven, rule } = saved;
    try {
      this.#add(rule, { isGiven, id }).restore(saved);
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      this.#options.log('warn', 'fault dropped', { id, kind: rule.kind, reason: error.message });
    }
  }

  /** All that decides what the rules do next, as text. */
  save(): string {
    const saved: Saved = { lastId: this.#lastId, rules: this.#rules.map((rule) => rule.save()) };
    return toJson(saved);
  }

  /** Puts a rule in force. @throws InvalidInput naming the field that is not allowed. */
  add(value: unknown): FaultStatus {
    return this.#add(value, { isGiven: false }).status();
  }

  #add(value: unknown, how: { readonly isGiven: boolean; readonly id?: string }): ActiveRule {
    const fault = kindOf(value);
    const rule = validator(fault.schema, 'fault').decode(value) as FaultRule;
    (fault.check as ((rule: FaultRule) => void) | undefined)?.(rule);
    this.#checkNames(rule);
    if (this.#rules.length >= RULES_MAX) throw new InvalidInput('fault', rule.kind, `at most ${RULES_MAX} rules`);
    const id = rule.id ?? how.id ?? `f${++this.#lastId}`;
    if (this.#rules.some((known) => known.id === id))
      throw new InvalidInput('fault/id', id, 'one that no other rule has');
    const { isGiven } = how;
    const active = new ActiveRule(fault, rule, { id, seed: this.seed, now: this.#options.now(), isGiven });
    this.#set([...this.#rules, active]);
    this.#options.log('warn', 'fault added', { id, kind: rule.kind });
    return active;
  }

  /** @returns whether there was such a rule. */
  remove(id: string): boolean {
    const rest = this.#rules.filter((rule) => rule.id !== id);
    if (rest.length === this.#rules.length) return false;
    this.#set(rest);
    return true;
  }

  clear(): void {
    this.#set([]);
  }

  list(): readonly FaultStatus[] {
    return this.#rules.map((rule) => rule.status());
  }

  /** What happens to a request: waits add up, and the first forged answer stands. */
  request(subject: RequestSubject): RequestTurn | undefined {
    const now = this.#options.now();
    let turn: RequestTurn | undefined;
    for (const active of this.#by.request) {
      if (!active.isWithin(now) || !isRequestMatch(active, subject) || !active.meets()) continue;
      const { waitMs = 0, holdMs = 0, forge, hasEffect = true } = active.fault.act(active.rule, active.draw);
      const isFirst = turn?.forge === undefined && forge !== undefined;
      turn = {
        ...turn,
        waitMs: (turn?.waitMs ?? 0) + waitMs,
        holdMs: (turn?.holdMs ?? 0) + holdMs,
        ...(isFirst && { forge, hasEffect }),
      };
    }
    return turn;
  }

  /** What happens to a push: everything that its rules say. */
  message(subject: PushSubject): MessageTurn | undefined {
    const now = this.#options.now();
    let turn: MessageTurn | undefined;
    for (const active of this.#by.message) {
      if (!active.isWithin(now) || !active.fault.concerns(subject) || !isPushMatch(active, subject)) continue;
      if (!active.meets()) continue;
      const { delayMs = 0, ...rest } = active.fault.act(active.rule, active.draw);
      turn = { ...turn, ...rest, delayMs: (turn?.delayMs ?? 0) + delayMs };
    }
    return turn;
  }

  /** Added to the time that the exchange tells, ms. */
  get skewMs(): number {
    if (this.#by.standing.length === 0) return 0;
    const now = this.#options.now();
    const standing = this.#by.standing.filter((active) => active.isWithin(now));
    return standing.reduce((sum, { fault, rule }) => sum + fault.skewMs(rule), 0);
  }

  /** Whether a maintenance window is open. */
  get isClosed(): boolean {
    if (this.#by.standing.length === 0) return false;
    const now = this.#options.now();
    return this.#by.standing.some((active) => active.fault.isClosed && active.isWithin(now));
  }

  /** Lets happen what is due. @returns what the core says of it. */
  runDue(at: number): readonly CoreOutput[] {
    const wasClosed = this.#isClosed;
    this.#isClosed = this.isClosed;
    if (this.#isClosed && !wasClosed) this.onClosed();
    if (this.#by.event.length === 0) return NOTHING;
    const due = this.#by.event.filter((active) => active.status().fired === 0 && active.isWithin(at));
    return due.flatMap((active) => {
      active.meets();
      const { outputs, refusal } = active.fault.run(active.rule, this.#options.exchange, at);
      active.refusal = refusal;
      return outputs;
    });
  }

  #set(rules: readonly ActiveRule[]): void {
    this.#rules = rules;
    const of = <P extends Plane>(plane: P) =>
      rules.filter((rule): rule is ActiveRule<Fault<P>> => rule.fault.plane === plane);
    this.#by = { request: of('request'), message: of('message'), standing: of('standing'), event: of('event') };
  }

  /** A name that cannot match is a slip of the pen. */
  #checkNames({ match, account, symbol }: FaultRule): void {
    const { accountNames, instruments } = this.#options.exchange;
    const symbols = instruments.map((instrument) => instrument.symbol);
    for (const [field, name, known] of [
      ['match/account', match?.account, accountNames],
      ['match/symbol', match?.symbol, symbols],
      ['account', account, accountNames],
      ['symbol', symbol, symbols],
    ] as const)
      if (name !== undefined && !known.includes(name))
        throw new InvalidInput(`fault/${field}`, name, `one of ${known.join(', ')}`);
  }
}

const idOf = (rule: unknown): unknown =>
  typeof rule === 'object' && rule !== null && 'id' in rule ? rule.id : undefined;

function kindOf(value: unknown): Fault {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new InvalidInput('fault', JSON.stringify(value), 'an object with `kind`');
  const { kind } = value as { kind?: unknown };
  const fault = FAULTS.find((known) => known.kind === kind);
  if (!fault) throw new InvalidInput('fault/kind', kind, FAULTS.map((known) => known.kind).join(' | '));
  return fault;
}

function isRequestMatch(active: ActiveRule, { path, method, account, symbols }: RequestSubject): boolean {
  const { match } = active;
  if (match.method !== undefined && match.method !== method) return false;
  if (match.account !== undefined && match.account !== account) return false;
  return active.matchesPath(path) && (match.symbol === undefined || symbols().includes(match.symbol));
}

function isPushMatch({ match }: ActiveRule, { socket, channel, account, symbols }: PushSubject): boolean {
  if (match.socket !== undefined && match.socket !== socket) return false;
  if (match.channel !== undefined && match.channel !== channel) return false;
  if (match.account !== undefined && match.account !== account) return false;
  return match.symbol === undefined || symbols().includes(match.symbol);
}
