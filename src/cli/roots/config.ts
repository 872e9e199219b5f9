/**
 * The configuration as it is, and as it is written.
 * Invariant: types only.
 */
import type { EffectiveRow } from '../../adapters/config/index.ts';

export type ConfigReport = {
  /** The `.env` that was read; null where there is none. */
  readonly file: string | null;
  readonly isOpenToOthers: boolean;
  readonly variables: readonly EffectiveRow[];
  /** Names in the file that Viper does not read. */
  readonly unread: readonly string[];
  /** What keeps other commands from starting. */
  readonly problems: readonly string[];
};

export type WrittenFile = {
  readonly path: string;
  /** Where the file that was there is kept. */
  readonly backup: string | undefined;
};

export type ConfigRoots = {
  /** @throws InvalidInput for the first variable that is unknown or not allowed. */
  check(): void;
  report(): ConfigReport;
  /** What stands in the `.env` of the working directory; undefined where there is none. */
  present(): Readonly<Record<string, string>> | undefined;
  /** Why these values could not be used, by the variable that it concerns; empty where they can. */
  problems(values: Readonly<Record<string, string>>): readonly string[];
  /** The same of a whole `.env` together with the secrets that were opened. */
  problemsOfFile(values: Readonly<Record<string, string>>): readonly string[];
  /** The usual name of a variable that has several. */
  usualName(name: string): string;
  /** Writes the `.env` of the working directory, for its owner alone. */
  write(values: Readonly<Record<string, string>>): WrittenFile;
};
