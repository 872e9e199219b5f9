import { describe, expect, it } from 'vitest';
import { KernelRun, MINUTE, notices, of, START, sent } from '../../test/support/kernel-run.ts';
import { SIGNAL, signal, signalByName } from '../../test/support/signal-strategy.ts';
import { type Candle, InvalidInput, lots, type StrategyConfig, ticks } from '../domain/index.ts';
import { configIn, defineStrategy, Kernel, type StrategyDefinition } from './index.ts';

type Faults = { create?: () => never; save?: () => unknown };

/** `signal` under another name, which can be made to fail, and which counts its bars. */
function ownStrategy(faults: Faults = {}): { lookup: (name: string) => StrategyDefinition; seen: () => number } {
  let bars = 0;
  const own = defineStrategy({
    ...signal,
    name: 'own',
    create: (params, context, saved) => {
      faults.create?.();
      const strategy = signal.create(params, context, saved);
      return {
        observe(bar) {
          bars += 1;
          strategy.observe(bar);
        },
        decide: (view) => strategy.decide(view),
        save: () => (faults.save ? faults.save() : strategy.save()),
      };
    },
  });
  return { lookup: (name) => (name === 'own' ? own : signalByName(name)), seen: () => bars };
}

const config = (codeHash: string): StrategyConfig => ({ name: 'own', timeframe: '1m', params: {}, codeHash });

const minutes = (from: number, to: number): Candle[] =>
  Array.from({ length: to - from }, (_, i) => ({
    openAt: START + (from + i) * MINUTE,
    open: ticks(100_000),
    high: ticks(100_000),
    low: ticks(100_000),
    close: ticks(100_000),
    volume: lots(0),
  }));

function started(faults?: Faults) {
  const { lookup, seen } = ownStrategy(faults);
  const run = new KernelRun(lookup);
  const session = (codeHash = 'a') => run.session({ symbols: ['BTCUSDT'], strategies: [config(codeHash)] });
  session();
  run.reconcile();
  return { run, lookup, seen, session };
}

describe('a strategy that cannot be made', () => {
  it('is stopped with a notice, and the session goes on', () => {
    const { run } = started({
      create: () => {
        throw new TypeError('no state like that');
      },
    });
    expect(of(run.effects, 'notice')[0]).toMatchObject({
      code: 'strategy-stopped',
      details: { strategy: 'own', failure: 'TypeError: no state like that' },
    });
    expect(() => run.candle(100_000, SIGNAL.long)).not.toThrow();
    expect(() => run.kernel.save()).not.toThrow();
  });
});

describe('a strategy whose state cannot be saved', () => {
  it.each([
    [
      'throws',
      () => {
        throw new Error('too much');
      },
      /save: Error: too much/,
    ],
    [
      'gives no JSON',
      () => {
        const loop: unknown[] = [];
        loop.push(loop);
        return loop;
      },
      /save: TypeError: .*circular/,
    ],
  ] as const)('because it %s, is in the snapshot as one that has failed; nobody else is hurt', (_, save, failure) => {
    const { run, lookup } = started({ save });
    run.fill(sent(run.candle(100_000, SIGNAL.long)));
    const text = run.kernel.save();
    expect(run.kernel.unsaved()).toEqual([
      { symbol: 'BTCUSDT', strategy: 'own', failure: expect.stringMatching(failure) },
    ]);
    const again = new Kernel(lookup);
    again.load(text);
    expect(again.state.runners.get('BTCUSDT')?.[0]?.failure).toMatch(failure);
    expect(again.state.portfolio.openCount).toBe(1);
  });

  it('is stopped by the event that says so, once, with its position guarded', () => {
    const { run } = started({ save: () => ({}) });
    run.fill(sent(run.candle(100_000, SIGNAL.long)));
    const failed = { type: 'strategy-failed', symbol: 'BTCUSDT', strategy: 'own', failure: 'save: Error' } as const;
    expect(notices(run.say(failed))).toEqual(['strategy-stopped']);
    expect(run.say(failed)).toEqual([]);
    expect(run.guard()).toMatchObject({ owner: 'own' });
    expect(run.kernel.unsaved()).toEqual([]);
  });
});

describe('a strategy whose file has changed', () => {
  it('begins anew, with history that the others have read already, and a person is told', () => {
    const { run, seen, session } = started();
    run.say({ type: 'history', symbol: 'BTCUSDT', candles: minutes(-30, 0) });
    expect(seen()).toBe(30);
    expect(notices(session('a'))).toEqual([]);
    run.say({ type: 'history', symbol: 'BTCUSDT', candles: minutes(-30, 0) });
    expect(seen()).toBe(30);
    const [told] = of(session('b'), 'notice');
    expect(told).toMatchObject({ code: 'strategy-changed', details: { strategy: 'own', before: 'a', now: 'b' } });
    expect(run.kernel.state.runners.get('BTCUSDT')?.[0]?.isFresh).toBe(true);
    run.say({ type: 'history', symbol: 'BTCUSDT', candles: minutes(-30, 0) });
    expect(seen()).toBe(60);
    run.candle(100_000, 0);
    expect(seen()).toBe(61);
  });

  it('keeps what it has to read through a snapshot', () => {
    const { run, lookup, session } = started();
    run.candle(100_000, 0);
    session('b');
    const again = new Kernel(lookup);
    again.load(run.kernel.save());
    expect(again.stateHash()).toBe(run.kernel.stateHash());
    expect(again.state.runners.get('BTCUSDT')?.[0]?.isFresh).toBe(true);
    expect(configIn(run.kernel.save())?.strategies).toEqual([config('b')]);
  });
});

describe('a strategy that is not there any more', () => {
  it('does not keep a snapshot from being read; a session without it goes on', () => {
    const { run } = started();
    run.fill(sent(run.candle(100_000, SIGNAL.long)));
    const again = new Kernel((name) => {
      if (name === 'own') throw new InvalidInput('strategy', name, 'signal');
      return signalByName(name);
    });
    again.load(run.kernel.save());
    expect(again.state.runners.get('BTCUSDT')?.[0]?.failure).toMatch(/"own" is not allowed/);
    expect(again.stateHash()).not.toBe('');
    const { config: known } = again.state;
    if (known) again.step({ type: 'session', at: run.at, config: { ...known, strategies: [] }, instruments: [] });
    expect(again.state.runners.get('BTCUSDT')).toEqual([]);
    expect(again.state.guards.get('BTCUSDT:long')).toMatchObject({ owner: 'own' });
  });
});
