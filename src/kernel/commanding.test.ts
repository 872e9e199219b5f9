import { describe, expect, it } from 'vitest';
import {
  actions,
  type KernelRun,
  notices,
  of,
  replies,
  sent,
  started,
  withLong,
} from '../../test/support/kernel-run.ts';
import { entryByHand } from '../../test/support/orders.ts';
import { SIGNAL } from '../../test/support/signal-strategy.ts';
import { type Command, lots, ticks } from '../domain/index.ts';
import type { Effect } from './effects.ts';

const open = entryByHand({ leverage: 5 });

const closeLong: Command = { kind: 'close-position', symbol: 'BTCUSDT', positionSide: 'long', size: undefined };

/** What the command is refused for. */
const refusalOf = (run: KernelRun, command: Command): string | undefined => {
  const [reply] = replies(run.command(command, `r${run.at}`));
  return reply?.ok === false ? reply.rule : undefined;
};

describe('an order by hand', () => {
  it('without a stop gets the default one: 2 % on the losing side', () => {
    const run = started();
    expect(sent(run.command(open, 'a'))).toMatchObject({ stopLoss: 98_000, leverage: 5, size: 100 });
    run.candle(50_000, 0, { symbol: 'ETHUSDT' });
    const other = sent(
      run.command({ ...open, symbol: 'ETHUSDT', positionSide: 'short', type: 'limit', price: ticks(50_000) }, 'b'),
    );
    expect(other).toMatchObject({ stopLoss: 51_000, price: 50_000 });
  });

  it('passes the same gate as every strategy, and the refusal is the answer', () => {
    const run = started();
    expect(refusalOf(run, { ...open, leverage: 21 })).toBe('max-leverage');
    expect(refusalOf(run, { ...open, stopLoss: ticks(100_001) })).toBe('stop-mandatory');
    expect(refusalOf(run, { ...open, size: lots(0) })).toBe('size-limits');
    expect(refusalOf(run, { ...open, leverage: 0 })).toBe('max-leverage');
    expect(refusalOf(run, { ...open, symbol: 'XRPUSDT' })).toBe('unknown-symbol');
    expect(refusalOf(run, { ...open, symbol: 'ETHUSDT' })).toBe('no-price');
    expect(run.kernel.state.refusals).toEqual({ 'max-leverage': 2, 'stop-mandatory': 1, 'size-limits': 1 });
  });

  it('is answered by the first definite word of the venue, once', () => {
    const run = started();
    const order = sent(run.command(open));
    expect(replies(run.say({ type: 'outcome-unknown', clientOid: order.clientOid, reason: 'timeout' }))).toEqual([]);
    expect(replies(run.report(order))).toMatchObject([
      { ok: true, details: { clientOid: order.clientOid, status: 'live' } },
    ]);
    expect(replies(run.fill(order))).toEqual([]);
  });

  it('is answered by a fill that overtakes its report', () => {
    const run = started();
    const order = sent(run.command(open));
    expect(replies(run.fill(order))).toMatchObject([{ ok: true, details: { status: 'filled' } }]);
  });

  it('that the venue refuses or never got is answered with that', () => {
    const run = started();
    const first = sent(run.command(open, 'a'));
    const refused = run.say({ type: 'order-rejected', clientOid: first.clientOid, code: '40762', message: 'balance' });
    expect(replies(refused)).toMatchObject([{ ok: false, rule: 'venue', details: { code: '40762' } }]);
    const second = sent(run.command(open, 'b'));
    run.say({ type: 'outcome-unknown', clientOid: second.clientOid, reason: 'timeout' });
    expect(replies(run.say({ type: 'absent', clientOid: second.clientOid }))).toMatchObject([
      { ok: false, details: { code: 'absent' } },
    ]);
  });

  it('owns its position: no strategy touches it', () => {
    const run = started();
    run.fill(sent(run.command(open)));
    expect(run.guard()?.owner).toBe('manual');
    for (const wish of [SIGNAL.exit, SIGNAL.tighten]) expect(actions(run.candle(101_000, wish))).toEqual([]);
  });
});

