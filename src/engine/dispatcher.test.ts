import { describe, expect, it } from 'vitest';
import { billOf } from '../../test/support/fills.ts';
import { requestOf, triggerOf } from '../../test/support/orders.ts';
import { createStubVenue, type StubVenue } from '../../test/support/stub-venue.ts';
import { type Event, TradingError, ticks } from '../domain/index.ts';
import type { Approved, Effect } from '../kernel/index.ts';
import type { Sent, Venue } from '../ports/index.ts';
import { Dispatcher } from './dispatcher.ts';

const NOW = 5_000;
const order = requestOf() as Approved<ReturnType<typeof requestOf>>;
const submit: Effect = { type: 'submit-order', order };
const requests: readonly Effect[] = [
  submit,
  { type: 'amend-order', symbol: 'BTCUSDT', order },
  { type: 'cancel-order', symbol: 'BTCUSDT', clientOid: 'test-e1' },
  { type: 'place-trigger', trigger: triggerOf() },
  { type: 'move-trigger', symbol: 'BTCUSDT', triggerId: '7', clientOid: '', triggerPrice: ticks(1), size: undefined },
  { type: 'cancel-trigger', symbol: 'BTCUSDT', triggerId: '7', clientOid: '' },
  { type: 'set-leverage', symbol: 'BTCUSDT', leverage: 7, marginMode: 'isolated' },
];
const down = () => Promise.reject(new TradingError('timeout', 'no answer', { outcome: 'unknown' }));

type Ways = { readonly lanes?: 'one' | 'per-symbol'; readonly sleep?: (delayMs: number) => Promise<void> };

function setUp(given: Partial<Venue> = {}, { lanes = 'per-symbol', sleep = async () => {} }: Ways = {}) {
  const venue: StubVenue = createStubVenue(given);
  const events: Event[] = [];
  const told: string[] = [];
  const slept: number[] = [];
  const dispatcher = new Dispatcher({
    venue,
    alarms: {
      set: (name, at) => void told.push(`set ${name} ${at}`),
      clear: (name) => void told.push(`clear ${name}`),
      listen: () => {},
      close: () => {},
    },
    push: (event) => void events.push(event),
    now: () => NOW,
    sleep: (delayMs) => {
      slept.push(delayMs);
      return sleep(delayMs);
    },
    lanes,
    onReply: (requestId, reply) => void told.push(`reply ${requestId} ${reply.ok}`),
    onFollow: () => undefined,
    onReconcile: (reason) => void told.push(`reconcile: ${reason}`),
    onError: (error) => void told.push(`error: ${String(error)}`),
    billsSince: () => 4_000,
  });
  return { dispatcher, venue, events, told, slept };
}

it('every request has its call, and its answer becomes an event', async () => {
  const { dispatcher, venue, events } = setUp({ cancel: async () => ({ outcome: 'unknown', reason: 'timeout' }) });
  dispatcher.dispatch(requests);
  await dispatcher.idle();
  expect(venue.calls).toEqual([
    'submit test-e1',
    'amend test-e1',
    'cancel BTCUSDT test-e1',
    'placeTrigger test-s1',
    'moveTrigger BTCUSDT 7',
    'cancelTrigger BTCUSDT 7',
    'setLeverage',
  ]);
  expect(events.map(({ type, at }) => [type, at])).toEqual(
    ['order', 'amend-sent', 'request-failed', 'trigger', 'leverage-set'].map((type) => [type, NOW]),
  );
});

describe('a question about an unknown outcome', () => {
  const ask: Effect = { type: 'ask-order', symbol: 'BTCUSDT', clientOid: 'test-e1' };

  it('does not hold up the symbol, and ends when the engine closes', async () => {
    let isClosed = false;
    const { dispatcher, venue, events } = setUp({
      order: () => {
        if (venue.calls.length > 5 && !isClosed) {
          isClosed = true;
          dispatcher.close();
        }
        return down();
      },
    });
    dispatcher.dispatch([ask, submit]);
    await dispatcher.idle();
    expect(venue.calls).toContain('submit test-e1');
    expect(events.map(({ type }) => type)).toEqual(['order']);
  });

  it('that fails for a reason of our own is a defect, and told as one', async () => {
    const { dispatcher, told } = setUp({ order: () => Promise.reject(new RangeError('a bug')) });
    dispatcher.dispatch([ask]);
    await dispatcher.idle();
    expect(told).toEqual(['error: RangeError: a bug']);
  });
});

describe('the other effects', () => {
  it('go where they belong', () => {
    const { dispatcher, told, events } = setUp();
    dispatcher.dispatch([
      { type: 'set-alarm', name: 'bills', at: 9 },
      { type: 'clear-alarm', name: 'bills' },
      { type: 'reply', requestId: 'r1', reply: { ok: true, details: {} } },
      { type: 'reconcile', reason: 'no stop' },
      { type: 'notice', level: 'info', code: 'fill', details: {} },
    ]);
    expect([told, events]).toEqual([['set bills 9', 'clear bills', 'reply r1 true', 'reconcile: no stop'], []]);
  });

  it('bring the bills that are missing, or a reconcile when they cannot be read', async () => {
    const bill = billOf({ billId: 'b1' });
    const { dispatcher, venue, events } = setUp({ bills: async () => [bill] });
    dispatcher.dispatch([{ type: 'ask-bills' }]);
    await dispatcher.idle();
    expect([venue.calls, events]).toEqual([['bills 4000'], [{ type: 'bill', at: NOW, bill }]]);
    const failing = setUp({ bills: down });
    failing.dispatcher.dispatch([{ type: 'ask-bills' }]);
    await failing.dispatcher.idle();
    expect(failing.told).toEqual(['reconcile: the bills could not be read']);
  });
});

describe('the order of requests', () => {
  const slowBtc = (): { venue: Partial<Venue>; log: string[] } => {
    const log: string[] = [];
    const submitted = async ({ symbol, clientOid }: { symbol: string; clientOid: string }): Promise<Sent> => {
      log.push(`begin ${clientOid}`);
      for (let i = 0; symbol === 'BTCUSDT' && i < 20; i++) await Promise.resolve();
      log.push(`end ${clientOid}`);
      return { outcome: 'accepted', id: clientOid };
    };
    return { venue: { submit: submitted }, log };
  };
  const orders = [
    ['BTCUSDT', 'b1'],
    ['ETHUSDT', 'e1'],
    ['BTCUSDT', 'b2'],
  ].map(([symbol = '', clientOid = '']): Effect => ({ type: 'submit-order', order: { ...order, symbol, clientOid } }));

  it('is kept within a symbol, while symbols go beside each other', async () => {
    const { venue, log } = slowBtc();
    const { dispatcher } = setUp(venue);
    dispatcher.dispatch(orders);
    await dispatcher.idle();
    expect(log).toEqual(['begin b1', 'begin e1', 'end e1', 'end b1', 'begin b2', 'end b2']);
  });

  it('is kept over all symbols in one lane', async () => {
    const { venue, log } = slowBtc();
    const { dispatcher } = setUp(venue, { lanes: 'one' });
    dispatcher.dispatch(orders);
    await dispatcher.idle();
    expect(log).toEqual(['begin b1', 'end b1', 'begin e1', 'end e1', 'begin b2', 'end b2']);
  });
});
