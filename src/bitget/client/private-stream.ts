/**
 * Frames of the private stream as venue events.
 * Invariant: a row that cannot be read becomes a gap, so that the engine asks for the whole truth; nothing is dropped in
 * silence.
 */
import { type Instrument, InvalidInput, type VenueEvent } from '../../domain/index.ts';
import type { VenueListener } from '../../ports/index.ts';
import { decodeFill, decodeStreamedOrder, decodeStreamedTrigger, PRODUCT } from '../mapper/index.ts';
import { type ChannelArg, channels, decodeRows, type PushFrame, type RowOf } from '../protocol/index.ts';
import type { InstrumentBook } from './instrument-book.ts';
import type { KnownOrders } from './known-orders.ts';
import type { TriggerList } from './trigger-list.ts';

export const PRIVATE_ARGS: readonly ChannelArg[] = [channels.orders, channels.fill, channels.ordersAlgo].map(
  ({ name }) => ({ instType: PRODUCT, channel: name, instId: 'default' }),
);

export type PrivateReaders = {
  readonly instruments: InstrumentBook;
  readonly orders: KnownOrders;
  readonly triggers: TriggerList;
};

/** Hands on every event of a frame, in order, up to the first that cannot be read. */
export function decodePrivatePush(push: PushFrame, readers: PrivateReaders, listener: VenueListener): void {
  deliver(push.arg.channel, () => eventsOf(push, readers), listener);
}

/** Hands on what is read, up to the first event that cannot be. @param channel for messages */
export function deliver(channel: string, read: () => Iterable<VenueEvent>, listener: VenueListener): void {
  const events: VenueEvent[] = [];
  const unreadable = collect(events, read);
  for (const event of events) listener.onEvent(event);
  if (unreadable) listener.onGap(`a message of ${channel} cannot be read: ${unreadable.message}`);
}

function collect(into: VenueEvent[], read: () => Iterable<VenueEvent>): InvalidInput | undefined {
  try {
    for (const event of read()) into.push(event);
    return undefined;
  } catch (error) {
    if (error instanceof InvalidInput) return error;
    throw error;
  }
}

function* eventsOf({ arg, data }: PushFrame, readers: PrivateReaders): Generator<VenueEvent> {
  if (arg.channel === channels.orders.name) {
    for (const row of decodeRows(channels.orders, data)) yield orderEvent(row, readers);
  } else if (arg.channel === channels.fill.name) {
    for (const row of decodeRows(channels.fill, data)) yield fillEvent(row, readers);
  } else if (arg.channel === channels.ordersAlgo.name) {
    for (const row of decodeRows(channels.ordersAlgo, data)) yield* triggerEvents(row, readers);
  }
}

function orderEvent(row: RowOf<typeof channels.orders>, { instruments, orders }: PrivateReaders): VenueEvent {
  const report = decodeStreamedOrder(streamedSteps(instruments, row.instId), row);
  orders.noteReport(report);
  return { type: 'order', at: report.updatedAt, report };
}

function fillEvent(row: RowOf<typeof channels.fill>, { instruments, orders }: PrivateReaders): VenueEvent {
  const order = orders.find(row.orderId, row.clientOid);
  const fill = decodeFill(streamedSteps(instruments, row.symbol), row, { sideMeans: 'trade', order });
  return { type: 'fill', at: fill.at, fill };
}

function triggerEvents(
  row: RowOf<typeof channels.ordersAlgo>,
  { instruments, triggers }: PrivateReaders,
): VenueEvent[] {
  const report = decodeStreamedTrigger(streamedSteps(instruments, row.instId), row);
  if (!report) return [];
  triggers.noteReport(report);
  return [{ type: 'trigger', at: report.updatedAt, report }];
}

/** A contract that was listed after the start is asked for in the background; the gap makes the engine ask again. */
export function streamedSteps(instruments: InstrumentBook, symbol: string): Instrument {
  const known = instruments.steps(symbol);
  if (known) return known;
  instruments.refresh().catch(() => undefined);
  throw new InvalidInput('symbol', symbol, 'a listed contract');
}
