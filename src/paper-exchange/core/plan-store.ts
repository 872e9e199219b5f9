/**
 * Opens, reports and ends plans: orders that wait for a price; the only writer of their status.
 * Invariant: a plan holds no margin, and ends once.
 */
import { type Account, accountOf, type Core, nextId, type Plan, remember } from './state.ts';
import type { PlanDetail, PlanRequest, Reference, RefusalCode } from './types.ts';

const UNSET = {
  size: undefined,
  triggerPrice: undefined,
  price: undefined,
  callback: undefined,
  stopLoss: undefined,
  takeProfit: undefined,
  stopLossBy: undefined,
  takeProfitBy: undefined,
  stopLossExecute: undefined,
  takeProfitExecute: undefined,
  stpMode: undefined,
  failReason: undefined,
  extreme: undefined,
};

/** With every field in its place, so that a plan is saved alike whether it was restored before or not. */
export const planOf = (plan: Plan): Plan => ({ ...UNSET, ...plan });

export type NewPlan = { readonly request: PlanRequest } & Pick<Plan, 'firesBelow' | 'isActive' | 'extreme'>;

export function openPlan(core: Core, account: Account, { request, firesBelow, isActive, extreme }: NewPlan): Plan {
  const plan = planOf({
    ...request,
    account: account.name,
    planId: nextId(core),
    status: 'live',
    firedOrderId: '',
    failReason: undefined,
    firesBelow,
    isActive,
    extreme,
    createdAt: core.now,
    updatedAt: core.now,
  });
  core.plans.add(plan);
  tellPlan(core, plan);
  return plan;
}

export type PlanEnd = {
  readonly status: 'triggered' | 'failed' | 'canceled';
  readonly failReason?: RefusalCode;
};

export function endPlan(core: Core, plan: Plan, { status, failReason }: PlanEnd): void {
  plan.status = status;
  plan.failReason = failReason;
  plan.updatedAt = core.now;
  core.plans.remove(plan);
  remember(accountOf(core, plan.account).plans, plan, core.options.historyMax);
  tellPlan(core, plan);
}

export const tellPlan = (core: Core, { account, symbol, planId }: Plan): void =>
  core.outbox.changed(account, 'plan', { symbol, at: core.now, id: planId });

export const planDetail = (plan: Plan): PlanDetail => ({ ...plan });

const matches = (plan: Plan, { symbol, id, clientOid }: Reference): boolean =>
  plan.symbol === symbol &&
  (id ? plan.planId === id : clientOid !== undefined && clientOid !== '' && plan.clientOid === clientOid);

export const findLivePlan = (core: Core, account: Account, reference: Reference): Plan | undefined =>
  core.plans.of(account.name).find((plan) => matches(plan, reference));

/** Live, or else the youngest of the ended ones that fit. */
export const findPlan = (core: Core, account: Account, reference: Reference): Plan | undefined =>
  findLivePlan(core, account, reference) ?? account.plans.findLast((plan) => matches(plan, reference));
