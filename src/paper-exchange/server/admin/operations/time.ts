/**
 * The hand on a driven clock.
 * Invariant: time goes forward only; a clock that runs by itself is left alone.
 */
import { Type } from 'typebox';
import { InvalidInput } from '../../../../domain/index.ts';
import { AdminRefusal, defineOperation } from '../operation.ts';

/** A market without end is worked through in one go; further is for the next call. */
const AHEAD_MAX_MS = 31 * 86_400_000;

export const advance = defineOperation({
  method: 'POST',
  path: '/advance',
  summary: 'moves time on, with all that happens in the market until then; for `--speed driven` alone',
  body: Type.Object(
    {
      until: Type.Optional(Type.Integer({ minimum: 0, description: 'epoch ms of the exchange' })),
      byMs: Type.Optional(
        Type.Integer({
          minimum: 0,
          maximum: AHEAD_MAX_MS,
          description: 'instead of `until`: from now; at most 31 days',
        }),
      ),
    },
    { additionalProperties: false },
  ),
  answer: '`applied`: updates of the market, `at`',
  run: ({ desk, source, advance: advanceTo }, { body }) => {
    if (!advanceTo)
      throw new AdminRefusal(409, 'not-driven', 'this clock runs by itself; start the exchange with --speed driven');
    const until = timeOf(body, desk.now());
    if (until < desk.now()) throw new InvalidInput('until', until, `a time from ${desk.now()}, which is now`);
    if (source.endAt === undefined && until > desk.now() + AHEAD_MAX_MS)
      throw new InvalidInput('until', until, 'at most 31 days ahead');
    const applied = advanceTo(until);
    return { applied, at: desk.now() };
  },
});

function timeOf({ until, byMs }: { until?: number; byMs?: number }, now: number): number {
  if (until !== undefined && byMs !== undefined) throw new InvalidInput('byMs', byMs, 'no such field beside until');
  const at = until ?? (byMs === undefined ? undefined : now + byMs);
  if (at === undefined) throw new InvalidInput('until', until, 'epoch ms, or byMs');
  return at;
}
