/**
 * A position that may be added to, and a venue that does with an addition what the kernel asks.
 * Invariant: a stop stands where the venue has said, not where the kernel wants it.
 */
import {
  lots,
  money,
  type OrderRequest,
  type SessionConfig,
  type Ticks,
  type TriggerReport,
  type TriggerRequest,
  ticks,
} from '../../src/domain/index.ts';
import type { Effect } from '../../src/kernel/index.ts';
import { type KernelRun, of, triggersOf, withLong } from './kernel-run.ts';
import { triggerReportOf } from './orders.ts';
import { SIGNAL } from './signal-strategy.ts';

export const GUARD = 'guard:BTCUSDT:long';

/** The venue's word on the stop that it made from the order's preset: of the order's size. */
export const presetOf = (order: OrderRequest, price: Ticks = order.stopLoss ?? ticks(0)): TriggerReport =>
  triggerReportOf(
    {
      clientOid: '',
      symbol: order.symbol,
      positionSide: order.positionSide,
      kind: 'stop-loss',
      triggerPrice: price,
      triggerBy: 'mark',
      size: order.size,
    },
    { triggerId: `preset-${order.clientOid}` },
  );

export const stopAt = (run: KernelRun, order: OrderRequest, price?: Ticks): readonly Effect[] =>
  run.say({ type: 'trigger', report: presetOf(order, price) });

/** A long of 100,000 whose stop has been moved, and stands, at 100,100 or beyond. */
export function secured(given: Partial<SessionConfig> = {}): {
  run: KernelRun;
  entry: OrderRequest;
  targets: TriggerRequest[];
} {
  const { run, entry, targets } = withLong(given);
  while ((run.guard()?.stopLoss ?? 0) < 100_100) run.candle(101_500, SIGNAL.tighten);
  stopAt(run, entry, run.guard()?.stopLoss);
  return { run, entry, targets };
}

/** The target closes its share. */
export function reach(run: KernelRun, target: TriggerRequest | undefined): void {
  if (!target) throw new Error('there is a target');
  run.trigger(target, { status: 'triggered' });
  run.foreignFill({ intent: 'close', size: target.size ?? lots(0), price: target.triggerPrice, profit: money('30') });
}

/** Every stop comes to stand where the kernel wants it. */
export function straighten(run: KernelRun): void {
  for (const { request, triggerId } of run.kernel.state.triggers.openOf('BTCUSDT', 'long')) {
    const triggerPrice = run.guard()?.stopLoss ?? request.triggerPrice;
    if (request.kind === 'stop-loss') run.trigger({ ...request, triggerPrice }, { triggerId });
  }
}

/** Fills the addition at `price` in parts, gives it its preset, and exchanges the targets. */
export function grow(run: KernelRun, order: OrderRequest, price: number, parts: 1 | 2 = 1): void {
  const first = parts === 1 ? order.size : lots(Math.ceil(order.size / 3));
  run.fill(order, { size: first, price: ticks(price) });
  if (first < order.size) run.fill(order, { size: lots(order.size - first), price: ticks(price) });
  stopAt(run, order);
  const effects = run.alarm(GUARD);
  for (const { clientOid, triggerId } of of(effects, 'cancel-trigger')) {
    const request = run.kernel.state.triggers.get(clientOid)?.request;
    if (request) run.trigger(request, { triggerId, status: 'canceled' });
  }
  for (const target of triggersOf(effects)) run.trigger(target);
}
