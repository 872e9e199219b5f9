/**
 * V1's calls about take-profits, stop-losses and orders that wait for a price.
 * Invariant: what protects a position is placed for the side that the program names, or not at all.
 */
import type { PlanKind } from '../facts.ts';
import type { Params } from '../params.ts';
import { missing, wrong } from '../refusal.ts';
import { planRow } from '../rows/rest.ts';
import { decodeHoldSide, decodeOrderType, decodePlanKind, decodeSide, decodeTriggerType, isWaiting } from '../words.ts';
import { checkWhole, freeSymbolOf, maybeSymbol, pageOf, symbolOf } from './account.ts';
import { type Asked, type LegacyCall, type LegacyCalls, mix } from './call.ts';
import { namesOf } from './order.ts';
import { checkMode } from './placing.ts';
import { checkOpening } from './reserved.ts';

const own = (answer: LegacyCall['answer']): LegacyCall => ({ auth: 'private', answer });

const isByMark = (params: Params): boolean => decodeTriggerType(params.maybe('triggerType') ?? 'fill_price');

/** @param isTrailing it follows the price instead of waiting for it */
const placePlan = (isTrailing: boolean) => async (asked: Asked) => {
  const { params, desk, nextName } = asked;
  const symbol = freeSymbolOf(asked);
  const doing = decodeSide(params.text('side'), params.flag('reduceOnly'));
  if (doing.intent === 'open') checkOpening(asked, symbol);
  const type = isTrailing ? 'market' : decodeOrderType(params.text('orderType'));
  const executePrice = params.maybePrice('executePrice');
  if (type === 'limit' && executePrice === undefined) throw missing('executePrice');
  const plan = {
    ...doing,
    symbol,
    size: params.decimal('size'),
    type,
    executePrice: type === 'limit' ? executePrice : undefined,
    triggerPrice: params.decimal('triggerPrice'),
    isByMark: isByMark(params),
    callback: isTrailing ? params.decimal('rangeRate') : undefined,
    clientOid: params.clientOid() ?? nextName(),
    takeProfit: params.maybePrice('presetTakeProfitPrice'),
    stopLoss: params.maybePrice('presetStopLossPrice'),
  };
  const setting = await desk.account.setting(symbol);
  checkMode(doing, setting);
  return desk.plans.place({ ...plan, marginMode: setting.marginMode });
};

const PARTIAL = ['profit_plan', 'loss_plan', 'moving_plan'] as const;
const WHOLE = ['pos_profit', 'pos_loss'] as const;
type ClosingKind = (typeof PARTIAL)[number] | (typeof WHOLE)[number];

/** @param kinds that the path takes */
const placeTrigger = (kinds: readonly ClosingKind[]) => async (asked: Asked) => {
  const { params, desk, nextName } = asked;
  const symbol = freeSymbolOf(asked);
  const named = params.text('planType');
  const kind = kinds.find((each) => each === named);
  if (!kind) throw wrong('planType', named, kinds.join(', '));
  const positionSide = decodeHoldSide(params.text('holdSide'));
  const trigger = {
    symbol,
    kind,
    positionSide,
    triggerPrice: params.decimal('triggerPrice'),
    isByMark: isByMark(params),
    callback: kind === 'moving_plan' ? params.decimal('rangeRate') : undefined,
    clientOid: params.clientOid() ?? nextName(),
  };
  const { isHedge } = await desk.account.setting(symbol);
  const size = kind.startsWith('pos_') ? undefined : (params.maybePrice('size') ?? (await sizeHeld(asked, symbol)));
  return desk.plans.placeTrigger({ ...trigger, isHedge, size });
};

/** One without a size is for what is held at that moment. */
async function sizeHeld({ params, desk }: Asked, symbol: string): Promise<string> {
  const side = params.text('holdSide');
  const held = (await desk.account.positions(symbol)).find(({ positionSide }) => positionSide === side);
  if (!held) throw missing('size');
  return held.total;
}

/** Absent or empty: removed. */
const presetOf = (params: Params, name: string): string => params.maybePrice(name) ?? '';

/** Programs that name no kind mean orders that wait. */
const kindOf = (params: Params): PlanKind => decodePlanKind(params.maybe('planType') ?? 'normal_plan');

async function openPlans({ params, desk }: Asked) {
  const plans = await desk.plans.open(maybeSymbol(params));
  return plans.filter(wantedBy(params)).map(planRow);
}

/** `isPlan`: "plan" is what waits, "profit_loss" what closes a position; absent: both. */
function wantedBy(params: Params): (plan: { readonly kind: PlanKind }) => boolean {
  const which = params.maybe('isPlan');
  if (which === undefined) return () => true;
  if (which !== 'plan' && which !== 'profit_loss') throw wrong('isPlan', which, 'plan or profit_loss');
  return ({ kind }) => isWaiting(kind) === (which === 'plan');
}

export const planCalls: LegacyCalls = {
  [`POST ${mix('plan/placePlan')}`]: own(placePlan(false)),
  [`POST ${mix('plan/placeTrailStop')}`]: own(placePlan(true)),
  [`POST ${mix('plan/placeTPSL')}`]: own(placeTrigger(PARTIAL)),
  [`POST ${mix('plan/placePositionsTPSL')}`]: own(placeTrigger(WHOLE)),
  [`POST ${mix('plan/modifyPlan')}`]: own(async (asked) => {
    const { params, desk } = asked;
    return desk.plans.change({
      symbol: freeSymbolOf(asked),
      ...namesOf(params),
      triggerPrice: params.decimal('triggerPrice'),
      isByMark: isByMark(params),
      executePrice: params.maybePrice('executePrice'),
    });
  }),
  [`POST ${mix('plan/modifyPlanPreset')}`]: own(async (asked) => {
    const { params, desk } = asked;
    return desk.plans.change({
      symbol: freeSymbolOf(asked),
      ...namesOf(params),
      takeProfit: presetOf(params, 'presetTakeProfitPrice'),
      stopLoss: presetOf(params, 'presetStopLossPrice'),
    });
  }),
  [`POST ${mix('plan/modifyTPSLPlan')}`]: own(async (asked) =>
    asked.desk.plans.moveTrigger(freeSymbolOf(asked), namesOf(asked.params), asked.params.decimal('triggerPrice')),
  ),
  [`POST ${mix('plan/cancelPlan')}`]: own(async (asked) =>
    asked.desk.plans.cancel(symbolOf(asked), namesOf(asked.params), kindOf(asked.params)),
  ),
  [`POST ${mix('plan/cancelSymbolPlan')}`]: own(async (asked) => {
    await asked.desk.plans.clear(symbolOf(asked), kindOf(asked.params));
    return true;
  }),
  [`POST ${mix('plan/cancelAllPlan')}`]: own(async (asked) => {
    checkWhole(asked);
    await asked.desk.plans.clear(undefined, kindOf(asked.params));
    return true;
  }),
  [`GET ${mix('plan/currentPlan')}`]: own(openPlans),
  [`GET ${mix('plan/historyPlan')}`]: own(async ({ params, desk }) => {
    const { rows } = await desk.plans.past({ ...pageOf(params), symbol: maybeSymbol(params) });
    const newestFirst = rows.toSorted((a, b) => Number(b.createdAt) - Number(a.createdAt));
    const ordered = params.flag('isPre') ? newestFirst.toReversed() : newestFirst;
    return ordered.filter(wantedBy(params)).map(planRow);
  }),
};
