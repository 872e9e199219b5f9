/**
 * What the health of a service says of the things it depends on.
 * Invariant: a service is unhealthy when one of the things that it cannot work without is down; the others are told too.
 */
import Type from 'typebox';
import type { CheckName, Looked, Monitor, PublicCheckName } from '../../ports/index.ts';

/** Empty where nobody watches the run. */
export const ChecksField = Type.Record(
  Type.String(),
  Type.Object({ status: Type.Enum(['up', 'degraded', 'down']), reason: Type.String() }),
  { description: 'what the run depends on, each with its status and the reason for it' },
);

export type Checked = {
  readonly checks: Looked;
  /** None of what is needed is down. */
  readonly isWhole: boolean;
  /** Undefined where nobody watches. */
  isUp(name: CheckName | PublicCheckName): boolean | undefined;
};

/** @param needed what the service cannot work without */
export async function checkedBy(
  monitor: Monitor | undefined,
  needed: readonly (CheckName | PublicCheckName)[],
): Promise<Checked> {
  const checks: Looked = monitor ? await monitor.checks() : {};
  return {
    checks,
    isWhole: needed.every((name) => checks[name]?.status !== 'down'),
    isUp: (name) => checks[name] && checks[name].status !== 'down',
  };
}
