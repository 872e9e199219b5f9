import { describe, expect, it } from 'vitest';
import { btc, eth, sessionOf } from '../../test/support/instruments.ts';
import { MINUTE, START } from '../../test/support/kernel-run.ts';
import { entryByHand } from '../../test/support/orders.ts';
import { SIGNAL, signalByName } from '../../test/support/signal-strategy.ts';
import { createStubVenue } from '../../test/support/stub-venue.ts';
import { createDrivenAlarms, createDrivenClock } from '../adapters/clock/index.ts';
import { createMemoryJournal } from '../adapters/storage/index.ts';
import {
  type Candle,
  type Command,
  type Instrument,
  InvalidInput,
  lots,
  type MarketEvent,
  TradingError,
  ticks,
} from '../domain/index.ts';
import type { Journal, MarketFeed, Sent, Venue } from '../ports/index.ts';
import { Engine } from './engine.ts';
import type { Step } from './inbox.ts';

const candle = (minute: number, volume = 0): Candle => {
  const price = ticks(100_000);
  return { openAt: START + minute * MINUTE, open: price, high: price, low: price, close: price, volume: lots(volume) };
};

const down = () => Promise.reject(new TradingError('timeout', 'no answer', { outcome: 'unknown' }));

const ofEth = (symbols: readonly string[], eth: () => Promise<readonly Instrument[]>) =>
  symbols.includes('ETHUSDT') ? eth() : Promise.resolve([btc]);
const unlisted: Venue['instruments'] = (symbols) =>
  ofEth(symbols, () => Promise.reject(new InvalidInput('symbol', 'ETHUSDT', 'a listed contract')));
const silentFor: Venue['instruments'] = (symbols) => ofEth(symbols, down);
const closedOne: Venue['instruments'] = (symbols) => ofEth(symbols, async () => [{ ...eth, status: 'halted' }]);

const open = entryByHand({ leverage: 5 });

type Given = {
  readonly venue?: Partial<Venue>;
  readonly journal?: Journal;
  readonly startAt?: number;
  readonly history?: readonly Candle[];
  readonly feed?: Partial<MarketFeed>;
  readonly symbols?: readonly string[];
};

function setUp(given: Given = {}) {
  const { venue: answers = {}, journal = createMemoryJournal(), startAt = START, history = [] } = given;
  const { symbols = ['BTCUSDT'] } = given;
  const clock = createDrivenClock(startAt);
  const steps: Step[] = [];
  const told: string[] = [];
  const venue = createStubVenue(answers);
  let heard: ((event: MarketEvent) => void) | undefined;
  const feed: MarketFeed = {
    history: async () => history,
    listen: async (_symbols, listener) => {
      heard = listener.onEvent;
    },
    follow: async (added) => void told.push(`follow ${added.join()}`),
    unfollow: async (left) => void told.push(`unfollow ${left.join()}`),
    settle: async () => {},
    close: async () => {},
    ...given.feed,
  };
  const engine = new Engine({
    config: sessionOf({ symbols, strategies: [{ name: 'signal', timeframe: '1m', params: {} }] }),
    strategies: signalByName,
    journal,
    venue,
    feed,
    clock,
    alarms: createDrivenAlarms(clock),
    // A turn of the event loop stands for the wait, so that questions without end let the test go on.
    sleep: () => new Promise((resolve) => setImmediate(resolve)),
    lanes: 'one',
    reconcileEveryMs: 60_000,
    onStep: (step) => void steps.push(step),
    onFatal: (error) => void told.push(`fatal: ${String(error)}`),
    onWarning: (code) => void told.push(code),
  });
  const hear = (event: Candle): void => heard?.({ type: 'candle', at: clock.now(), symbol: 'BTCUSDT', candle: event });
  const command = (wish: Command, requestId: string) =>
    engine.command({ type: 'command', at: clock.now(), requestId, command: wish });
  const types = (): string[] => steps.map(({ event }) => event.type);
  return { engine, clock, venue, journal, steps, told, hear, command, types };
}

