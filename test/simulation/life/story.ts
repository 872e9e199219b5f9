/**
 * What happened in a life, as lines, and the first thing that must not have.
 * Invariant: the first breach is the one that is told; a life without one has no story to tell.
 */
const LINES_MAX = 400;

export class Story {
  readonly #lines: string[] = [];
  readonly #now: () => number;
  readonly #startAt: number;
  readonly #isLoud = process.env.SIM_STORY === '1';
  breach: string | undefined;

  constructor(now: () => number) {
    this.#now = now;
    this.#startAt = now();
  }

  tell(line: string): void {
    const told = `${((this.#now() - this.#startAt) / 1_000).toFixed(3).padStart(9)} s  ${line}`;
    if (this.#isLoud) console.log(told);
    this.#lines.push(told);
    if (this.#lines.length > LINES_MAX) this.#lines.shift();
  }

  /** Something that must never happen. */
  break(what: string): void {
    this.breach ??= what;
    this.tell(`BROKEN: ${what}`);
  }

  must(condition: boolean, what: () => string): void {
    if (!condition) this.break(what());
  }

  /** The last lines, oldest first. */
  tail(count: number): readonly string[] {
    return this.#lines.slice(-count);
  }
}
