/**
 * Venue, feed and journal as they are, with somebody watching what goes through them.
 * Invariant: hands on every call and every answer unchanged and in order; a watcher is told and never asked.
 */
import type { MarketEvent, VenueEvent } from '../../domain/index.ts';
import type { Journal, MarketFeed, OrderWatcher, Sent, Venue } from '../../ports/index.ts';

export type StreamWatcher = OrderWatcher & {
  /** The event that arrived has been stepped. */
  onStepped(): void;
  onGap(stream: 'public' | 'private'): void;
};

export function watchedFeed(feed: MarketFeed, watcher: StreamWatcher): MarketFeed {
  return {
    history: (symbol, options) => feed.history(symbol, options),
    listen: (symbols, { onEvent, onGap }, signal) => {
      const listener = {
        onEvent: (event: MarketEvent): void => {
          watcher.onArrival();
          onEvent(event);
          watcher.onStepped();
        },
        onGap: (reason: string): void => {
          watcher.onGap('public');
          onGap(reason);
        },
      };
      return feed.listen(symbols, listener, signal);
    },
    follow: (symbols) => feed.follow(symbols),
    unfollow: (symbols) => feed.unfollow(symbols),
    settle: () => feed.settle(),
    close: () => feed.close(),
  };
}

export function watchedVenue(venue: Venue, watcher: StreamWatcher): Venue {
  const submit: Venue['submit'] = async (order) => {
    const { clientOid, intent } = order;
    const isOpening = intent === 'open';
    watcher.onSend(clientOid, isOpening);
    const sent: Sent = await venue.submit(order);
    watcher.onAnswer(clientOid, { isOpening, outcome: sent.outcome });
    return sent;
  };
  return {
    submit,
    instruments: (symbols) => venue.instruments(symbols),
    prepare: (options) => venue.prepare(options),
    amend: (order) => venue.amend(order),
    cancel: (symbol, clientOid) => venue.cancel(symbol, clientOid),
    placeTrigger: (trigger) => venue.placeTrigger(trigger),
    moveTrigger: (symbol, triggerId, to) => venue.moveTrigger(symbol, triggerId, to),
    cancelTrigger: (symbol, triggerId) => venue.cancelTrigger(symbol, triggerId),
    setLeverage: (wish) => venue.setLeverage(wish),
    order: (symbol, clientOid) => venue.order(symbol, clientOid),
    trigger: (symbol, clientOid) => venue.trigger(symbol, clientOid),
    account: () => venue.account(),
    positions: () => venue.positions(),
    openOrders: () => venue.openOrders(),
    openTriggers: () => venue.openTriggers(),
    fills: (since) => venue.fills(since),
    bills: (since) => venue.bills(since),
    listen: ({ onEvent, onGap }, signal) => {
      const listener = {
        onEvent: (event: VenueEvent): void => onEvent(event),
        onGap: (reason: string): void => {
          watcher.onGap('private');
          onGap(reason);
        },
      };
      return venue.listen(listener, signal);
    },
    settle: () => venue.settle(),
    close: () => venue.close(),
  };
}

/** Times what makes entries durable. */
export function watchedJournal(journal: Journal, onFlush: (tookMs: number) => void): Journal {
  let unflushed = 0;
  return {
    append: (entry) => {
      unflushed += 1;
      journal.append(entry);
    },
    flush: () => {
      if (unflushed === 0) return journal.flush();
      const started = performance.now();
      journal.flush();
      unflushed = 0;
      onFlush(performance.now() - started);
    },
    read: (after) => journal.read(after),
    get lastSeq() {
      return journal.lastSeq;
    },
    saveSnapshot: (seq, snapshot) => journal.saveSnapshot(seq, snapshot),
    latestSnapshot: () => journal.latestSnapshot(),
    close: () => journal.close(),
  };
}