describe('a repeated requestId', () => {
  it('does nothing a second time and gets the first answer', () => {
    const run = started();
    const order = sent(run.command(open));
    expect(run.command(open)).toEqual([]);
    const [first] = replies(run.report(order));
    expect(replies(run.command(open))).toEqual([first]);
    expect(replies(run.command({ kind: 'kill' }))).toEqual([first]);
    expect([run.kernel.state.isKilled, run.kernel.state.orders.count]).toEqual([false, 1]);
  });

  it('gets a refusal again, even when it would pass by then', () => {
    const run = started();
    run.command({ kind: 'pause' }, 'p');
    const [first] = replies(run.command(open, 'x'));
    run.command({ kind: 'resume' }, 'q');
    expect(replies(run.command(open, 'x'))).toEqual([first]);
  });

  it('is remembered for the last thousand requests', () => {
    const run = started();
    for (let i = 0; i < 1_001; i++) run.command({ kind: 'pause' }, `p${i}`);
    expect([run.kernel.state.replies.size, run.kernel.state.replies.has('p0')]).toEqual([1_000, false]);
  });
});

describe('a close by hand', () => {
  it('closes all of it, or the part that was asked for', () => {
    const { run, entry } = withLong();
    const part = sent(run.command({ ...closeLong, size: lots(300) }, 'a'));
    expect(part).toMatchObject({ intent: 'close', size: 300 });
    run.fill(part);
    expect(sent(run.command(closeLong, 'b')).size).toBe(entry.size - 300);
  });

  it('is refused where there is nothing to close, and while one is under way', () => {
    const run = started();
    expect(refusalOf(run, closeLong)).toBe('no-position');
    run.fill(sent(run.candle(100_000, SIGNAL.long)));
    run.command(closeLong, 'a');
    expect(refusalOf(run, closeLong)).toBe('close-under-way');
  });

  it.each([0, -1])('of %i lots is refused; nothing breaks', (size) => {
    const { run } = withLong();
    expect(refusalOf(run, { ...closeLong, size: lots(size) })).toBe('size-limits');
    expect(run.position()?.size).toBe(893);
  });

  it('never asks for more than there is', () => {
    const { run, entry } = withLong();
    expect(sent(run.command({ ...closeLong, size: lots(99_999) })).size).toBe(entry.size);
  });
});

describe('a cancel by hand', () => {
  it('is sent for an order of ours, and refused for any other', () => {
    const run = started();
    const order = sent(run.command({ ...open, type: 'limit', price: ticks(99_000) }, 'a'));
    const effects = run.command({ kind: 'cancel-order', clientOid: order.clientOid }, 'b');
    expect(of(effects, 'cancel-order')).toEqual([
      { type: 'cancel-order', symbol: 'BTCUSDT', clientOid: order.clientOid },
    ]);
    expect(refusalOf(run, { kind: 'cancel-order', clientOid: 'other' })).toBe('order-not-found');
  });
});

describe('pause', () => {
  it('lets no entry pass until resume, and leaves what protects and what closes alone', () => {
    const { run } = withLong();
    expect(actions(run.command({ kind: 'pause' }, 'a'))).toEqual(['reply']);
    expect(refusalOf(run, { ...open, symbol: 'BTCUSDT' })).toBe('paused');
    expect(of(run.candle(100_500, SIGNAL.tighten), 'move-trigger')).toHaveLength(1);
    expect(sent(run.candle(100_500, SIGNAL.exit)).intent).toBe('close');
    run.command({ kind: 'resume' }, 'b');
    expect(refusalOf(run, { ...open, symbol: 'BTCUSDT' })).toBe('one-per-symbol');
  });
});

