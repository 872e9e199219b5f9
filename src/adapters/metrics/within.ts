/**
 * A bound on a question to the exchange.
 * Invariant: never rejects; what was answered is told by the meters.
 */
/** Resolves when the question was answered in whatever way, or after the time-out: the meters have seen the rest. */
export async function within(asking: Promise<unknown>, timeoutMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeoutMs);
  });
  await Promise.race([asking.catch(() => undefined), late]);
  clearTimeout(timer);
}
