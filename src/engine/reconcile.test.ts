import { describe, expect, it } from 'vitest';
import { fillOf } from '../../test/support/fills.ts';
import { START, started } from '../../test/support/kernel-run.ts';
import { reportOf, triggerReportOf } from '../../test/support/orders.ts';
import { SIGNAL } from '../../test/support/signal-strategy.ts';
import { createStubVenue } from '../../test/support/stub-venue.ts';
import { type Lots, money, type PositionReport, TradingError } from '../domain/index.ts';
import { type KernelState, OVERLAP_MS, Portfolio } from '../kernel/index.ts';
import type { Venue } from '../ports/index.ts';
import { fetchVenueState } from './reconcile.ts';

const NOW = START + 60_000;

function setUp(state: Readonly<KernelState>, given: Partial<Venue> = {}, messagesLeft = 0, at = NOW) {
  const venue = createStubVenue(given);
  let messages = 0;
  let left = messagesLeft;
  // Each round of questions reads the count twice: before and after.
  let reads = 0;
  const count = (): number => {
    reads += 1;
    if (reads % 2 === 0 && left > 0) {
      left -= 1;
      messages += 1;
    }
    return messages;
  };
  const options = { venue, state: () => state, messages: count, settled: async () => {}, now: () => at };
  return { venue, fetch: () => fetchVenueState(options) };
}

const positionOf = (size: Lots): PositionReport => ({
  symbol: 'BTCUSDT',
  positionSide: 'long',
  size,
  entryPrice: '10000',
  leverage: 10,
  marginMode: 'isolated',
  liquidationPrice: undefined,
});

/** An entry whose fate is open, and its stop on the way. */
function withEntry(status: 'pending' | 'unknown' | 'live') {
  const run = started();
  run.candle(100_000, SIGNAL.long);
  const [order] = [...run.kernel.state.orders.open()];
  if (!order) throw new Error('the entry is under way');
  const { request } = order;
  if (status === 'unknown') run.say({ type: 'outcome-unknown', clientOid: request.clientOid, reason: 'timeout' });
  if (status === 'live') run.report(request);
  return { run, request };
}

