/**
 * The warnings of a run that nobody has put aside. Invariant: putting aside is a command, so that it outlives a restart.
 */
import type { EngineApi, NoticeRow } from '../../engine/api.ts';

const KEPT = 500;

/** Warnings and worse that were not put aside, newest first. */
export function openAlerts(engine: EngineApi): readonly NoticeRow[] {
  const { alertsClearedSeq } = engine.status();
  return engine
    .notices(KEPT)
    .filter(({ level, seq }) => level !== 'info' && seq > alertsClearedSeq)
    .reverse();
}
