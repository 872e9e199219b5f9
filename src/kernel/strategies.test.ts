import { describe, expect, it } from 'vitest';
import { KernelRun, notices, of, sent, withLong } from '../../test/support/kernel-run.ts';
import { SIGNAL, signal, signalByName } from '../../test/support/signal-strategy.ts';
import { type Candle, lots, money, rate, type SessionConfig, ticks } from '../domain/index.ts';
import { defineStrategy, type Intent, Kernel, type StrategyDefinition, type StrategyView } from './index.ts';

/** Volumes that the second strategy answers; the first one asks for nothing at these. */
const ODD = { fail: 11, garbage: 12, decline: 13, rest: 14, cancel: 15, long: 16 } as const;

const enter = (close: number, given: Partial<Extract<Intent, { kind: 'enter' }>> = {}): Intent => ({
  kind: 'enter',
  positionSide: 'long',
  stopLoss: ticks(close - 1_000),
  takeProfits: [],
  leverage: 10,
  risk: rate('0.01'),
  sizeFactor: rate('1'),
  reason: 'asked',
  ...given,
});

const ANSWERS: Readonly<Record<number, (bar: Candle) => Intent[]>> = {
  [ODD.garbage]: ({ close }) => [enter(close, { stopLoss: ticks(Number.NaN) })],
  [ODD.decline]: () => [{ kind: 'decline', positionSide: 'long', rule: 'too-dear', details: { limit: 1 } }],
  [ODD.rest]: ({ close }) => [enter(close, { limit: ticks(close - 100) })],
  [ODD.cancel]: () => [{ kind: 'cancel-entry', reason: 'late' }],
  [ODD.long]: ({ close }) => [enter(close)],
};

/** Remembers what it was shown. */
function oddStrategy(): { odd: StrategyDefinition; views: StrategyView[] } {
  const views: StrategyView[] = [];
  let last: Candle | undefined;
  const odd = defineStrategy({
    name: 'odd',
    about: 'Does what the volume of a bar says, and fails when it says so.',
    params: {},
    timeframes: ['1m'],
    warmupBars: () => 1,
    create: () => ({
      observe(bar) {
        if (bar.volume === ODD.fail) throw new RangeError('out of its mind');
        last = bar;
      },
      decide(view) {
        views.push(view);
        return last === undefined ? [] : (ANSWERS[last.volume]?.(last) ?? []);
      },
      save: () => ({}),
    }),
  });
  return { odd, views };
}

const BOTH: Partial<SessionConfig> = {
  strategies: [
    { name: 'odd', timeframe: '1m', params: {} },
    { name: 'signal', timeframe: '1m', params: {} },
  ],
};

function startBoth() {
  const { odd, views } = oddStrategy();
  const lookup = (name: string): StrategyDefinition => (name === 'odd' ? odd : signalByName(name));
  const run = new KernelRun(lookup);
  run.session(BOTH);
  run.reconcile();
  run.candle();
  return { run, views, lookup };
}

describe('a strategy that throws', () => {
  it.each([
    ['on a bar', ODD.fail, 'RangeError: out of its mind'],
    ['with an intent that nobody can act on', ODD.garbage, /no whole, positive ticks/],
  ])('%s is stopped, its position stays guarded, and the others go on', (_, volume, failure) => {
    const { run, views } = startBoth();
    const entry = sent(run.candle(100_000, ODD.long));
    run.fill(entry);
    run.presetStop(entry);
    const effects = run.candle(100_000, volume);
    const [told] = of(effects, 'notice').filter(({ code }) => code === 'strategy-stopped');
    expect(told).toMatchObject({ level: 'critical', details: { strategy: 'odd', symbol: 'BTCUSDT', positions: 1 } });
    expect(told?.details.failure).toMatch(failure);
    const asked = views.length;
    expect(run.position()).toBeDefined();
    expect(run.guard()).toMatchObject({ owner: 'odd', stopLoss: 99_000 });
    run.reconcile();
    expect(notices(run.effects)).toContain('stop-missing');
    expect(sent(run.candle(100_000, SIGNAL.long, { symbol: 'ETHUSDT' }))).toMatchObject({ symbol: 'ETHUSDT' });
    run.candle(100_000, ODD.long, { symbol: 'ETHUSDT' });
    expect(views.length).toBe(asked);
    expect(notices(run.effects).filter((code) => code === 'strategy-stopped')).toHaveLength(1);
  });

  it('while it reads history is stopped before it decides anything', () => {
    const { run, views } = startBoth();
    const bar = {
      open: ticks(1),
      high: ticks(1),
      low: ticks(1),
      close: ticks(1),
      volume: ODD.fail as Candle['volume'],
    };
    const candles = [0, 1, 2].map((minute) => ({
      ...bar,
      openAt: run.at - (run.at % 60_000) + (100 + minute) * 60_000,
    }));
    const asked = views.length;
    run.say({ type: 'history', symbol: 'BTCUSDT', candles });
    expect(notices(run.effects)).toContain('strategy-stopped');
    run.candle(100_000, 0, { minute: 200 });
    expect(views.length).toBe(asked);
  });

  it('stays stopped through a snapshot, and begins anew with the next session', () => {
    const { run, views, lookup } = startBoth();
    run.candle(100_000, ODD.fail);
    const again = new Kernel(lookup);
    again.load(run.kernel.save());
    expect(again.stateHash()).toBe(run.kernel.stateHash());
    expect(again.state.runners.get('BTCUSDT')?.map(({ failure }) => failure !== undefined)).toEqual([true, false]);
    const asked = views.length;
    run.session(BOTH);
    run.candle(100_000, 0);
    expect(views.length).toBe(asked + 1);
  });
});

