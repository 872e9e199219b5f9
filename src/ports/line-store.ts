/**
 * Lines of text that outlive the process: what is worth keeping and is no part of trading.
 * Invariant: gives back whole lines only; never throws: what fails is told to whoever opened it, and is not kept.
 */
export interface LineStore {
  /** Oldest first. */
  lines(): readonly string[];
  append(line: string): void;
  /** In place of all that is there; none of it is lost where that fails. */
  replace(lines: readonly string[]): void;
}
