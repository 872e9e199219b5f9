/**
 * Asks the venue again until it answers, with longer and longer waits between.
 * Invariant: only what may go otherwise the next time is asked again: neither a question that was not in order, nor a broken program.
 */
import { InvalidInput, TradingError } from '../domain/index.ts';

const WAITS_MS = [500, 1_000, 2_000, 5_000] as const;
const LONGEST_WAIT_MS = 10_000;

/** The answer; undefined when the engine ends before there is one. @throws InvalidInput and whatever is no TradingError. */
export type Retry = <T>(what: string, ask: () => Promise<T>) => Promise<T | undefined>;

export type RetryOptions = {
  readonly sleep: (delayMs: number) => Promise<void>;
  /** Whether to ask once more, after so many questions without an answer. */
  readonly mayAsk: (failures: number) => boolean;
  /** Told `<what>-failed` after each question without an answer. */
  readonly onWarning: (code: string, error: unknown) => void;
};

export const createRetry =
  ({ sleep, mayAsk, onWarning }: RetryOptions): Retry =>
  async (what, ask) => {
    for (let failures = 0; mayAsk(failures); failures++) {
      try {
        return await ask();
      } catch (error) {
        if (!(error instanceof TradingError) || error instanceof InvalidInput) throw error;
        onWarning(`${what}-failed`, error);
        await sleep(WAITS_MS[failures] ?? LONGEST_WAIT_MS);
      }
    }
    return undefined;
  };