describe('what a strategy is shown', () => {
  it('is its own position and entry, not those of another strategy', () => {
    const { run, views } = startBoth();
    const entry = sent(run.candle(100_000, SIGNAL.long));
    run.candle(100_000, 0);
    expect(views.at(-1)).toMatchObject({ position: undefined, entry: undefined });
    run.fill(entry);
    run.candle(100_000, 0);
    expect(views.at(-1)?.position).toBeUndefined();
    expect(run.position()).toBeDefined();
    const refusals = run.kernel.state.refusals;
    run.candle(100_000, ODD.long);
    expect(refusals).toEqual({ 'one-per-symbol': 1 });
  });

  it('is how its trades have ended and what it has entered today, over all symbols', () => {
    const { run, views } = startBoth();
    const entry = sent(run.candle(100_000, ODD.long));
    run.candle(100_000, 0, { symbol: 'ETHUSDT' });
    expect(views.at(-1)).toMatchObject({ entry: undefined, trader: { entriesToday: 1, closed: [] } });
    run.candle(100_000, 0);
    expect(views.at(-1)?.entry).toEqual({ positionSide: 'long', sentAt: expect.any(Number) });
    run.fill(entry);
    run.foreignFill({
      symbol: 'BTCUSDT',
      intent: 'close',
      size: entry.size,
      profit: money('50'),
      positionSide: 'long',
    });
    run.candle(100_000, 0, { symbol: 'ETHUSDT' });
    expect(views.at(-1)?.trader).toMatchObject({ entriesToday: 1, closed: [{ isWin: true }] });
    run.say({ type: 'alarm', name: 'reconcile' }, 86_400_000);
    run.candle(100_000, 0);
    expect(views.at(-1)?.trader).toMatchObject({ entriesToday: 0, closed: [{ isWin: true }] });
  });

  it('is the best bid and ask, where the market tells them', () => {
    const { run, views } = startBoth();
    expect(views.at(-1)?.quote).toBeUndefined();
    run.say({
      type: 'quote',
      symbol: 'BTCUSDT',
      bid: ticks(99_990),
      bidSize: lots(1),
      ask: ticks(100_010),
      askSize: lots(1),
    });
    run.candle(100_000, 0);
    expect(views.at(-1)?.quote).toEqual({ bid: 99_990, ask: 100_010 });
  });
});

describe('an entry', () => {
  it('that the strategy declines is counted and told like a refusal', () => {
    const { run } = startBoth();
    const effects = run.candle(100_000, ODD.decline);
    expect(of(effects, 'notice')[0]).toMatchObject({
      code: 'entry-refused',
      details: { symbol: 'BTCUSDT', owner: 'odd', rule: 'too-dear', limit: 1 },
    });
    expect(run.kernel.state.refusals).toEqual({ 'too-dear': 1 });
  });

  it('with a limit rests as a post-only order, sized at its own price', () => {
    const { run } = startBoth();
    const order = sent(run.candle(100_000, ODD.rest));
    expect(order).toMatchObject({ type: 'limit', price: 99_900, timeInForce: 'post-only', stopLoss: 99_000 });
    // 1 % of 10,000 USDT ÷ (0.09 USDT of distance and 0.011934 of fees a lot)
    expect(order.size).toBe(981);
  });

  it('is canceled when it rests too long, and counts as not made', () => {
    const { run } = startBoth();
    const order = sent(run.candle(100_000, ODD.rest));
    expect(of(run.candle(100_000, ODD.cancel), 'cancel-order')).toEqual([]);
    run.report(order, { status: 'live' });
    expect(of(run.candle(100_000, ODD.cancel), 'cancel-order')).toMatchObject([{ clientOid: order.clientOid }]);
    expect(run.kernel.state.refusals).toEqual({ 'entry-not-filled': 1 });
    run.report(order, { status: 'canceled' });
    expect(of(run.candle(100_000, ODD.cancel), 'cancel-order')).toEqual([]);
  });

  it('that the exchange rejects is counted by its code', () => {
    const { run } = startBoth();
    const { clientOid } = sent(run.candle(100_000, ODD.rest));
    run.say({ type: 'order-rejected', clientOid, code: '40762', message: 'too large' });
    expect(run.kernel.state.refusals).toEqual({ 'exchange-40762': 1 });
  });

  it('of one strategy is left alone by another', () => {
    const { run } = startBoth();
    const order = sent(run.candle(100_000, SIGNAL.long));
    run.report(order, { status: 'live' });
    expect(of(run.candle(100_000, ODD.cancel), 'cancel-order')).toEqual([]);
  });
});

it('a snapshot of an older version, which knew no traders, is taken over', () => {
  const { run } = withLong();
  const text = run.kernel.save();
  const { state, ...rest } = JSON.parse(text) as { state: Record<string, unknown> };
  delete state.traders;
  const kernel = new Kernel(signalByName);
  kernel.load(JSON.stringify({ ...rest, state }));
  expect(kernel.state.traders.size).toBe(0);
  expect(kernel.effectHash).toBe(run.kernel.effectHash);
  expect(signal.timeframes).toEqual(['1m']);
});
