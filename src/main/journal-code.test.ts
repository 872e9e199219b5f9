import { expect, it } from 'vitest';
import { sessionOf } from '../../test/support/instruments.ts';
import { createMemoryJournal } from '../adapters/storage/index.ts';
import { InvalidInput, type SessionConfig, type StrategyConfig } from '../domain/index.ts';
import { Kernel } from '../kernel/index.ts';
import { checkCode } from './journal-code.ts';

const dip = (codeHash: string): StrategyConfig => ({ name: 'dip', timeframe: '1m', params: {}, codeHash });
const builtIn: StrategyConfig = { name: 'strategic', timeframe: '15m', params: {} };

const lookup = (name: string) => ({
  name,
  about: 'Waits.',
  params: {},
  timeframes: ['1m'] as const,
  warmupBars: () => 1,
  create: () => ({ observe: () => {}, decide: () => [], save: () => ({}) }),
});

/** The sessions of some strategies, one after another; `isStopped`: with a snapshot at the end. */
function journalOf(sessions: readonly (readonly StrategyConfig[])[], isStopped: boolean) {
  const journal = createMemoryJournal();
  const kernel = new Kernel(lookup);
  sessions.forEach((strategies, i) => {
    const config: SessionConfig = sessionOf({ symbols: [], strategies });
    const event = { type: 'session', at: i, config, instruments: [] } as const;
    kernel.step(event);
    journal.append({ seq: i + 1, event, effectHash: undefined });
  });
  if (isStopped) journal.saveSnapshot(sessions.length, kernel.save());
  return journal;
}

it.each([
  ['nothing has changed', [[dip('a')]], false, [dip('a')], true],
  ['the file has changed after a stop in order', [[dip('a')]], true, [dip('b')], true],
  ['the file is gone after a stop in order', [[dip('a')]], true, [builtIn], true],
  ['the file has changed after a run that was cut off', [[dip('a')]], false, [dip('b')], false],
  ['the file is gone after a run that was cut off', [[dip('a')]], false, [builtIn], false],
  ['another file came to it', [[builtIn]], false, [builtIn, dip('a')], true],
  ['a profile has other parameters', [[builtIn]], false, [{ ...builtIn, params: { risk: 1 } }], true],
] as const)('%s', (_, sessions, isStopped, strategies, isAllowed) => {
  const check = () => checkCode(journalOf(sessions, isStopped), { strategies }, 'my-folder');
  if (isAllowed) return expect(check).not.toThrow();
  expect(check).toThrow(InvalidInput);
  expect(check).toThrow(/my-folder.*the file of dip with SHA-256 a….*start once with dip as it was/);
});
