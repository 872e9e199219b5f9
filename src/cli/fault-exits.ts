/**
 * The exit code of every fault that a diagnosis can end with.
 * Invariant: a number keeps its meaning; 0, 1 and 2 mean what they mean everywhere.
 */
import type { FaultName } from '../bitget/diagnosis/index.ts';

export const FAULT_EXITS: Readonly<Record<FaultName, number>> = {
  other: 1,
  'no-keys': 3,
  'key-unknown': 4,
  'secret-wrong': 5,
  'passphrase-wrong': 6,
  'clock-wrong': 7,
  'network-wrong': 8,
  'not-permitted': 9,
  'address-refused': 10,
  'name-not-found': 11,
  'not-reachable': 12,
  'no-answer': 13,
  'too-many-requests': 14,
  'out-of-service': 15,
  'family-unknown': 16,
  'symbol-unknown': 17,
  'order-impossible': 18,
};

/** For the help of a command. */
export const FAULT_EXIT_HELP = `
Exit codes: 0 all is well, 1 another failure, 2 the input is not allowed,
${Object.entries(FAULT_EXITS)
  .filter(([, code]) => code > 2)
  .map(([name, code]) => `${code} ${name}`)
  .join(', ')
  .replace(/(.{1,100}), /g, '$1,\n')}.`;
