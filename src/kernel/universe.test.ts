import { expect, it } from 'vitest';
import { btc, eth } from '../../test/support/instruments.ts';
import { KernelRun, notices, of, sent, started } from '../../test/support/kernel-run.ts';
import { SIGNAL, signalByName } from '../../test/support/signal-strategy.ts';
import { Kernel } from './index.ts';

const universe = (symbols: readonly string[], changes: { symbol: string; isIn: boolean; rule: string }[] = []) =>
  ({ type: 'universe', symbols, instruments: [], changes }) as const;

it('a symbol that leaves gets no entry, and its position is managed to the end', () => {
  const run = started();
  const entry = sent(run.candle(100_000, SIGNAL.long));
  run.report(entry);
  run.fill(entry);
  run.presetStop(entry);
  const told = run.say(universe(['ETHUSDT'], [{ symbol: 'BTCUSDT', isIn: false, rule: 'spread' }]));
  expect(of(told, 'notice')).toMatchObject([{ code: 'symbol-left', details: { symbol: 'BTCUSDT', rule: 'spread' } }]);
  expect(run.guard()).toMatchObject({ owner: 'signal' });
  const closing = sent(run.candle(100_000, SIGNAL.exit));
  expect(closing).toMatchObject({ intent: 'close', symbol: 'BTCUSDT' });
  run.report(closing);
  run.fill(closing);
  expect(run.position()).toBeUndefined();
  expect(of(run.candle(100_000, SIGNAL.long), 'submit-order')).toEqual([]);
  expect(run.kernel.state.refusals).toEqual({ 'in-universe': 1 });
  expect(sent(run.candle(100_000, SIGNAL.long, { symbol: 'ETHUSDT' })).symbol).toBe('ETHUSDT');
  run.say(universe(['ETHUSDT', 'BTCUSDT']));
  expect(sent(run.candle(100_000, SIGNAL.long)).symbol).toBe('BTCUSDT');
});

it('a symbol that the session does not have comes with its instrument, warms up and trades', () => {
  const run = new KernelRun();
  run.session({ symbols: ['BTCUSDT'] }, [btc]);
  run.reconcile();
  run.candle();
  expect(run.candle(100_000, SIGNAL.long, { symbol: 'ETHUSDT' })).toEqual([]);
  const changes = [{ symbol: 'ETHUSDT', isIn: true, rule: 'rank' }];
  const told = run.say({ ...universe(['BTCUSDT', 'ETHUSDT'], changes), instruments: [eth] });
  expect(notices(told)).toEqual(['symbol-joined']);
  expect(run.kernel.state.runners.get('ETHUSDT')?.[0]?.isFresh).toBe(true);
  expect(sent(run.candle(100_000, SIGNAL.long, { symbol: 'ETHUSDT' })).symbol).toBe('ETHUSDT');
});

it('stays through a snapshot, and ends with the next session', () => {
  const run = started();
  const open = run.kernel.save();
  expect(open).not.toContain('"universe"');
  run.say(universe(['ETHUSDT']));
  const again = new Kernel(signalByName);
  again.load(run.kernel.save());
  expect(again.stateHash()).toBe(run.kernel.stateHash());
  expect([...(again.state.universe ?? [])]).toEqual(['ETHUSDT']);
  run.session();
  expect(run.kernel.state.universe).toBeUndefined();
});
