/** What is asked of an engine that runs: its status, its symbols, a pause, the kill switch. */
import { afterEach, describe, expect, it } from 'vitest';
import { setUp, unasked } from '../../test/support/command-stubs.ts';
import { stubStatus } from '../../test/support/stub-engine.ts';
import type { Roots } from './roots/index.ts';

afterEach(() => {
  process.exitCode = undefined;
});

describe('symbols', () => {
  const btc = { symbol: 'BTCUSDT', followed: true, enters: true, by: 'start', positions: [] } as const;
  const position = { side: 'long', size: '0.1', stopLoss: '59000' } as const;
  const held = { ...btc, symbol: 'ETHUSDT', enters: false, by: 'hand', positions: [position] } as const;
  const found = { symbols: [btc, held], max: 200 };
  const setUpSymbols = () =>
    setUp({
      symbols: {
        list: async () => found,
        add: async (symbol) => ({ symbol, isChange: symbol !== 'BTCUSDT' }),
        remove: async (symbol) => ({ symbol, isChange: true, canceledEntries: 2, openPositions: 1 }),
      },
    });

  it('list shows each with what is open in it', async () => {
    const { run, printed } = setUpSymbols();
    expect(await run('symbols', 'list', '--json')).toBe(0);
    expect(JSON.parse(printed[0] ?? '')).toEqual(found);
    await run('symbols', 'list');
    expect(printed[1]).toMatch(/BTCUSDT +yes +start +–\nETHUSDT +no, managed +hand +long 0\.1, stop 59000/);
  });

  it.each([
    [['add', 'eth/usdt:usdt'], /^ETHUSDT is followed, over restarts too/],
    [['add', 'BTCUSDT_UMCBL'], /^BTCUSDT is followed and entered already/],
    [['remove', 'ETHUSDT'], /^ETHUSDT gets no more entries, .* 2 resting entries .* stays open with its stop/],
    [['add', 'SOLUSDT', '--dry-run'], /^SOLUSDT would be followed, beside 2 of at most 200/],
    [['add', 'BTCUSDT', '--dry-run'], /nothing has changed/],
    [['remove', 'BTCUSDT', '--dry-run'], /^BTCUSDT would get no more entries; open in it: –/],
    [['remove', 'SOLUSDT', '--dry-run'], /is not followed; nothing would change/],
  ])('%s', async (words, said) => {
    const { run, printed } = setUpSymbols();
    expect([await run('symbols', ...words), printed]).toEqual([0, [expect.stringMatching(said)]]);
  });

  it('refuses what is no symbol before it asks', async () => {
    const { run, told } = setUp();
    expect(await run('symbols', 'add', 'what?')).toBe(2);
    expect(told.join()).toMatch(/symbol: "what\?" is not allowed; expected a USDT-M contract/);
  });
});

it('status prints what the engine says of itself', async () => {
  const symbols = { list: async () => ({ symbols: [], max: 200 }), add: unasked, remove: unasked };
  const { run, printed } = setUp({ status: async () => ({ ...stubStatus }), symbols });
  expect([await run('status', '--json'), printed.map((line) => JSON.parse(line))]).toEqual([0, [stubStatus]]);
  expect(await run('status')).toBe(0);
  expect(printed[1]).toMatch(/^state +RUNNING\n/);
});

describe('by hand', () => {
  const position = { side: 'long', size: '0.1', stopLoss: '59000' } as const;
  const btc = { symbol: 'BTCUSDT', followed: true, enters: true, by: 'start', positions: [position] } as const;
  const controls = (done: string[]): Partial<Roots> => ({
    controls: {
      pause: async () => ({ state: `paused ${done.push('pause')}` }),
      resume: async () => ({ state: `running ${done.push('resume')}` }),
      kill: async () => ({ state: 'paused', canceled: 2, closed: done.push('kill') }),
    },
    symbols: { list: async () => ({ symbols: [btc], max: 200 }), add: unasked, remove: unasked },
  });
  it.each([
    [['pause'], ['pause'], /^Entries are paused\. .* `viper resume`/],
    [['resume'], ['resume'], /^Entries are allowed again/],
    [['kill', '--yes'], ['kill'], /^1 position is being closed at market, 2 entries are canceled; .* `viper resume`/],
    [['kill', '--dry-run'], [], /^Would be closed at market: BTCUSDT long 0\.1, stop 59000/],
    [['kill', '--dry-run', '--json'], [], /^\{"dryRun":true,"wouldClose":\[\{"symbol":"BTCUSDT","side":"long"/],
    [['kill', '--yes', '--json'], ['kill'], /^\{"state":"paused","canceled":2,"closed":1\}$/],
  ])('%s', async (argv, expected, said) => {
    const done: string[] = [];
    const { run, printed } = setUp(controls(done));
    expect([await run(...argv), done, printed]).toEqual([0, expected, [expect.stringMatching(said)]]);
  });

  it.each([
    ['y', 0, ['kill']],
    ['yes', 0, ['kill']],
    ['', 1, []],
    ['no', 1, []],
  ])('the kill switch asks at a terminal: %j', async (answer, code, expected) => {
    const done: string[] = [];
    const questions: string[] = [];
    const { run } = setUp(controls(done), {
      ask: async (question) => {
        questions.push(question);
        return answer;
      },
    });
    expect([await run('kill'), done, questions]).toEqual([
      code,
      expected,
      [expect.stringMatching(/^Would be closed at market: BTCUSDT long 0\.1, stop 59000.*\[y\/N\] $/s)],
    ]);
  });

  it('the kill switch wants a word where nobody can be asked', async () => {
    const done: string[] = [];
    const { run, told } = setUp(controls(done));
    expect([await run('kill'), done]).toEqual([2, []]);
    expect(told.join()).toMatch(/--yes/);
  });
});
