import { describe, expect, it } from 'vitest';
import { btc, eth } from '../../test/support/instruments.ts';
import { KernelRun, notices, of, replies, sent, started, withLong } from '../../test/support/kernel-run.ts';
import { SIGNAL, signalByName } from '../../test/support/signal-strategy.ts';
import { followedSymbols, Kernel } from './index.ts';

const add = (symbol: string) => ({ kind: 'add-symbol', symbol }) as const;
const remove = (symbol: string) => ({ kind: 'remove-symbol', symbol }) as const;

/** A session over BTCUSDT alone that knows its price. */
function onBtc(): KernelRun {
  const run = new KernelRun();
  run.session({ symbols: ['BTCUSDT'] }, [btc]);
  run.reconcile();
  run.candle();
  return run;
}

const listed = (run: KernelRun, requestId = 'r1') => run.say({ type: 'symbol-listed', requestId, instrument: eth });
const ethBar = (run: KernelRun, volume = 0) => run.candle(100_000, volume, { symbol: 'ETHUSDT' });

describe('a symbol that is added', () => {
  it('is asked for at the venue, and traded by strategies of its own once it is listed', () => {
    const run = onBtc();
    expect(run.command(add('ETHUSDT'))).toEqual([{ type: 'follow-symbol', symbol: 'ETHUSDT', requestId: 'r1' }]);
    expect(ethBar(run, SIGNAL.long)).toEqual([]);
    const told = listed(run);
    expect(notices(told)).toEqual(['symbol-joined']);
    expect(replies(told)).toEqual([{ ok: true, details: { symbol: 'ETHUSDT', isChange: true } }]);
    expect(run.kernel.state.config?.symbols).toEqual(['BTCUSDT', 'ETHUSDT']);
    expect(run.kernel.state.runners.get('ETHUSDT')?.[0]?.isFresh).toBe(true);
    expect(sent(ethBar(run, SIGNAL.long)).symbol).toBe('ETHUSDT');
  });

  it('is taken in once: what is followed already changes nothing, and a repeat gets the first answer', () => {
    const run = onBtc();
    run.command(add('ETHUSDT'));
    listed(run);
    expect(replies(run.command(add('ETHUSDT'), 'r1'))).toMatchObject([{ details: { isChange: true } }]);
    expect(replies(run.command(add('ETHUSDT'), 'r2'))).toMatchObject([{ ok: true, details: { isChange: false } }]);
    expect(replies(listed(run, 'r3'))).toMatchObject([{ ok: true, details: { isChange: false } }]);
    expect(run.kernel.state.runners.size).toBe(2);
  });

  it('is not followed where the venue says no, and the answer names it', () => {
    const run = onBtc();
    run.command(add('NOPEUSDT'));
    const said = { type: 'symbol-refused', requestId: 'r1', symbol: 'NOPEUSDT', rule: 'unknown-symbol' } as const;
    expect(replies(run.say({ ...said, details: { allowed: 'a listed one' } }))).toEqual([
      { ok: false, rule: 'unknown-symbol', details: { symbol: 'NOPEUSDT', allowed: 'a listed one' } },
    ]);
    expect(run.kernel.state.config?.symbols).toEqual(['BTCUSDT']);
  });

  it('is asked for again where the run that asked has ended without an answer', () => {
    const run = onBtc();
    run.command(add('ETHUSDT'));
    expect(of(run.command(add('ETHUSDT')), 'follow-symbol')).toHaveLength(1);
  });

  it('is refused beyond the most that one run follows', () => {
    const run = onBtc();
    const many = Array.from({ length: 200 }, (_, i) => ({ ...btc, symbol: `C${i}USDT` }));
    run.session({ symbols: many.map(({ symbol }) => symbol) }, many);
    expect(replies(run.command(add('ETHUSDT')))).toEqual([
      { ok: false, rule: 'symbols-max', details: { symbol: 'ETHUSDT', followed: 200, max: 200 } },
    ]);
  });

  it('comes back with the next session, and keeps the state of its strategies through a snapshot', () => {
    const run = onBtc();
    run.command(add('ETHUSDT'));
    listed(run);
    ethBar(run);
    const again = new Kernel(signalByName);
    again.load(run.kernel.save());
    expect(again.stateHash()).toBe(run.kernel.stateHash());
    const symbols = followedSymbols(again.state, ['BTCUSDT']);
    expect(symbols).toEqual(['BTCUSDT', 'ETHUSDT']);
    run.session({ symbols }, [btc, eth]);
    expect(run.kernel.state.runners.get('ETHUSDT')?.[0]?.isFresh).toBe(false);
  });

  it('has no strategy that was stopped elsewhere', () => {
    const run = onBtc();
    run.say({ type: 'strategy-failed', symbol: 'BTCUSDT', strategy: 'signal', failure: 'broken' });
    run.command(add('ETHUSDT'));
    listed(run);
    expect(run.kernel.state.runners.get('ETHUSDT')?.[0]?.failure).toBe('broken');
  });
});