describe('a start', () => {
  it('hears no market before the first reconcile, and warms up before it trades', async () => {
    const { engine, hear, types, venue } = setUp({ history: [candle(-2, SIGNAL.long), candle(-1, SIGNAL.long)] });
    await engine.start();
    expect(types()).toEqual(['session', 'reconciled', 'history']);
    hear(candle(0, SIGNAL.long));
    await engine.settle();
    expect(venue.calls.filter((call) => call.startsWith('submit'))).toEqual(['submit test-e1']);
    expect(types().slice(3)).toEqual(['candle', 'order']);
  });

  it('waits for a venue that does not answer yet', async () => {
    let failures = 3;
    const positions = () => (failures-- > 0 ? down() : Promise.resolve([]));
    const { engine, told, types } = setUp({ venue: { positions } });
    await engine.start();
    expect(told).toEqual(['reconcile-failed', 'reconcile-failed', 'reconcile-failed']);
    expect(types()).toEqual(['session', 'reconciled']);
  });

  it('has a state to show before it touches the venue, and takes no command before it is live', async () => {
    const { engine, command, types, venue } = setUp();
    await engine.open();
    expect([types(), venue.calls]).toEqual([['session'], ['instruments']]);
    expect(await command(open, 'a')).toMatchObject({ ok: false, rule: 'engine-starting' });
    await engine.start();
    expect(types()).toEqual(['session', 'reconciled']);
  });

  it('fails when the venue cannot be used at all', async () => {
    await expect(setUp({ venue: { prepare: down } }).engine.start()).rejects.toThrow(TradingError);
  });
});

describe('a running engine', () => {
  it('asks for the whole truth at its time, after a cut, and shares a question that is under way', async () => {
    const { engine, clock, venue } = setUp();
    await engine.start();
    const asked = () => venue.calls.filter((call) => call === 'positions').length;
    clock.advanceTo(START + 60_000);
    await engine.settle();
    expect(asked()).toBe(2);
    venue.listener?.onGap('cut');
    venue.listener?.onGap('cut again');
    venue.listener?.onGap('and again');
    await engine.settle();
    expect(asked()).toBe(4);
  });

  it('goes on reconciling while one order stays without an answer', async () => {
    const { engine, hear, command, venue, types } = setUp({
      venue: { submit: async () => ({ outcome: 'unknown', reason: 'timeout' }), order: down },
    });
    await engine.start();
    hear(candle(0));
    void command(open, 'a').catch(() => {});
    await engine.settle();
    await engine.reconcile();
    expect(types().filter((type) => type === 'reconciled')).toHaveLength(2);
    expect(venue.calls.filter((call) => call === 'order BTCUSDT test-e1').length).toBeGreaterThan(3);
    expect(engine.kernel.state.orders.get('test-e1')).toMatchObject({ status: 'unknown' });
    await engine.stop();
  });

  it('answers a command with the word of the venue, and a repeat with the same', async () => {
    const { engine, hear, command, venue } = setUp();
    await engine.start();
    hear(candle(0));
    const [first, second] = await Promise.all([command(open, 'a'), command(open, 'a')]);
    expect(first).toMatchObject({ ok: true, details: { clientOid: 'test-e1', status: 'live' } });
    expect([second, await command(open, 'a')]).toEqual([first, first]);
    expect(venue.calls.filter((call) => call.startsWith('submit'))).toHaveLength(1);
  });

  it('stops at a broken invariant: the event is kept, and whoever waits learns that the outcome is unknown', async () => {
    const never = () => new Promise<Sent>(() => {});
    const { engine, hear, command, told, journal } = setUp({ venue: { submit: never } });
    await engine.start();
    hear(candle(0));
    const waiting = command(open, 'a');
    engine.push({ type: 'alarm', at: 0, name: 'nobody set this' });
    await expect(waiting).rejects.toMatchObject({ code: 'engine-stopped', outcome: 'unknown' });
    expect(told).toEqual(['fatal: InvariantError: no alarm is called nobody set this']);
    const { lastSeq } = journal;
    expect([...journal.read(lastSeq - 1)]).toMatchObject([{ event: { type: 'alarm' } }]);
    hear(candle(1, SIGNAL.long));
    expect([journal.lastSeq, await command(open, 'b')]).toMatchObject([lastSeq, { ok: false, rule: 'engine-stopped' }]);
  });
});

