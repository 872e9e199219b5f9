/**
 * Opens, reports and ends stop-losses and take-profits; the only writer of their status.
 * Invariant: a trigger ends once, and never outlives its position.
 */
import {
  type Lots,
  lots,
  type Ticks,
  type TriggerKind,
  type TriggerReport,
  type TriggerRequest,
} from '../../domain/index.ts';
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
import type { Reference, TriggerDetail } from './types.ts';

export function openTrigger(
  core: Core,
  account: Account,
  { request, parentOrderId }: { request: TriggerRequest; parentOrderId: string },
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
  };
  core.triggers.add(trigger);
  publish(core, trigger);
  return trigger;
}

/** Moves a live trigger, or gives it another size. */
export function changeTrigger(
  core: Core,
  trigger: Trigger,
  change: { triggerPrice?: Ticks; size?: Lots | undefined },
): void {
  trigger.triggerPrice = change.triggerPrice ?? trigger.triggerPrice;
  if (change.size !== undefined) trigger.size = change.size;
  trigger.updatedAt = core.now;
  publish(core, trigger);
}

export function endTrigger(core: Core, trigger: Trigger, status: 'triggered' | 'canceled'): void {
  trigger.status = status;
  trigger.updatedAt = core.now;
  core.triggers.remove(trigger);
  remember(accountOf(core, trigger.account).triggers, trigger, core.options.historyMax);
  publish(core, trigger);
}

const publish = (core: Core, trigger: Trigger): void =>
  core.outbox.event(trigger.account, { type: 'trigger', at: core.now, report: triggerReport(trigger) });

export const triggerDetail = (trigger: Trigger): TriggerDetail => ({ ...trigger });

export function triggerReport({
  account: _,
  parentOrderId: _parent,
  firedOrderId: _fired,
  createdAt: _created,
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

export function cancelTriggersOf(core: Core, { account, symbol, positionSide }: Position): void {
  for (const trigger of [...core.triggers.in(symbol)]) {
    if (trigger.account === account && trigger.positionSide === positionSide) endTrigger(core, trigger, 'canceled');
  }
}

/** The order has opened `size` lots: its presets come alive, or grow. */
export function growPresets(core: Core, account: Account, { order, size }: { order: Order; size: Lots }): void {
  growPreset(core, account, { order, size, kind: 'stop-loss', triggerPrice: order.stopLoss });
  growPreset(core, account, { order, size, kind: 'take-profit', triggerPrice: order.takeProfit });
}

type Preset = {
  readonly order: Order;
  readonly size: Lots;
  readonly kind: TriggerKind;
  readonly triggerPrice: Ticks | undefined;
};

function growPreset(core: Core, account: Account, { order, size, kind, triggerPrice }: Preset): void {
  if (triggerPrice === undefined) return;
  const { symbol, positionSide, orderId } = order;
  const grown = core.triggers.in(symbol).find((trigger) => trigger.parentOrderId === orderId && trigger.kind === kind);
  if (grown) {
    changeTrigger(core, grown, { size: lots((grown.size ?? 0) + size) });
    return;
  }
  const triggerBy = core.options.presetTriggerBy;
  openTrigger(core, account, {
    request: { clientOid: '', symbol, positionSide, kind, triggerPrice, triggerBy, size },
    parentOrderId: orderId,
  });
}
