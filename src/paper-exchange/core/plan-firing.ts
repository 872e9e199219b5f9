/**
 * Follows the price for trailing plans, and fires plans whose price is reached.
 * Invariant: a plan fires once, into an order that passes every check of an order, or fails with what the check said.
 * Formula: a plan that sells fires at best × (1 − callback), rounded down; one that buys at best × (1 + callback), rounded up.
 */
import { economicSide, lots, RATE_DECIMALS, type Ticks, ticks } from '../../domain/index.ts';
import { take } from './matching.ts';
import { admitOrder } from './order-admission.ts';
import { checkOrder } from './order-checks.ts';
import { endPlan } from './plan-store.ts';
import { accountOf, type Core, type Market, type Plan, positionOf } from './state.ts';
import { watchedPrice } from './trigger-firing.ts';
import type { OrderPlacement } from './types.ts';

const RATE_ONE = 10n ** BigInt(RATE_DECIMALS);

const sells = (plan: Plan): boolean => economicSide(plan.intent, plan.positionSide) === 'sell';

/** The price at which something happens to the plan next, and from which side it is reached. */
export function nextPriceOf(plan: Plan): { readonly price: Ticks; readonly isBelow: boolean } | undefined {
  const { isActive, extreme, callback, triggerPrice, firesBelow } = plan;
  if (!isActive) return triggerPrice === undefined ? undefined : { price: triggerPrice, isBelow: firesBelow };
  if (extreme === undefined || callback === undefined) return undefined;
  const best = BigInt(extreme);
  return sells(plan)
    ? { price: ticks(Number((best * (RATE_ONE - callback)) / RATE_ONE)), isBelow: true }
    : { price: ticks(Number((best * (RATE_ONE + callback) + RATE_ONE - 1n) / RATE_ONE)), isBelow: false };
}

/** Fires all that the present prices reach, oldest first. */
export function firePlans(core: Core, market: Market): void {
  if (market.instrument.status === 'halted') return;
  for (let plan = nextReached(core, market); plan; plan = nextReached(core, market)) fire(core, plan);
}

function nextReached(core: Core, market: Market): Plan | undefined {
  for (const plan of core.plans.in(market.instrument.symbol)) {
    const price = watchedPrice(market, plan.triggerBy);
    if (price !== undefined && isReached(plan, price)) return plan;
  }
  return undefined;
}

/** Follows the price as well. */
function isReached(plan: Plan, price: Ticks): boolean {
  const next = nextPriceOf(plan);
  const isMet = next !== undefined && (next.isBelow ? price <= next.price : price >= next.price);
  if (plan.kind === 'trigger') return isMet;
  if (!plan.isActive && isMet) {
    plan.isActive = true;
    plan.extreme = price;
    return false;
  }
  if (!plan.isActive || isMet) return isMet;
  plan.extreme = ticks(sells(plan) ? Math.max(plan.extreme ?? price, price) : Math.min(plan.extreme ?? price, price));
  return false;
}

function fire(core: Core, plan: Plan): void {
  const account = accountOf(core, plan.account);
  const request = placementOf(core, plan);
  const checked = checkOrder(core, account, request);
  if (!checked.ok) return endPlan(core, plan, { status: 'failed', failReason: checked.code });
  endPlan(core, plan, { status: 'triggered' });
  const order = admitOrder(core, account, { request, source: 'plan', reserved: checked.reserved });
  plan.firedOrderId = order.orderId;
  take(core, order);
}

/** Without the client's id, which belongs to the plan. */
function placementOf(core: Core, plan: Plan): OrderPlacement {
  const { symbol, intent, positionSide, type, price, timeInForce, marginMode, stopLoss, takeProfit, stpMode } = plan;
  const { stopLossBy, takeProfitBy, stopLossExecute, takeProfitExecute } = plan;
  const held = positionOf(core, plan.account, symbol, positionSide)?.size ?? lots(0);
  const size = intent === 'close' ? lots(Math.min(plan.size ?? held, held)) : (plan.size ?? held);
  return {
    clientOid: '',
    symbol,
    intent,
    positionSide,
    type,
    price,
    size: lots(Math.max(size, 1)),
    timeInForce,
    marginMode,
    stopLoss,
    takeProfit,
    stpMode,
    ...{ stopLossBy, takeProfitBy, stopLossExecute, takeProfitExecute },
  };
}
