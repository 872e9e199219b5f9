/**
 * What the answer to the cancel of a Classic account's trigger says.
 * Invariant: a trigger counts as canceled only where the answer names it.
 */
import { lostAnswer, refusedByBitget } from '../errors/index.ts';
import { endpoints, type ResponseOf } from '../protocol/index.ts';

/** @returns the trigger's id. @throws BitgetError when the answer refuses, or does not name the trigger. */
export function canceledTrigger(
  triggerId: string,
  { successList, failureList }: ResponseOf<typeof endpoints.cancelPlanOrder>,
): string {
  const { name } = endpoints.cancelPlanOrder;
  const failure = failureList?.[0];
  if (failure) {
    const { errorCode, errorMsg } = failure;
    throw refusedByBitget(name, { code: errorCode || '43025', msg: errorMsg || 'the trigger was not canceled' });
  }
  if (successList?.some(({ orderId }) => orderId === triggerId)) return triggerId;
  throw lostAnswer(name, 'undocumented-answer', { says: 'the answer does not name the trigger' });
}