describe('the whole truth of the venue', () => {
  it('is asked for once when nothing is heard meanwhile', async () => {
    const { venue, fetch } = setUp(started().kernel.state);
    expect((await fetch()).isConsistent).toBe(true);
    expect(venue.calls.filter((call) => call === 'positions')).toHaveLength(1);
    expect(venue.calls.slice(-2).map((call) => call.split(' ')[0])).toEqual(['fills', 'bills']);
  });

  it.each([
    [1, 2, true],
    [3, 4, true],
    [4, 4, false],
    [99, 4, false],
  ])(
    'with %i disturbed rounds is asked for %i times, and is consistent: %s',
    async (disturbed, rounds, isConsistent) => {
      const { venue, fetch } = setUp(started().kernel.state, {}, disturbed);
      expect((await fetch()).isConsistent).toBe(isConsistent);
      expect(venue.calls.filter((call) => call === 'positions')).toHaveLength(rounds);
    },
  );

  it('does not ask for an order that is sent while it asks: it may still arrive', async () => {
    const run = started();
    const { venue, fetch } = setUp(run.kernel.state, {
      openOrders: async () => {
        run.candle(100_000, SIGNAL.long);
        return [];
      },
    });
    expect((await fetch()).absent).toEqual([]);
    expect([...run.kernel.state.orders.open()]).toHaveLength(1);
    expect(venue.calls.filter((call) => call.startsWith('order '))).toEqual([]);
  });

  const fill = fillOf({ tradeId: 'new', fee: money('1'), at: NOW });
  const balanceOf = (text: string) => ({
    balance: money(text),
    available: money(text),
    positionMode: 'hedge' as const,
  });

  it('that does not fit is looked at again: parts around a fill are of two moments', async () => {
    let looks = 0;
    const { fetch } = setUp(started().kernel.state, {
      fills: async () => [fill],
      account: async () => balanceOf(looks++ === 0 ? '10000' : '9999'),
      positions: async () => (looks === 1 ? [] : [positionOf(fill.size)]),
    });
    expect(await fetch()).toMatchObject({ isConsistent: true, account: { balance: money('9999') } });
    expect(looks).toBe(3);
  });

  it('is believed when two looks in a row show the same, however little it fits', async () => {
    const { fetch, venue } = setUp(started().kernel.state, { account: async () => balanceOf('5000') });
    expect((await fetch()).isConsistent).toBe(true);
    expect(venue.calls.filter((call) => call === 'account')).toHaveLength(2);
  });

  it('is never believed while each look shows something else', async () => {
    let balance = 10_000;
    const { fetch } = setUp(started().kernel.state, { account: async () => balanceOf(String(++balance)) });
    expect((await fetch()).isConsistent).toBe(false);
  });

  it('waits for requests under way before each round', async () => {
    const { state } = started().kernel;
    const told: string[] = [];
    const venue = createStubVenue({
      positions: async () => {
        told.push('positions');
        return [];
      },
    });
    let messages = 0;
    const settled = async (): Promise<void> => void told.push('settled');
    await fetchVenueState({
      venue,
      state: () => state,
      messages: () => Math.min(messages++, 1),
      settled,
      now: () => NOW,
    });
    expect(told).toEqual(['settled', 'positions', 'settled', 'positions']);
  });

  it.each(['pending', 'unknown'] as const)(
    'calls an order of ours absent that is %s here and unknown there',
    async (status) => {
      const { run, request } = withEntry(status);
      const { fetch } = setUp(run.kernel.state);
      expect((await fetch()).absent).toEqual([request.clientOid]);
    },
  );

  it('does not call an order absent that was sent so lately that it may still arrive', async () => {
    const { run } = withEntry('unknown');
    const { sentAt = 0 } = [...run.kernel.state.orders.open()][0] ?? {};
    const absentAt = async (at: number) => (await setUp(run.kernel.state, {}, 0, at).fetch()).absent;
    expect(await absentAt(sentAt + 12_499)).toEqual([]);
    expect(await absentAt(sentAt + 12_500)).toHaveLength(1);
  });

  it('leaves an order as it is about which nobody answers, and tells the rest', async () => {
    const { run } = withEntry('unknown');
    const silent = () => Promise.reject(new TradingError('timeout', 'no answer', { outcome: 'unknown' }));
    const found = await setUp(run.kernel.state, { order: silent }).fetch();
    expect(found).toMatchObject({ isConsistent: true, orders: [], absent: [], positions: [] });
  });

  it('does not call an order absent that the venue has confirmed before', async () => {
    const { run } = withEntry('live');
    expect((await setUp(run.kernel.state).fetch()).absent).toEqual([]);
  });

  it('asks by name for what is not listed, and only for that', async () => {
    const { run, request } = withEntry('unknown');
    const filled = reportOf(request, { status: 'filled', filled: request.size });
    const asked = setUp(run.kernel.state, { order: async () => filled });
    expect((await asked.fetch()).orders).toEqual([filled]);
    const listed = setUp(run.kernel.state, { openOrders: async () => [reportOf(request)] });
    expect((await listed.fetch()).orders).toEqual([reportOf(request)]);
    expect(listed.venue.calls.some((call) => call.startsWith('order '))).toBe(false);
  });

  it('asks for a trigger that the venue has not named yet', async () => {
    const { run, request } = withEntry('live');
    run.fill(request);
    const pending = [...run.kernel.state.triggers.open()].map((trigger) => trigger.request);
    const none = setUp(run.kernel.state);
    expect((await none.fetch()).absent).toEqual(pending.map(({ clientOid }) => clientOid));
    const some = setUp(run.kernel.state, {
      trigger: async (_symbol, clientOid) => {
        const found = pending.find((trigger) => trigger.clientOid === clientOid);
        return found ? triggerReportOf(found) : 'absent';
      },
    });
    expect((await some.fetch()).triggers.map(({ clientOid }) => clientOid)).toEqual(
      pending.map(({ clientOid }) => clientOid),
    );
  });

  it('reaches back a little before what is booked, and before the books are open only as far', async () => {
    const run = started();
    const { venue, fetch } = setUp(run.kernel.state);
    await fetch();
    const since = run.kernel.state.reconciledAt;
    expect(venue.calls).toContain(`fills ${Number(since) - OVERLAP_MS}`);
    const unopened = setUp({ ...run.kernel.state, portfolio: new Portfolio() });
    await unopened.fetch();
    expect(unopened.venue.calls).toContain(`fills ${NOW - OVERLAP_MS}`);
  });

  it('is not told at all when one part has no answer', async () => {
    const { fetch } = setUp(started().kernel.state, {
      positions: () => Promise.reject(new TradingError('timeout', 'no answer')),
    });
    await expect(fetch()).rejects.toThrow(TradingError);
  });
});
