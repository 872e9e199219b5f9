/**
 * What a test needs and the machine lacks, said in one line where its tests are skipped.
 * Invariant: what is there is passed over in silence.
 */

/** @returns isThere, for `skipIf(!…)`. `lack` names what is missing, and how to have it where that is known. */
export function sayLack(isThere: boolean, lack: string): boolean {
  if (!isThere) console.log(`skipped: ${lack}`);
  return isThere;
}
