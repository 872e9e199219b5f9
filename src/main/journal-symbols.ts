/**
 * Which symbols a journal has taken in and out by hand, before its engine goes on.
 * Invariant: for people to see; what is followed is for the kernel to say.
 */
import { byHandIn } from '../kernel/index.ts';
import type { Journal } from '../ports/index.ts';

/** The symbols of the start with those that were added by hand and without those that were removed. */
export function symbolsSaid(
  journal: Pick<Journal, 'read' | 'latestSnapshot'>,
  started: readonly string[],
): readonly string[] {
  const latest = journal.latestSnapshot();
  const said = new Map(latest ? byHandIn(latest.snapshot) : []);
  for (const { event } of journal.read(latest?.seq ?? 0)) {
    if (event.type === 'symbol-listed') said.set(event.instrument.symbol, 'in');
    else if (event.type === 'command' && event.command.kind === 'remove-symbol') said.set(event.command.symbol, 'out');
  }
  const added = [...said.keys()].filter((symbol) => said.get(symbol) === 'in');
  return [...new Set([...started, ...added])].filter((symbol) => said.get(symbol) !== 'out');
}