const add = { kind: 'add-symbol', symbol: 'ETHUSDT' } as const;
const remove = { kind: 'remove-symbol', symbol: 'ETHUSDT' } as const;

describe('a symbol by hand', () => {
  it('is set up, warmed up and subscribed, in this order, and left again when nothing of it is open', async () => {
    const { engine, command, types, venue, told } = setUp({ history: [candle(-1)] });
    await engine.start();
    expect(await command(add, 'a')).toEqual({ ok: true, details: { symbol: 'ETHUSDT', isChange: true } });
    await engine.settle();
    const happened = types().slice(3);
    expect(happened.filter((type) => type !== 'reconciled')).toEqual(['command', 'symbol-listed', 'history']);
    expect(happened).toContain('reconciled');
    expect(venue.calls.filter((call) => call === 'prepare')).toHaveLength(2);
    expect(told).toEqual(['follow ETHUSDT']);
    expect(await command(remove, 'b')).toMatchObject({ ok: true });
    await engine.settle();
    expect(told).toEqual(['follow ETHUSDT', 'unfollow ETHUSDT']);
    expect(engine.kernel.state.config?.symbols).toEqual(['BTCUSDT']);
  });

  it.each<[string, Partial<Venue>, object]>([
    ['is not listed', { instruments: unlisted }, { rule: 'unknown-symbol', details: { symbol: 'ETHUSDT' } }],
    ['is not answered', { instruments: silentFor }, { rule: 'symbol-not-set-up', details: { symbol: 'ETHUSDT' } }],
    ['is closed', { instruments: closedOne }, { rule: 'symbol-closed', details: { status: 'halted' } }],
  ])('that %s is refused, and the engine goes on', async (_, venue, refusal) => {
    const { engine, command, told } = setUp({ venue });
    await engine.start();
    expect(await command(add, 'a')).toMatchObject({ ok: false, ...refusal });
    expect([told, engine.kernel.state.config?.symbols]).toEqual([[], ['BTCUSDT']]);
  });

  it('is subscribed as soon as the venue can, and told where it will not', async () => {
    let failures = 2;
    const follow = () => (failures-- > 0 ? down() : Promise.resolve());
    const late = setUp({ feed: { follow } });
    await late.engine.start();
    await late.command(add, 'a');
    await late.engine.settle();
    expect(late.told).toEqual(['feed-failed', 'feed-failed']);
    const no = () => Promise.reject(new TradingError('no', 'no such channel', { outcome: 'rejected' }));
    const never = setUp({ feed: { follow: no } });
    await never.engine.start();
    await never.command(add, 'a');
    await never.engine.settle();
    expect(never.told).toEqual(['symbol-silent']);
  });

  it('is there again after a kill, by the journal alone, and is told of when it is listed no more', async () => {
    const first = setUp();
    await first.engine.start();
    await first.command(add, 'a');
    const second = setUp({ journal: first.journal });
    second.engine.recover();
    await second.engine.start();
    expect(second.engine.kernel.state.config?.symbols).toEqual(['BTCUSDT', 'ETHUSDT']);
    const third = setUp({ journal: first.journal, venue: { instruments: unlisted } });
    third.engine.recover();
    await third.engine.start();
    expect([third.told, third.engine.kernel.state.config?.symbols]).toEqual([['symbol-left-out'], ['BTCUSDT']]);
  });

  it('that was taken out is left out by a start, which needs another one', async () => {
    const first = setUp({ symbols: ['BTCUSDT', 'ETHUSDT'] });
    await first.engine.start();
    await first.command(remove, 'a');
    await first.engine.settle();
    const second = setUp({ symbols: ['BTCUSDT', 'ETHUSDT'], journal: first.journal });
    second.engine.recover();
    await second.engine.start();
    expect([second.told, second.engine.kernel.state.config?.symbols]).toEqual([['symbol-left-out'], ['BTCUSDT']]);
    const third = setUp({ symbols: ['ETHUSDT'], journal: first.journal });
    third.engine.recover();
    await expect(third.engine.start()).rejects.toThrow(/--symbols: "ETHUSDT" .*not taken out by hand/);
  });
});

