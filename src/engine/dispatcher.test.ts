import { describe, expect, it, vi } from 'vitest';
import { billOf } from '../../test/support/fills.ts';
import { reportOf, requestOf, triggerOf, triggerReportOf } from '../../test/support/orders.ts';
import { createStubVenue, type StubVenue } from '../../test/support/stub-venue.ts';
import { type Event, TradingError, ticks } from '../domain/index.ts';
import type { Approved, Effect } from '../kernel/index.ts';
import type { Sent, Venue } from '../ports/index.ts';
import { Dispatcher } from './dispatcher.ts';

const NOW = 5_000;
const order = requestOf() as Approved<ReturnType<typeof requestOf>>;
const trigger = triggerOf();
const submit: Effect = { type: 'submit-order', order };
const place: Effect = { type: 'place-trigger', trigger };
const requests: readonly Effect[] = [
  { type: 'cancel-order', symbol: 'BTCUSDT', clientOid: 'test-e1' },
  { type: 'move-trigger', symbol: 'BTCUSDT', triggerId: '7', clientOid: '', triggerPrice: ticks(1), size: undefined },
  { type: 'cancel-trigger', symbol: 'BTCUSDT', triggerId: '7', clientOid: '' },
];
const amend: Effect = { type: 'amend-order', symbol: 'BTCUSDT', order };
const amendSent = { type: 'amend-sent', clientOid: 'test-e1' };
const leverage: Effect = { type: 'set-leverage', symbol: 'BTCUSDT', leverage: 7, marginMode: 'isolated' };
const noLeverage = { type: 'request-failed', request: 'set-leverage', symbol: 'BTCUSDT' };
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

/** What the answer becomes. */
async function eventsAfter(effect: Effect, answer: Sent): Promise<Event[]> {
  const send = async () => answer;
  const { dispatcher, events } = setUp({
    submit: send,
    cancel: send,
    placeTrigger: send,
    moveTrigger: send,
    cancelTrigger: send,
    setLeverage: send,
    amend: send,
  });
  dispatcher.dispatch([effect]);
  await dispatcher.idle();
  return events;
}

const rejected: Sent = { outcome: 'rejected', code: '40762', message: 'balance' };
const notSent: Sent = { outcome: 'not-sent', code: 'limit', message: 'too fast' };
const unknown: Sent = { outcome: 'unknown', reason: 'timeout' };

describe('every answer becomes an event', () => {
  it.each<[string, Effect, Sent, object]>([
    [
      'an order accepted',
      submit,
      { outcome: 'accepted', id: '9' },
      { type: 'order', report: reportOf(order, { orderId: '9', updatedAt: NOW }) },
    ],
    ['a change accepted', amend, { outcome: 'accepted', id: '9' }, amendSent],
    ['a change without an answer', amend, unknown, amendSent],
    [
      'a change rejected',
      amend,
      rejected,
      {
        type: 'request-failed',
        request: 'amend-order',
        symbol: 'BTCUSDT',
        code: '40762',
        details: { message: 'balance', clientOid: 'test-e1' },
      },
    ],
    [
      'a leverage accepted',
      leverage,
      { outcome: 'accepted', id: 'BTCUSDT' },
      { type: 'leverage-set', symbol: 'BTCUSDT', leverage: 7 },
    ],
    ['a leverage rejected', leverage, rejected, { ...noLeverage, code: '40762', details: { message: 'balance' } }],
    ['a leverage not sent', leverage, notSent, { ...noLeverage, code: 'limit', details: { message: 'too fast' } }],
    [
      'a leverage without an answer',
      leverage,
      unknown,
      { ...noLeverage, code: 'unknown', details: { message: 'timeout' } },
    ],
    [
      'an order rejected',
      submit,
      rejected,
      { type: 'order-rejected', clientOid: 'test-e1', code: '40762', message: 'balance' },
    ],
    [
      'an order not sent',
      submit,
      notSent,
      { type: 'order-rejected', clientOid: 'test-e1', code: 'not-sent', message: 'too fast' },
    ],
    ['an order without answer', submit, unknown, { type: 'outcome-unknown', clientOid: 'test-e1', reason: 'timeout' }],
    [
      'a trigger accepted',
      place,
      { outcome: 'accepted', id: '9' },
      { type: 'trigger', report: triggerReportOf(trigger, { triggerId: '9', updatedAt: NOW }) },
    ],
    [
      'a trigger rejected',
      place,
      rejected,
      { type: 'trigger-rejected', clientOid: 'test-s1', code: '40762', message: 'balance' },
    ],
    [
      'a trigger not sent',
      place,
      notSent,
      { type: 'trigger-rejected', clientOid: 'test-s1', code: 'not-sent', message: 'too fast' },
    ],
    ['a trigger without answer', place, unknown, { type: 'outcome-unknown', clientOid: 'test-s1', reason: 'timeout' }],
  ])('%s', async (_name, effect, answer, event) => {
    expect(await eventsAfter(effect, answer)).toEqual([{ at: NOW, ...event }]);
  });

  it.each(requests.map((effect) => [effect.type, effect] as const))(
    'a %s that was accepted is silent, any other is told',
    async (request, effect) => {
      expect(await eventsAfter(effect, { outcome: 'accepted', id: '9' })).toEqual([]);
      const failed = { type: 'request-failed', at: NOW, request, symbol: 'BTCUSDT' };
      expect(await eventsAfter(effect, rejected)).toEqual([
        { ...failed, code: '40762', details: { message: 'balance' } },
      ]);
      expect(await eventsAfter(effect, notSent)).toEqual([
        { ...failed, code: 'limit', details: { message: 'too fast' } },
      ]);
      expect(await eventsAfter(effect, unknown)).toEqual([
        { ...failed, code: 'unknown', details: { message: 'timeout' } },
      ]);
    },
  );
});

