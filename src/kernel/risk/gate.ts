/**
 * The risk gate: the only maker of an `Approved` order.
 * Invariant: an opening order passes every rule or is refused by name; an order that only reduces always passes.
 */
import { assert, type OrderRequest, type Refused, refused } from '../../domain/index.ts';
import { type Approved, approve } from './approved.ts';
import type { RiskView } from './rule.ts';
import { rules } from './rules/index.ts';

export type Verdict = { readonly ok: true; readonly order: Approved<OrderRequest> } | Refused;

export function checkEntry(order: OrderRequest, view: RiskView): Verdict {
  assert(order.intent === 'open', 'the gate checks entries; closing needs no leave');
  for (const rule of rules) {
    const details = rule.check(order, view);
    if (details) return refused(rule.name, details);
  }
  return { ok: true, order: approve(order) };
}

/** A closing order reduces risk, so nothing may stand in its way. */
export function approveClose(order: OrderRequest): Approved<OrderRequest> {
  assert(order.intent === 'close' && order.size > 0, 'only a closing order with a size passes unchecked');
  return approve(order);
}
