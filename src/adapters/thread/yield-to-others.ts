/**
 * The priority of the calling thread.
 * Invariant: only ever lowered; where the system has no such thing, nothing is changed.
 */
import { readlinkSync } from 'node:fs';
import { constants, setPriority } from 'node:os';

/** Lets other threads of the process go first where processors are short. On Linux alone: elsewhere a thread has no number. */
export function yieldToOthers(): void {
  try {
    const [, , thread] = readlinkSync('/proc/thread-self').split('/');
    if (thread !== undefined) setPriority(Number(thread), constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It works as well at the usual priority.
  }
}
