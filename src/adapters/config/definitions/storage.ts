/**
 * What a run keeps on disk.
 * Invariant: a bound lets go of market data alone; what was done stays.
 */
import { type Section, whole } from '../definition.ts';

export const storage = {
  journalMaxMb: whole('VIPER_JOURNAL_MAX_MB', {
    default: 1_024,
    min: 64,
    max: 10_000_000,
    about: 'MB that the journal of a run may hold; beyond, its oldest market data is let go, and what was done is kept',
  }),
};

export const storageSection: Section = {
  title: 'Journal',
  about: 'Every event of a run is in it. A start reads it whole, about 100 MB a second.',
  definitions: Object.values(storage),
};
