/**
 * Clients that others wrote, as they are published, trade on the embedded exchange; what they return is what it holds.
 * Each call has an exchange of its own, in each family and position mode. What docs/reference/clients.md says passes has
 * to pass here; where it gives a reason, that is shown here.
 */
import { describe, expect, test } from 'vitest';
import { clientCalls } from './calls.ts';
import { FAMILIES } from './clients-page.ts';
import { openSession } from './session.ts';

describe.each(FAMILIES)('on a %s account', (family) => {
  const cases = clientCalls.flatMap((call) =>
    (call.modes ?? ['hedge']).map((positionMode) => ({
      verdict: call[family],
      positionMode,
      title: `${call.client}: ${call.call} (${positionMode})`,
    })),
  );

  test.each(cases)('$title', async ({ positionMode, verdict }) => {
    const session = await openSession({ family, positionMode });
    const check = typeof verdict === 'function' ? verdict : verdict.shown;
    const failure = await check(session).then(
      () => undefined,
      (error: unknown) => error,
    );
    await session.close();
    if (failure instanceof Error) throw failure;
    // bitget-api rejects with plain objects.
    expect(failure).toBeUndefined();
  });
});