describe('a question about an unknown outcome', () => {
  const ask: Effect = { type: 'ask-order', symbol: 'BTCUSDT', clientOid: 'test-e1' };

  it('waits longer each time, and believes only the third "absent"', async () => {
    const { dispatcher, venue, events, slept } = setUp();
    dispatcher.dispatch([ask]);
    await dispatcher.idle();
    expect(slept).toEqual([500, 2_000, 5_000]);
    expect(venue.calls).toEqual(['order BTCUSDT test-e1', 'order BTCUSDT test-e1', 'order BTCUSDT test-e1']);
    expect(events).toEqual([{ type: 'absent', at: NOW, clientOid: 'test-e1' }]);
  });

  it('ends with the first report', async () => {
    const report = reportOf(order, { status: 'filled' });
    const answers = ['absent' as const, report];
    const { dispatcher, events, slept } = setUp({ order: async () => answers.shift() ?? 'absent' });
    dispatcher.dispatch([ask]);
    await dispatcher.idle();
    expect([slept, events]).toEqual([[500, 2_000], [{ type: 'order', at: NOW, report }]]);
  });

  it('is asked again as long as there is no definite answer; silence is not "absent", and holds nothing up', async () => {
    let isDown = true;
    const { dispatcher, events, slept } = setUp(
      { order: () => (isDown ? down() : Promise.resolve('absent' as const)) },
      { sleep: (delayMs) => (delayMs < 10_000 ? Promise.resolve() : new Promise((resolve) => setImmediate(resolve))) },
    );
    dispatcher.dispatch([ask]);
    await dispatcher.idle();
    expect([events, dispatcher.isIdle]).toEqual([[], true]);
    isDown = false;
    await vi.waitFor(() => expect(events).toEqual([{ type: 'absent', at: NOW, clientOid: 'test-e1' }]));
    expect(slept.slice(0, 4)).toEqual([500, 2_000, 5_000, 10_000]);
  });

  it('about a trigger goes the same way', async () => {
    const report = triggerReportOf(trigger);
    const { dispatcher, events, venue } = setUp({ trigger: async () => report });
    dispatcher.dispatch([{ type: 'ask-trigger', symbol: 'BTCUSDT', clientOid: 'test-s1' }]);
    await dispatcher.idle();
    expect([venue.calls, events]).toEqual([['trigger BTCUSDT test-s1'], [{ type: 'trigger', at: NOW, report }]]);
  });

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