describe('a symbol that is taken out', () => {
  it('gets no entry; its position keeps its stop, is managed to its end, and then it is left', () => {
    const { run } = withLong();
    const told = run.command(remove('BTCUSDT'));
    expect(of(told, 'cancel-trigger').length + of(told, 'submit-order').length).toBe(0);
    expect(replies(told)).toMatchObject([{ ok: true, details: { isChange: true, canceled: 0, positions: 1 } }]);
    expect(
      of(run.reconcile({ triggers: [...run.kernel.state.triggers.open()].map(report) }), 'unfollow-symbol'),
    ).toEqual([]);
    expect(run.guard()).toMatchObject({ owner: 'signal' });
    expect(run.kernel.state.config?.symbols).toContain('BTCUSDT');
    const closing = sent(run.candle(100_000, SIGNAL.exit));
    expect(closing).toMatchObject({ intent: 'close' });
    run.report(closing);
    expect(of(run.fill(closing), 'reconcile')).toHaveLength(1);
    expect(of(run.candle(100_000, SIGNAL.long), 'submit-order')).toEqual([]);
    expect(run.kernel.state.refusals).toEqual({ 'in-universe': 1 });
    const left = run.reconcile();
    expect(of(left, 'unfollow-symbol')).toEqual([{ type: 'unfollow-symbol', symbol: 'BTCUSDT' }]);
    expect(run.kernel.state.config?.symbols).toEqual(['ETHUSDT']);
    expect(run.kernel.state.runners.has('BTCUSDT')).toBe(false);
  });

  it('loses the entries that rest, and takes back in what is added again before it was left', () => {
    const run = started();
    const entry = sent(run.candle(100_000, SIGNAL.long));
    run.report(entry);
    expect(of(run.command(remove('BTCUSDT')), 'cancel-order')).toMatchObject([{ clientOid: entry.clientOid }]);
    expect(replies(run.command(remove('BTCUSDT'), 'r2'))).toMatchObject([{ ok: true, details: { isChange: false } }]);
    expect(replies(run.command(add('BTCUSDT'), 'r3'))).toMatchObject([{ ok: true, details: { isChange: true } }]);
    run.report(entry, { status: 'canceled' });
    expect(sent(run.candle(100_000, SIGNAL.long)).symbol).toBe('BTCUSDT');
  });

  it('is followed on while the parts of the truth do not fit each other', () => {
    const run = started();
    run.command(remove('BTCUSDT'));
    expect(of(run.reconcile({ isConsistent: false }), 'unfollow-symbol')).toEqual([]);
    expect(of(run.reconcile(), 'unfollow-symbol')).toHaveLength(1);
  });

  it('stays out over a start that names it, unless something of ours is open in it', () => {
    const out = started();
    out.command(remove('BTCUSDT'));
    out.reconcile();
    expect(followedSymbols(out.kernel.state, ['BTCUSDT', 'ETHUSDT'])).toEqual(['ETHUSDT']);
    const { run: held } = withLong();
    held.command(remove('BTCUSDT'));
    expect(followedSymbols(held.kernel.state, ['ETHUSDT'])).toEqual(['ETHUSDT', 'BTCUSDT']);
  });

  it('is refused where it is not followed, and where it is the last', () => {
    const run = onBtc();
    expect(replies(run.command(remove('ETHUSDT')))).toMatchObject([
      { ok: false, rule: 'unknown-symbol', details: { symbol: 'ETHUSDT', followed: 'BTCUSDT' } },
    ]);
    expect(replies(run.command(remove('BTCUSDT'), 'r2'))).toMatchObject([
      { ok: false, rule: 'last-symbol', details: { symbol: 'BTCUSDT' } },
    ]);
  });
});

describe('beside a universe', () => {
  const universe = (symbols: readonly string[]) =>
    ({ type: 'universe', symbols, instruments: [], changes: [] }) as const;

  it('the hand goes first: in stays in, and out stays out, whatever is chosen', () => {
    const run = started();
    run.say(universe(['BTCUSDT']));
    expect(replies(run.command(add('ETHUSDT')))).toMatchObject([{ ok: true, details: { isChange: true } }]);
    run.say(universe(['BTCUSDT']));
    expect(sent(ethBar(run, SIGNAL.long)).symbol).toBe('ETHUSDT');
    run.command(remove('BTCUSDT'), 'r2');
    run.reconcile();
    run.say(universe(['BTCUSDT', 'ETHUSDT']));
    expect(of(run.candle(100_000, SIGNAL.long), 'submit-order')).toEqual([]);
    expect(run.kernel.state.runners.has('BTCUSDT')).toBe(false);
  });
});

const report = ({ request, triggerId }: { request: object; triggerId: string }) =>
  ({ ...request, triggerId, status: 'live', updatedAt: 0 }) as never;
