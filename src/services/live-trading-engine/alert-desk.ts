/**
 * Which warnings of a run a person has put aside. Invariant: the notices themselves stay in the engine and the journal.
 */
import type { EngineApi, NoticeRow } from '../../engine/api.ts';

const KEPT = 500;

/** By run, so that two in one process do not share them. */
const putAside = new WeakMap<EngineApi, ReadonlySet<string>>();

/** Warnings and worse that were not put aside, newest first. */
export function openAlerts(engine: EngineApi): readonly NoticeRow[] {
  const aside = putAside.get(engine);
  return engine
    .notices(KEPT)
    .filter((row) => row.level !== 'info' && !aside?.has(nameOf(row)))
    .reverse();
}

/** @returns how many there were. */
export function clearOpenAlerts(engine: EngineApi): number {
  const { length } = openAlerts(engine);
  // What has left the ring of the engine needs no remembering.
  putAside.set(engine, new Set(engine.notices(KEPT).map(nameOf)));
  return length;
}

const nameOf = ({ at, code, details }: NoticeRow): string => `${at} ${code} ${JSON.stringify(details)}`;
