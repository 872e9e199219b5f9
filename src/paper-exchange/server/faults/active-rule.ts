/**
 * A rule at work: its window, its random stream, and how often it has met and hit.
 * Invariant: the same rule, seed and order of matches give the same decisions.
 */
import { xoroshiro128plus, xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { InvalidInput } from '../../../domain/index.ts';
import type { Draw, Fault } from './define-fault.ts';
import type { FaultRule, Match } from './rule.ts';

export type FaultStatus = {
  readonly id: string;
  /** As it was given. */
  readonly rule: FaultRule;
  /** Epoch ms of the exchange; null: no end. */
  readonly from: number;
  readonly until: number | null;
  /** Requests or pushes that matched, within the window. */
  readonly matched: number;
  readonly fired: number;
  /** Why an event could not happen; null otherwise. */
  readonly refusal: string | null;
};

/** A rule with all that decides what it does next. */
export type SavedRule = FaultStatus & {
  /** True: from the options of the start, not added since. */
  readonly isGiven: boolean;
  readonly generator: readonly number[];
};

export class ActiveRule<F extends Fault = Fault> {
  readonly id: string;
  readonly fault: F;
  readonly rule: FaultRule;
  readonly match: Match;
  readonly isGiven: boolean;
  readonly draw: Draw;
  #generator;
  #from: number;
  #until: number;
  readonly #path: RegExp | undefined;
  #matched = 0;
  #fired = 0;
  refusal: string | undefined;

  /** @throws InvalidInput when the window is given twice or ends before it begins. */
  constructor(
    fault: F,
    rule: FaultRule,
    { id, seed, now, isGiven }: { id: string; seed: number; now: number; isGiven: boolean },
  ) {
    this.id = id;
    this.fault = fault;
    this.rule = rule;
    this.match = rule.match ?? {};
    this.isGiven = isGiven;
    this.#generator = generatorOf(`${seed} ${id}`);
    this.draw = () => this.#generator.next() * UNIT + 0.5;
    this.#from = oneOf(rule, ['from', 'inMs'], now) ?? now;
    this.#until = oneOf(rule, ['until', 'forMs'], this.#from) ?? Number.POSITIVE_INFINITY;
    if (this.#until <= this.#from) throw new InvalidInput('fault/until', this.#until, `a time after ${this.#from}`);
    this.#path = this.match.path === undefined ? undefined : pattern(this.match.path);
  }

  save(): SavedRule {
    return { ...this.status(), isGiven: this.isGiven, generator: this.#generator.getState() };
  }

  /** Goes on where the saved one stood. */
  restore({ from, until, matched, fired, refusal, generator }: SavedRule): void {
    this.#from = from;
    this.#until = until ?? Number.POSITIVE_INFINITY;
    this.#matched = matched;
    this.#fired = fired;
    this.refusal = refusal ?? undefined;
    this.#generator = xoroshiro128plusFromState(generator);
  }

  isWithin(now: number): boolean {
    return now >= this.#from && now < this.#until && this.#fired < (this.rule.times ?? Number.POSITIVE_INFINITY);
  }

  matchesPath(path: string): boolean {
    return this.#path?.test(path) ?? true;
  }

  /** Counts a match. @returns whether the fault happens this time. */
  meets(): boolean {
    this.#matched++;
    if (this.#matched <= (this.rule.after ?? 0)) return false;
    if (this.draw() >= (this.rule.probability ?? 1)) return false;
    this.#fired++;
    return true;
  }

  status(): FaultStatus {
    return {
      id: this.id,
      rule: this.rule,
      from: this.#from,
      until: Number.isFinite(this.#until) ? this.#until : null,
      matched: this.#matched,
      fired: this.#fired,
      refusal: this.refusal ?? null,
    };
  }
}

/** A time that is given as such, or as a distance from `base`. */
function oneOf(rule: FaultRule, names: readonly ['from', 'inMs'] | readonly ['until', 'forMs'], base: number) {
  const [at, distance] = [rule[names[0]], rule[names[1]]];
  if (at !== undefined && distance !== undefined)
    throw new InvalidInput(`fault/${names[1]}`, distance, `no such field beside ${names[0]}`);
  return at ?? (distance === undefined ? undefined : base + distance);
}

const pattern = (path: string): RegExp =>
  new RegExp(`^${path.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`);

const UNIT = 2 ** -32;

/** A stream of its own for each name. */
function generatorOf(name: string) {
  const generator: ReturnType<typeof xoroshiro128plusFromState> = xoroshiro128plus(fingerprint(name));
  for (let i = 0; i < 16; i++) generator.next();
  return generator;
}

/** FNV-1a, 32 bits. */
function fingerprint(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return hash;
}
