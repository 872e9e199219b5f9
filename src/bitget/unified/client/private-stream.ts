/**
 * Frames of the Unified private stream as venue events.
 * Invariant: a row that cannot be read becomes a gap; nothing of USDT-M is dropped in silence, all else is.
 */
import type { VenueEvent } from '../../../domain/index.ts';
import type { VenueListener } from '../../../ports/index.ts';
import type { InstrumentBook } from '../../client/instrument-book.ts';
import type { KnownOrders } from '../../client/known-orders.ts';
import { deliver, streamedSteps } from '../../client/private-stream.ts';
import { decodeRows, type PushFrame } from '../../protocol/index.ts';
import { CATEGORY, decodeStrategy, decodeUnifiedFill, decodeUnifiedOrder } from '../mapper/index.ts';
import { ACCOUNT_TYPE, channels, type TopicArg } from '../protocol/index.ts';
import type { StrategyList } from './strategy-list.ts';

export const PRIVATE_TOPICS: readonly TopicArg[] = [channels.order, channels.fill, channels.strategyOrder].map(
  ({ name }) => ({ instType: ACCOUNT_TYPE, topic: name }),
);

export type UnifiedReaders = {
  readonly instruments: InstrumentBook;
  readonly orders: KnownOrders;
  readonly triggers: StrategyList;
};

/** Hands on every event of a frame, in order, up to the first that cannot be read. */
export function decodeUnifiedPush(push: PushFrame<TopicArg>, readers: UnifiedReaders, listener: VenueListener): void {
  deliver(push.arg.topic, () => eventsOf(push, readers), listener);
}

function* eventsOf({ arg, data }: PushFrame<TopicArg>, readers: UnifiedReaders): Generator<VenueEvent> {
  const { instruments, orders, triggers } = readers;
  if (arg.topic === channels.order.name) {
    for (const row of decodeRows(channels.order, data).filter(isOurs)) {
      const report = decodeUnifiedOrder(streamedSteps(instruments, row.symbol), row);
      orders.noteReport(report);
      yield { type: 'order', at: report.updatedAt, report };
    }
  } else if (arg.topic === channels.fill.name) {
    for (const row of decodeRows(channels.fill, data).filter(isOurs)) {
      const order = orders.find(row.orderId, row.clientOid);
      const fill = decodeUnifiedFill(streamedSteps(instruments, row.symbol), row, order);
      yield { type: 'fill', at: fill.at, fill };
    }
  } else if (arg.topic === channels.strategyOrder.name) {
    for (const row of decodeRows(channels.strategyOrder, data).filter(isOurs)) {
      for (const report of decodeStrategy(streamedSteps(instruments, row.symbol), row)) {
        triggers.noteReport(report);
        yield { type: 'trigger', at: report.updatedAt, report };
      }
    }
  }
}

/** A Unified account streams spot and other futures, too. */
const isOurs = ({ category }: { readonly category?: string | null }): boolean =>
  (category || CATEGORY).toUpperCase() === CATEGORY;
