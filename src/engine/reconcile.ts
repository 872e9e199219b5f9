/**
 * Asks the venue for the whole truth of one moment.
 * Invariant: an order is called absent only when the venue, asked by clientOid, said so after our send had ended; what the
 * venue has and we have not is believed when two looks in a row show the same.
 */
import { type OrderReport, TradingError, type TriggerReport, type VenueState } from '../domain/index.ts';
import { type DeskOrder, type DeskTrigger, type KernelState, OVERLAP_MS } from '../kernel/index.ts';
import type { Venue } from '../ports/index.ts';
import { newsOf } from './reconcile-news.ts';

/** How often the parts are fetched again because a private message came in between, or because they do not fit ours. */
const ATTEMPTS_MAX = 4;
/** Longest way of an order to the venue: as long as one whose answer was lost is asked for before "absent" is believed. */
const ARRIVAL_MAX_MS = 12_500;

export type ReconcileOptions = {
  readonly venue: Venue;
  readonly state: () => Readonly<KernelState>;
  /** Rises with every private message and with every answer to a request of ours. */
  readonly messages: () => number;
  /** Resolves when no request of ours is under way, and none so young that it may still arrive. */
  readonly settled: () => Promise<void>;
  readonly now: () => number;
};

/**
 * An order or trigger about which the venue gives no definite answer is in no list: it stays what it was.
 * @throws TradingError when any other part has no definite answer.
 */
export async function fetchVenueState(options: ReconcileOptions): Promise<VenueState> {
  let newsBefore: string | undefined;
  for (let attempt = 1; ; attempt++) {
    await options.settled();
    const before = options.messages();
    const found = await fetchOnce(options);
    const isQuiet = options.messages() === before;
    // Parts that were fetched around a fill do not fit each other, and its message may come much later.
    const news = isQuiet ? newsOf(options.state(), found) : undefined;
    const isConsistent = news !== undefined && (news === '' || news === newsBefore);
    if (isConsistent || attempt === ATTEMPTS_MAX) return { ...found, isConsistent };
    newsBefore = news;
  }
}

async function fetchOnce({ venue, state, now }: ReconcileOptions): Promise<Omit<VenueState, 'isConsistent'>> {
  // Taken before the first question: what is sent meanwhile may be unknown to the venue and still arrive.
  const sentOrders = [...state().orders.open()];
  const sentTriggers = [...state().triggers.open()];
  const { ledger } = state().portfolio;
  // Before the books are opened there is nothing to catch up with: only what the balance may or may not hold yet.
  const recent = now() - OVERLAP_MS;
  const { fillsSince, billsSince } =
    ledger.state.opening === undefined ? { fillsSince: recent, billsSince: recent } : ledger.questions();
  const [account, positions, openOrders, openTriggers] = await Promise.all([
    venue.account(),
    venue.positions(),
    venue.openOrders(),
    venue.openTriggers(),
  ]);
  const orders = await askOrders(venue, { sent: sentOrders, listed: openOrders, now });
  const triggers = await askTriggers(venue, sentTriggers, openTriggers);
  // Last, so that they reach at least as far as the positions and the balance do.
  const [fills, bills] = await Promise.all([venue.fills(fillsSince), venue.bills(billsSince)]);
  const absent = [...orders.absent, ...triggers.absent];
  return { account, positions, orders: orders.reports, triggers: triggers.reports, absent, fills, bills };
}

type Asked<Report> = { reports: Report[]; absent: string[] };

/** One that was sent by a run that has ended since may still arrive: it is in no list until it cannot any more. */
async function askOrders(
  venue: Venue,
  { sent, listed, now }: { sent: readonly DeskOrder[]; listed: readonly OrderReport[]; now: () => number },
): Promise<Asked<OrderReport>> {
  const asked: Asked<OrderReport> = { reports: [...listed], absent: [] };
  const known = new Set(listed.map((report) => report.clientOid));
  for (const { request, status, sentAt } of sent) {
    const { clientOid, symbol } = request;
    if (known.has(clientOid)) continue;
    const mayArrive = now() - sentAt < ARRIVAL_MAX_MS;
    const report = await unlessSilent(venue.order(symbol, clientOid));
    if (report === undefined) continue;
    if (report !== 'absent') asked.reports.push(report);
    else if (!mayArrive && (status === 'pending' || status === 'unknown')) asked.absent.push(clientOid);
  }
  return asked;
}

async function askTriggers(
  venue: Venue,
  sent: readonly DeskTrigger[],
  listed: readonly TriggerReport[],
): Promise<Asked<TriggerReport>> {
  const asked: Asked<TriggerReport> = { reports: [...listed], absent: [] };
  const known = new Set(listed.map((report) => report.clientOid));
  for (const { request, triggerId } of sent) {
    const { clientOid, symbol } = request;
    if (triggerId !== '' || known.has(clientOid)) continue;
    const report = await unlessSilent(venue.trigger(symbol, clientOid));
    if (report === undefined) continue;
    if (report === 'absent') asked.absent.push(clientOid);
    else asked.reports.push(report);
  }
  return asked;
}

/** One question without an answer must not keep the positions from being compared. */
async function unlessSilent<T>(question: Promise<T>): Promise<T | undefined> {
  try {
    return await question;
  } catch (error) {
    if (error instanceof TradingError) return undefined;
    throw error;
  }
}
