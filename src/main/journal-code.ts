/**
 * Whether a journal can be gone on with by the strategies of today: a user may have changed a file since.
 * Invariant: what a strategy decided is never decided again by other code; after an orderly stop nothing has to be.
 */
import { InvalidInput, type SessionConfig, type StrategyConfig } from '../domain/index.ts';
import { configIn } from '../kernel/index.ts';
import type { Journal } from '../ports/index.ts';

/** @throws InvalidInput when a file has changed or is missing since a run that was cut off. */
export function checkCode(
  journal: Pick<Journal, 'read' | 'lastSeq' | 'latestSnapshot'>,
  { strategies }: Pick<SessionConfig, 'strategies'>,
  folder: string,
): void {
  const latest = journal.latestSnapshot();
  const after = latest?.seq ?? 0;
  if (journal.lastSeq === after) return;
  const known = latest === undefined ? [] : (configIn(latest.snapshot)?.strategies ?? []);
  const changed = [...known, ...sessionsAfter(journal, after)].find(
    ({ name, codeHash }) =>
      codeHash !== undefined && !strategies.some((one) => one.name === name && one.codeHash === codeHash),
  );
  if (changed === undefined) return;
  const { name, codeHash = '' } = changed;
  const hint = `the last run here was cut off, and what it did since its last snapshot has to be gone through again by the same code: start once with ${name} as it was, stop in order, then change it; or take another folder`;
  throw new InvalidInput('--data-dir', folder, `the file of ${name} with SHA-256 ${codeHash.slice(0, 12)}…; ${hint}`);
}

function* sessionsAfter(journal: Pick<Journal, 'read'>, after: number): Iterable<StrategyConfig> {
  for (const { event } of journal.read(after)) if (event.type === 'session') yield* event.config.strategies;
}