describe('a stop', () => {
  it('reconciles once more, saves, and leaves nothing that would change', async () => {
    const { engine, hear, venue, journal } = setUp();
    await engine.start();
    hear(candle(0, SIGNAL.long));
    await engine.stop();
    expect(venue.calls.at(-1)).toBe('close');
    expect([...journal.read(journal.lastSeq - 1)]).toMatchObject([{ event: { type: 'reconciled' } }]);
    expect(journal.latestSnapshot()).toEqual({ seq: journal.lastSeq, snapshot: engine.kernel.save() });
    const { lastSeq } = journal;
    hear(candle(1, SIGNAL.long));
    expect(journal.lastSeq).toBe(lastSeq);
  });

  it('is not kept waiting by a question that nobody answers', async () => {
    const { engine, hear, command, venue } = setUp({
      venue: { submit: async () => ({ outcome: 'unknown', reason: 'timeout' }), order: down },
    });
    await engine.start();
    hear(candle(0));
    const waiting = command(open, 'a').catch((error: unknown) => error);
    await engine.stop();
    expect(venue.calls.at(-1)).toBe('close');
    expect(await waiting).toMatchObject({ outcome: 'unknown' });
  });

  it('is not kept waiting by alarms, which would ask again and again', async () => {
    let isStopping = false;
    const { engine, clock, types, venue } = setUp({
      venue: {
        positions: async () => {
          // Time passes quickly: every alarm is due before the answer.
          if (isStopping) clock.advanceTo(clock.now() + 60 * MINUTE);
          return [];
        },
      },
    });
    await engine.start();
    // After it the account is to be asked for, by an alarm.
    const failed = { request: 'cancel-trigger', symbol: 'BTCUSDT', code: 'any', details: {} };
    engine.push({ type: 'request-failed', at: clock.now(), ...failed });
    const { length } = types();
    isStopping = true;
    await engine.stop();
    expect(types().slice(length)).toEqual(['reconciled']);
    expect(venue.calls.at(-1)).toBe('close');
  });

  it('is followed by a start that goes on: same state, later time, new names', async () => {
    const first = setUp();
    await first.engine.start();
    first.hear(candle(0, SIGNAL.long));
    await first.engine.stop();
    const second = setUp({ journal: first.journal, startAt: START - 3_600_000 });
    const recovered = second.engine.recover();
    expect([recovered.entries, second.engine.kernel.stateHash()]).toEqual([0, first.engine.kernel.stateHash()]);
    await second.engine.start();
    expect(second.steps[0]?.event.at).toBeGreaterThanOrEqual(START);
    second.hear(candle(1, SIGNAL.long));
    await second.engine.settle();
    expect(second.engine.kernel.state.oidCount).toBeGreaterThan(first.engine.kernel.state.oidCount);
  });

  it('by force loses nothing that was decided: the journal alone gives the same state', async () => {
    const first = setUp();
    await first.engine.start();
    first.hear(candle(0, SIGNAL.long));
    await first.engine.settle();
    const second = setUp({ journal: first.journal });
    expect(second.engine.recover()).toMatchObject({ entries: first.journal.lastSeq, firstDifference: undefined });
    expect(second.engine.kernel.stateHash()).toBe(first.engine.kernel.stateHash());
  });
});
