import { describe, expect, it } from 'vitest';
import { btc, sessionOf } from '../../test/support/instruments.ts';
import { signalByName } from '../../test/support/signal-strategy.ts';
import { createMemoryJournal } from '../adapters/storage/index.ts';
import { type Event, InvariantError } from '../domain/index.ts';
import { Kernel } from '../kernel/index.ts';
import type { Journal } from '../ports/index.ts';
import { Inbox, type Step } from './inbox.ts';

const session: Event = { type: 'session', at: 0, config: sessionOf({ symbols: ['BTCUSDT'] }), instruments: [btc] };
const pause = (requestId: string): Event => ({ type: 'command', at: 0, requestId, command: { kind: 'pause' } });
const quiet: Event = { type: 'absent', at: 0, clientOid: 'nobody' };
const broken: Event = { type: 'alarm', at: 0, name: 'nobody set this' };

function setUp() {
  const log: string[] = [];
  const memory = createMemoryJournal();
  const journal: Journal = {
    ...memory,
    get lastSeq() {
      return memory.lastSeq;
    },
    append(entry) {
      log.push(`append ${entry.seq} ${entry.event.type}`);
      memory.append(entry);
    },
    flush: () => void log.push('flush'),
  };
  const time = { now: 1_000 };
  const steps: Step[] = [];
  const react = { onDispatch: (_inbox: Inbox): void => {} };
  const inbox: Inbox = new Inbox({
    kernel: new Kernel(signalByName),
    journal,
    clock: { now: () => time.now },
    onStep: (step) => void steps.push(step),
    dispatch: (effects) => {
      log.push(`dispatch ${effects.length}`);
      react.onDispatch(inbox);
    },
  });
  return { inbox, journal, log, time, steps, react };
}

describe('the inbox', () => {
  it('makes an entry durable before its effects leave', () => {
    const { inbox, log } = setUp();
    inbox.push(session);
    inbox.push(pause('a'));
    expect(log).toEqual(['append 1 session', 'append 2 command', 'flush', 'dispatch 2']);
  });

  it('flushes without effects after 512 entries', () => {
    const { inbox, log } = setUp();
    inbox.push(session);
    for (let i = 0; i < 510; i++) inbox.push(quiet);
    expect(log).not.toContain('flush');
    inbox.push(quiet);
    expect(log.at(-1)).toBe('flush');
  });

  it('lets nothing interleave: what comes while effects leave waits for its turn', () => {
    const { inbox, log, react } = setUp();
    inbox.push(session);
    react.onDispatch = () => {
      react.onDispatch = () => {};
      inbox.push(pause('b'));
      inbox.push(pause('c'));
      log.push('back');
    };
    inbox.push(pause('a'));
    expect(log).toEqual([
      'append 1 session',
      'append 2 command',
      'flush',
      'dispatch 2',
      'back',
      'append 3 command',
      'append 4 command',
      'flush',
      'dispatch 4',
    ]);
  });

  it('stamps every event with the clock, and never with less than before', () => {
    const { inbox, time, steps } = setUp();
    inbox.resumeAt(1_500);
    for (const now of [1_000, 2_000, 1_700, 2_001]) {
      time.now = now;
      inbox.push(steps.length === 0 ? session : quiet);
    }
    expect(steps.map(({ seq, event }) => [seq, event.at])).toEqual([
      [1, 1_500],
      [2, 2_000],
      [3, 2_000],
      [4, 2_001],
    ]);
  });

  it('keeps an event that the kernel cannot take: it is durable before the failure is told', () => {
    const { inbox, journal, log } = setUp();
    inbox.push(session);
    expect(() => inbox.push(broken)).toThrow(InvariantError);
    expect(log.slice(-2)).toEqual(['append 2 alarm', 'flush']);
    expect([...journal.read(1)]).toMatchObject([{ seq: 2, event: { type: 'alarm' }, effectHash: undefined }]);
  });

  it('journals the running hash where there were effects, and only there', () => {
    const { inbox, journal } = setUp();
    for (const event of [session, pause('a'), quiet]) inbox.push(event);
    expect([...journal.read(0)].map(({ effectHash }) => effectHash === undefined)).toEqual([true, false, true]);
  });
});
