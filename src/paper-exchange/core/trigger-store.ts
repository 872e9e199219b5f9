/**
 * Opens, reports and ends stop-losses and take-profits; the only writer of their status.
 * Invariant: a trigger ends once, and never outlives its position.
 */
import {
  type Lots,
  lots,
  type Ticks,
  type TriggerKind,
  type TriggerPriceType,
  type TriggerReport,
} from '../../domain/index.ts';
import { endPlan } from './plan-store.ts';
import {
  type Account,
  accountOf,
  type Core,
  nextId,
  type Order,
  type Position,
  remember,
  type Trigger,
} from './state.ts';
import type { MoveTriggerRequest, Reference, TriggerDetail, TriggerPlacement } from './types.ts';

export function openTrigger(
  core: Core,
  account: Account,
  { request, parentOrderId }: { request: TriggerPlacement; parentOrderId: string },
): Trigger {
  const trigger: Trigger = {
    account: account.name,
    triggerId: nextId(core),
    clientOid: request.clientOid,
    symbol: request.symbol,
    positionSide: request.positionSide,
    kind: request.kind,
    triggerPrice: request.triggerPrice,
    triggerBy: request.triggerBy,
    size: request.size,
    status: 'live',
    parentOrderId,
    firedOrderId: '',
    createdAt: core.now,
    updatedAt: core.now,
    partnerId: undefined,
    stpMode: request.stpMode,
    // Last, in the order in which they may be set: so that a restored trigger is saved alike.
    executePrice: request.executePrice,
    failReason: undefined,
  };
  core.triggers.add(trigger);
  publish(core, trigger);
  return trigger;
}

/** Moves a live trigger, or gives it another size. */
export function changeTrigger(
  core: Core,
  trigger: Trigger,
  change: Partial<Pick<MoveTriggerRequest, 'triggerPrice' | 'size' | 'executePrice' | 'triggerBy'>>,
): void {
  trigger.triggerPrice = change.triggerPrice ?? trigger.triggerPrice;
  if (change.size !== undefined) trigger.size = change.size;
  if (change.executePrice === 'market') trigger.executePrice = undefined;
  else if (change.executePrice !== undefined) trigger.executePrice = change.executePrice;
  trigger.triggerBy = change.triggerBy ?? trigger.triggerBy;
  trigger.updatedAt = core.now;
  publish(core, trigger);
}

/** The one that it was placed with goes along. */
export function endTrigger(core: Core, trigger: Trigger, status: 'triggered' | 'canceled' | 'rejected'): void {
  if (trigger.status !== 'live') return;
  trigger.status = status;
  trigger.updatedAt = core.now;
  core.triggers.remove(trigger);
  remember(accountOf(core, trigger.account).triggers, trigger, core.options.historyMax);
  publish(core, trigger);
  const partner = partnerOf(core, trigger);
  if (partner) endTrigger(core, partner, 'canceled');
}

const partnerOf = (core: Core, { account, partnerId }: Trigger): Trigger | undefined =>
  partnerId === undefined ? undefined : core.triggers.of(account).find(({ triggerId }) => triggerId === partnerId);

const publish = (core: Core, trigger: Trigger): void =>
  core.outbox.event(trigger.account, { type: 'trigger', at: core.now, report: triggerReport(trigger) });

export const triggerDetail = (trigger: Trigger): TriggerDetail => ({ ...trigger });

export function triggerReport({
  account: _,
  parentOrderId: _parent,
  firedOrderId: _fired,
  createdAt: _created,
  partnerId: _partner,
  executePrice: _price,
  stpMode: _stp,
  failReason: _reason,
  ...report
}: Trigger): TriggerReport {
  return report;
}

const matches = (trigger: Trigger, { symbol, id, clientOid }: Reference): boolean =>
  trigger.symbol === symbol &&
  (id ? trigger.triggerId === id : clientOid !== undefined && clientOid !== '' && trigger.clientOid === clientOid);

export const findLiveTrigger = (core: Core, account: Account, reference: Reference): Trigger | undefined =>
  core.triggers.of(account.name).find((trigger) => matches(trigger, reference));

/** Live, or else the youngest of the ended ones that fit. */
export const findTrigger = (core: Core, account: Account, reference: Reference): Trigger | undefined =>
  findLiveTrigger(core, account, reference) ?? account.triggers.findLast((trigger) => matches(trigger, reference));

/** With the trailing stops, which end with the position too. */
export function cancelTriggersOf(core: Core, { account, symbol, positionSide }: Position): void {
  for (const trigger of [...core.triggers.in(symbol)]) {
    if (trigger.account === account && trigger.positionSide === positionSide) endTrigger(core, trigger, 'canceled');
  }
  for (const plan of [...core.plans.in(symbol)]) {
    const isOfPosition = plan.account === account && plan.positionSide === positionSide;
    if (isOfPosition && plan.kind === 'trailing-stop') endPlan(core, plan, { status: 'canceled' });
  }
}

/** The order has opened `size` lots: its presets come alive, or grow. */
export function growPresets(core: Core, account: Account, { order, size }: { order: Order; size: Lots }): void {
  const { stopLoss, stopLossBy, stopLossExecute, takeProfit, takeProfitBy, takeProfitExecute } = order;
  const grown = { order, size };
  if (stopLoss !== undefined)
    growPreset(core, account, {
      ...grown,
      kind: 'stop-loss',
      price: stopLoss,
      by: stopLossBy,
      execute: stopLossExecute,
    });
  if (takeProfit !== undefined)
    growPreset(core, account, {
      ...grown,
      kind: 'take-profit',
      price: takeProfit,
      by: takeProfitBy,
      execute: takeProfitExecute,
    });
}

type Preset = {
  readonly order: Order;
  readonly size: Lots;
  readonly kind: TriggerKind;
  readonly price: Ticks;
  readonly by: TriggerPriceType | undefined;
  readonly execute: Ticks | undefined;
};

function growPreset(core: Core, account: Account, { order, size, kind, price, by, execute }: Preset): void {
  const { symbol, positionSide, orderId, stpMode } = order;
  const grown = core.triggers.in(symbol).find((trigger) => trigger.parentOrderId === orderId && trigger.kind === kind);
  if (grown) {
    changeTrigger(core, grown, { size: lots((grown.size ?? 0) + size) });
    return;
  }
  const triggerBy = by ?? core.options.presetTriggerBy;
  const terms = { triggerPrice: price, triggerBy, executePrice: execute, ...(stpMode !== 'none' && { stpMode }) };
  openTrigger(core, account, {
    request: { clientOid: '', symbol, positionSide, kind, size, ...terms },
    parentOrderId: orderId,
  });
}
