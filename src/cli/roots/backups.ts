/**
 * A data folder in one file, and back.
 * Invariant: types only.
 */

export type BackedUp = {
  readonly file: string;
  readonly folder: string;
  readonly bytes: number;
  /** Of the journal. */
  readonly entries: number;
  readonly files: readonly string[];
  /** Epoch ms. */
  readonly madeAt: number;
};

export type Restored = {
  readonly folder: string;
  readonly entries: number;
  /** Epoch ms. */
  readonly madeAt: number;
  /** Where the folder went that was there before. */
  readonly kept: string | undefined;
};

export type BackupsRoots = {
  /** Saves a data folder in one file. */
  backup(file: string, dataDir: string | undefined): Promise<BackedUp>;
  restore(file: string, dataDir: string, isReplacing: boolean): Promise<Restored>;
};
