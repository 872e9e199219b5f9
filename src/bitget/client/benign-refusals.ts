/**
 * Refusals of the exchange that are the answer: "it is so already", "there is no such order".
 * Invariant: every other failure stays one.
 */
import { BitgetError, isNotFound } from '../errors/index.ts';

/** Resolves also where everything was as it was to become. @throws BitgetError. */
export async function unlessUnchanged(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof BitgetError && error.kind === 'unchanged')) throw error;
  }
}

/** "absent" where the exchange says that it does not know what is asked for. @throws BitgetError. */
export async function orAbsent<T>(ask: () => Promise<T>): Promise<T | 'absent'> {
  try {
    return await ask();
  } catch (error) {
    if (isNotFound(error)) return 'absent';
    throw error;
  }
}
