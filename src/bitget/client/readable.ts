/**
 * Answers whose values have the documented form and yet no meaning that we know.
 * Invariant: what cannot be read leaves the question open; it is never our own input that was wrong.
 */
import { InvalidInput } from '../../domain/index.ts';
import { lostAnswer } from '../errors/index.ts';

/** @param call for messages. @throws BitgetError (unknown) where what was answered cannot be read. */
export async function readable<T>(call: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    if (!(cause instanceof InvalidInput)) throw cause;
    throw lostAnswer(call, 'unreadable-answer', { says: `the answer cannot be read (${cause.message})`, cause });
  }
}