describe('the kill switch', () => {
  it('cancels every entry, closes every position, and lets no entry pass', () => {
    const { run, entry } = withLong();
    run.candle(100_000, 0, { symbol: 'ETHUSDT' });
    const resting = sent(run.command({ ...open, symbol: 'ETHUSDT', type: 'limit', price: ticks(90_000) }, 'a'));
    const effects = run.command({ kind: 'kill' }, 'k');
    expect(of(effects, 'cancel-order').map(({ clientOid }) => clientOid)).toEqual([resting.clientOid]);
    expect(sent(effects)).toMatchObject({ intent: 'close', size: entry.size });
    expect(replies(effects)).toEqual([{ ok: true, details: { isPaused: true, canceled: 1, closed: 1 } }]);
    expect(notices(effects)).toContain('kill-switch');
    expect(refusalOf(run, open)).toBe('paused');
  });

  it('closes what fills afterwards, lot by lot', () => {
    const run = started();
    const entry = sent(run.candle(100_000, SIGNAL.long));
    run.command({ kind: 'kill' }, 'k');
    const first = sent(run.fill(entry, { size: lots(400) }));
    expect(first).toMatchObject({ intent: 'close', size: 400 });
    expect(of(run.fill(entry, { size: lots(493) }), 'submit-order')).toEqual([]);
    expect(sent(run.fill(first))).toMatchObject({ intent: 'close', size: 493 });
  });

  it('stays on through a pause, and closes again what the venue still has', () => {
    const { run, entry } = withLong();
    const close = sent(run.command({ kind: 'kill' }, 'k'));
    run.command({ kind: 'pause' }, 'p');
    run.say({ type: 'order-rejected', clientOid: close.clientOid, code: '40000', message: 'busy' });
    expect(of(run.reconcile(), 'submit-order').map(({ order }) => [order.intent, order.size])).toEqual([
      ['close', entry.size],
    ]);
  });

  it('is over with resume', () => {
    const { run } = withLong();
    run.fill(sent(run.command({ kind: 'kill' }, 'k')));
    run.command({ kind: 'resume' }, 'r');
    run.alarm('guard:BTCUSDT:long');
    expect(sent(run.candle(100_000, SIGNAL.long)).intent).toBe('open');
  });
});

describe('a stop by hand', () => {
  const move = (stopLoss: number, positionSide: 'long' | 'short' = 'long'): Command => ({
    kind: 'move-stop',
    symbol: 'BTCUSDT',
    positionSide,
    stopLoss: ticks(stopLoss),
  });

  it('moves towards profit at the exchange, and no other way', () => {
    const { run } = withLong();
    const moved = run.command(move(99_500), 'a');
    expect(of(moved, 'move-trigger')).toMatchObject([{ symbol: 'BTCUSDT', triggerPrice: 99_500 }]);
    expect(replies(moved)).toEqual([
      {
        ok: true,
        details: { symbol: 'BTCUSDT', positionSide: 'long', stopLoss: '9950', before: '9900' },
      },
    ]);
    for (const [stopLoss, id] of [[99_400, 'b'] as const, [100_500, 'c'] as const]) {
      const effects = run.command(move(stopLoss), id);
      expect(replies(effects)).toMatchObject([{ ok: false, rule: 'stop-only-tightens', details: { stands: '9950' } }]);
      expect(of(effects, 'move-trigger')).toEqual([]);
    }
    expect(refusalOf(run, move(99_600, 'short'))).toBe('no-position');
  });
});

describe('a comparison by hand', () => {
  const isAnswered = (effects: readonly Effect[]): boolean => replies(effects).length > 0;

  it('is answered by one that began after it was asked for', () => {
    const run = started();
    const before = run.at;
    const asked = run.command({ kind: 'reconcile' });
    expect([actions(asked), isAnswered(asked)]).toEqual([['reconcile'], false]);
    expect(isAnswered(run.reconcile({}, before))).toBe(false);
    expect(isAnswered(run.reconcile({ isConsistent: false }, run.at))).toBe(false);
    expect(replies(run.reconcile({}, run.at))).toEqual([{ ok: true, details: { positions: 0 } }]);
    expect(isAnswered(run.reconcile({}, run.at))).toBe(false);
  });
});
