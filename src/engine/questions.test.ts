import { describe, expect, it, vi } from 'vitest';
import { reportOf, requestOf, triggerOf, triggerReportOf } from '../../test/support/orders.ts';
import { createStubVenue } from '../../test/support/stub-venue.ts';
import { type Event, TradingError } from '../domain/index.ts';
import type { Venue } from '../ports/index.ts';
import { type Question, Questions } from './questions.ts';

const NOW = 5_000;
const order = requestOf();
const trigger = triggerOf();
const down = () => Promise.reject(new TradingError('timeout', 'no answer', { outcome: 'unknown' }));

function setUp(given: Partial<Venue> = {}) {
  const venue = createStubVenue(given);
  const events: Event[] = [];
  const slept: number[] = [];
  const questions = new Questions({
    venue,
    push: (event) => void events.push(event),
    now: () => NOW,
    sleep: (delayMs) => {
      slept.push(delayMs);
      // A turn of the event loop stands for the long wait, so that questions without end let the test go on.
      return delayMs < 10_000 ? Promise.resolve() : new Promise((resolve) => setImmediate(resolve));
    },
    onError: (error) => {
      throw error;
    },
  });
  return { questions, venue, events, slept };
}

describe('a question about an unknown outcome', () => {
  const ask: Question = { type: 'ask-order', symbol: 'BTCUSDT', clientOid: 'test-e1' };

  it('waits longer each time, and believes only the third "absent"', async () => {
    const { questions, venue, events, slept } = setUp();
    await questions.ask(ask);
    expect(slept).toEqual([500, 2_000, 5_000]);
    expect(venue.calls).toEqual(['order BTCUSDT test-e1', 'order BTCUSDT test-e1', 'order BTCUSDT test-e1']);
    expect(events).toEqual([{ type: 'absent', at: NOW, clientOid: 'test-e1' }]);
  });

  it('ends with the first report', async () => {
    const report = reportOf(order, { status: 'filled' });
    const answers = ['absent' as const, report];
    const { questions, events, slept } = setUp({ order: async () => answers.shift() ?? 'absent' });
    await questions.ask(ask);
    expect([slept, events]).toEqual([[500, 2_000], [{ type: 'order', at: NOW, report }]]);
  });

  it('is asked again as long as there is no definite answer; silence is not "absent", and holds nothing up', async () => {
    let isDown = true;
    const { questions, events, slept } = setUp({
      order: () => (isDown ? down() : Promise.resolve('absent' as const)),
    });
    await questions.ask(ask);
    expect(events).toEqual([]);
    isDown = false;
    await vi.waitFor(() => expect(events).toEqual([{ type: 'absent', at: NOW, clientOid: 'test-e1' }]));
    expect(slept.slice(0, 4)).toEqual([500, 2_000, 5_000, 10_000]);
  });

  it('about a trigger goes the same way', async () => {
    const report = triggerReportOf(trigger);
    const { questions, events, venue } = setUp({ trigger: async () => report });
    await questions.ask({ type: 'ask-trigger', symbol: 'BTCUSDT', clientOid: 'test-s1' });
    expect([venue.calls, events]).toEqual([['trigger BTCUSDT test-s1'], [{ type: 'trigger', at: NOW, report }]]);
  });

  it('ends with the engine, at whatever question it is', async () => {
    const young = setUp({ order: down });
    young.questions.close();
    await young.questions.ask(ask);
    expect([young.venue.calls, young.events]).toEqual([[], []]);
    const old = setUp({ order: down });
    await old.questions.ask(ask);
    await vi.waitFor(() => expect(old.venue.calls.length).toBeGreaterThan(5));
    old.questions.close();
    const { length } = old.venue.calls;
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect([old.venue.calls.length, old.events]).toEqual([length, []]);
  });
});
