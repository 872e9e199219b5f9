import { afterEach, describe, expect, it } from 'vitest';
import { setUp } from '../../test/support/command-stubs.ts';
import { InvalidInput, TradingError } from '../domain/index.ts';
import { commands } from './commands/index.ts';
import type { BacktestRequest, BacktestResult, ReplayReport, StartRequest } from './roots/index.ts';

const replayed: ReplayReport = {
  journal: 'j.db',
  after: 0,
  entries: 12,
  effectHash: 'aa',
  recordedHash: 'aa',
  matches: true,
  firstDifference: null,
};

const result: BacktestResult = {
  report: {
    source: 'recorded candles in x',
    from: 0,
    to: 86_400_000,
    symbols: ['BTCUSDT'],
    strategies: ['strategic 15m'],
    models: { fills: 'f', latency: 'l', slippage: 's', funding: 'g' },
    candles: 1_440,
    gaps: 0,
    trades: 2,
    wins: 1,
    losses: 1,
    longs: 1,
    shorts: 1,
    traders: [{ name: 'strategic', trades: 2, wins: 1 }],
    winRate: 0.5,
    profitFactor: 1.25,
    expectancy: '0.5',
    orders: 2,
    fills: 4,
    fees: '1',
    funding: '0',
    openPositions: 0,
    startBalance: '10000',
    endBalance: '10001',
    netProfit: '1',
    netProfitPercent: 0.01,
    maxDrawdown: '3',
    refusals: { 'max-positions': 2 },
    alerts: {},
    stopped: [],
    entries: 99,
    effectHash: 'aa',
    stateHash: 'bb',
    elapsedMs: 5,
  },
  equity: [1, 2, 3],
};

afterEach(() => {
  process.exitCode = undefined;
});

describe('input that is not allowed', () => {
  it.each([
    ['an unknown command', ['trade'], /unknown command 'trade'/],
    ['an unknown option', ['start', '--fast'], /unknown option '--fast'/],
    ['an option without its value', ['start', '--speed'], /'--speed <factor>' argument missing/],
    ['an option that is missing', ['backtest'], /'--data <path>' not specified/],
    ['an argument that is missing', ['replay'], /missing required argument 'journal'/],
    ['an argument too many', ['status', 'please'], /too many arguments/],
    ['a symbol', ['start', '--symbols', 'BTC'], /^viper: symbol: "BTC" is not allowed; expected /],
    ['a speed', ['start', '--speed', 'fast'], /^viper: --speed: "fast" is not allowed; expected /],
    ['a speed of an exchange', ['exchange', '--speed', 'fast'], /^viper: --speed: "fast" .* or driven$/],
    ['a seed', ['exchange', '--seed', '-1'], /^viper: --seed: "-1" is not allowed; expected /],
    [
      'a position mode',
      ['exchange', '--position-mode', 'both'],
      /^viper: --position-mode: "both" .* hedge or one-way$/,
    ],
    ['a call to no exchange', ['exchange', 'advance', '1s'], /'--exchange <file>' not specified/],
    ['a method', ['exchange', 'admin', 'state', '--method', 'PUT', '--exchange', 'f'], /--method: "PUT" .* DELETE$/],
    ['a body', ['exchange', 'admin', 'state', '{', '--exchange', 'f'], /^viper: body: "{" .* JSON$/],
    [
      'two wishes at once',
      ['exchange', 'faults', '{}', '--clear', '--exchange', 'f'],
      /^viper: faults: .* one of rules, --remove, --clear$/,
    ],
    [
      'a mode',
      ['start', '--mode', 'real'],
      /^viper: --mode: "real" is not allowed; expected demo, paper, testnet or live$/,
    ],
    ['a family', ['start', '--family', 'old'], /^viper: --family: "old" is not allowed; expected classic or unified$/],
    [
      'a feed with live prices',
      ['start', '--mode', 'paper', '--feed', 'synthetic'],
      /^viper: --feed: .*nothing with --mode paper$/,
    ],
    [
      'a balance of a real account',
      ['start', '--mode', 'testnet', '--balance', '5'],
      /^viper: --balance: .*nothing with --mode testnet$/,
    ],
    [
      'a family of a real account',
      ['start', '--mode', 'live', '--yes-trade-real-money', '--family', 'classic'],
      /^viper: --family: /,
    ],
    ['real money without a yes', ['start', '--mode', 'live'], /^viper: --mode: "live".*--yes-trade-real-money/],
    ['a duration', ['start', '--until', 'noon'], /^viper: --until: "noon" is not allowed; expected /],
    ['ports', ['start', '--ports', 'some'], /^viper: --ports: "some" is not allowed; expected standard or free$/],
    ['a port', ['exchange', '--port', '70000'], /^viper: --port: "70000" is not allowed; expected /],
    ['a balance', ['backtest', '--data', 'x', '--balance', '-1'], /^viper: --balance: "-1" is not allowed; expected /],
    [
      'a day',
      ['backtest', '--data', 'x', '--from', '2025-02-30'],
      /^viper: --from: "2025-02-30" is not allowed; expected /,
    ],
    ['a leverage', ['start', '--max-leverage', '0'], /^viper: --max-leverage: "0" is not allowed; expected /],
    ['a count', ['study', '--data', 'x', '--folds', '0'], /^viper: --folds: "0" .* a whole number from 1 to 50$/],
    ['a share', ['study', '--data', 'x', '--train', '1'], /^viper: --train: "1" .* a share from 0.1 to 0.9$/],
    ['names', ['study', '--data', 'x', '--profiles', 'a,,b'], /^viper: --profiles: "a,,b" .* commas between$/],
    [
      'a parameter',
      ['backtest', '--data', 'x', '--param', 'risk'],
      /^viper: --param: "risk" is not allowed; expected /,
    ],
  ])('%s gives exit code 2 and exactly one clear line', async (_name, argv, line) => {
    const { run, printed, told } = setUp();
    expect(await run(...argv)).toBe(2);
    expect([printed, told]).toEqual([[], [expect.stringMatching(line)]]);
    expect(told[0]).toMatch(/^viper: /);
    expect(told[0]).not.toContain('\n');
  });

  it('found only at work gives exit code 2, too', async () => {
    const { run, told } = setUp({
      replay: () => {
        throw new InvalidInput('journal', 'none.db', 'an existing file');
      },
    });
    expect([await run('replay', 'none.db'), told]).toEqual([
      2,
      ['viper: journal: "none.db" is not allowed; expected an existing file'],
    ]);
  });
});

describe('a failure', () => {
  it('at an edge gives exit code 1 and its own words', async () => {
    const { run, told } = setUp({
      status: () => Promise.reject(new TradingError('no-engine', 'no engine answers on port 8002')),
    });
    expect([await run('status'), told]).toEqual([1, ['viper: no engine answers on port 8002']]);
  });

  it('of our own gives exit code 1, and says that it is one', async () => {
    const { run, told } = setUp({ status: () => Promise.reject(new RangeError('x is 3')) });
    expect(await run('status')).toBe(1);
    expect(told.join()).toMatch(/^viper: internal error: x is 3\..*please report it/);
  });

  it('to repeat a journal gives exit code 1 and names the entry', async () => {
    const { run, printed } = setUp({
      replay: async () => ({ ...replayed, matches: false, effectHash: 'bb', firstDifference: 7 }),
    });
    expect([await run('replay', 'j.db'), printed]).toEqual([
      1,
      ['12 entries: the effects differ from entry 7 on (bb, recorded aa)'],
    ]);
  });
});

describe('a command', () => {
  it('replay tells what it found', async () => {
    const { run, printed } = setUp({ replay: async () => replayed });
    expect([await run('replay', 'j.db'), printed]).toEqual([0, ['12 entries, effects aa: every effect is the same']]);
    const json = setUp({ replay: async () => replayed });
    expect([await json.run('replay', 'j.db', '--json'), json.printed.map((line) => JSON.parse(line))]).toEqual([
      0,
      [replayed],
    ]);
  });

  it('backtest hands its options on, and prints one JSON object or a table', async () => {
    const asked: BacktestRequest[] = [];
    const backtest = async (request: BacktestRequest): Promise<BacktestResult> => {
      asked.push(request);
      return result;
    };
    const json = setUp({ backtest });
    const argv = ['--data', 'x', '--symbols', 'btcusdt', '--from', '2025-05-04', '--param', 'a=1', '--param', 'b=2'];
    expect(await json.run('backtest', ...argv, '--json')).toBe(0);
    expect(asked).toMatchObject([
      {
        data: 'x',
        symbols: ['BTCUSDT'],
        profile: 'strategic',
        timeframe: undefined,
        balance: '10000',
        from: Date.UTC(2025, 4, 4),
        to: undefined,
        params: { a: 1, b: 2 },
      },
    ]);
    expect([json.told, json.printed.map((line) => JSON.parse(line))]).toEqual([[], [result.report]]);
    const table = setUp({ backtest });
    expect(await table.run('backtest', '--data', 'x')).toBe(0);
    for (const words of [
      '2 (1 won, 1 lost, 50.0 %; 1 long, 1 short)',
      '1.25',
      '1 USDT (0.01 %) on 10000',
      'max-positions 2',
      '1970-01-01 00:00 to 1970-01-02 00:00 UTC',
    ]) {
      expect(table.printed.join('\n')).toContain(words);
    }
  });

  it('a backtest whose strategy failed says so first, and fails', async () => {
    const stopped = [{ name: 'dip', symbol: 'BTCUSDT', at: 0, failure: 'Error: boom (dip.ts:31)' }];
    const report = { ...result.report, stopped, alerts: { 'strategy-stopped': 1 } };
    const { run, printed, told } = setUp({ backtest: async () => ({ ...result, report }) });
    expect(await run('backtest', '--data', 'x')).toBe(1);
    expect(printed[0]).toMatch(/^STOPPED dip +on BTCUSDT at 1970-01-01 00:00:00 UTC: Error: boom \(dip\.ts:31\)\n/);
    expect(told).toEqual([expect.stringMatching(/^viper: dip failed and was stopped/)]);
  });

  it('start asks for the demo unless told otherwise, and tells why it cannot run', async () => {
    const asked: StartRequest[] = [];
    const { run, told } = setUp({
      start: async (request) => {
        asked.push(request);
        throw new TradingError('port-taken', 'port 8080 is taken');
      },
    });
    expect(await run('start')).toBe(1);
    expect(
      await run('start', '--no-services', '--ports', 'free', '--speed', 'max', '--until', 'end', '--max-leverage', '3'),
    ).toBe(1);
    expect(asked).toMatchObject([
      {
        feed: 'synthetic',
        speed: undefined,
        until: undefined,
        symbols: undefined,
        balance: '10000',
        areServicesOn: true,
        arePortsFree: false,
      },
      { speed: 'max', until: 'end', leverageMax: 3, areServicesOn: false, arePortsFree: true },
    ]);
    expect(told).toEqual(['viper: port 8080 is taken', 'viper: port 8080 is taken']);
  });

  it.each([
    [['start'], 'strategic,aggressive,newbie,scalper,viper'],
    [['start', '--feed', 'synthetic:7'], 'strategic,aggressive,newbie,scalper,viper'],
    [['start', '--profile', 'scalper'], 'scalper'],
    [['start', '--strategy', 'mine.ts'], undefined],
    [['start', '--strategy', 'mine.ts', '--profile', 'newbie'], 'newbie'],
    [['start', '--feed', 'replay:tape.gz'], 'strategic'],
    [['start', '--exchange', 'beside.json'], 'strategic'],
    [['start', '--mode', 'paper'], 'strategic'],
    [['start', '--mode', 'testnet'], 'strategic'],
    [['serve', 'live-trading-engine'], 'strategic'],
    [['serve', 'exchange-connector'], undefined],
  ])('%j trades with the profiles %s', async (argv, profile) => {
    const asked: StartRequest[] = [];
    const { run } = setUp({
      start: async (request) => {
        asked.push(request);
        throw new TradingError('port-taken', 'port 8080 is taken');
      },
    });
    expect(await run(...argv)).toBe(1);
    expect(asked.map((request) => request.profile)).toEqual([profile]);
  });
});

describe('help', () => {
  const help = async (...argv: string[]): Promise<string> => {
    const written: string[] = [];
    const { write } = process.stdout;
    process.stdout.write = (text: string | Uint8Array) => {
      written.push(String(text));
      return true;
    };
    try {
      expect(await setUp().run(...argv)).toBe(0);
    } finally {
      process.stdout.write = write;
    }
    return written.join('').replace(/\s+/g, ' ');
  };

  it('names every command, and what the exit codes mean', async () => {
    const text = await help('--help');
    for (const { name } of commands) expect(text).toContain(` ${name} `);
    expect(text).toContain('0 done, 1 failed, 2 the input is not allowed');
    expect(await help('--version')).toContain('1.2.3');
  });

  it.each([
    [
      'start',
      [
        'no key, no money',
        '--feed <market>',
        '--speed <factor>',
        '--until <when>',
        '--data-dir <folder>',
        '--json',
        '"synthetic"',
      ],
    ],
    [
      'backtest',
      [
        '--data <path>',
        '--timeframe <bars>',
        '--journal <file>',
        'what each profile is made for',
        'viper backtest --data ./candles',
      ],
    ],
    ['replay', ['<journal>', 'sends nothing', 'names the entry', '--json']],
    ['exchange', ['loopback', '--port <number>', '--accounts <list>', '"classic:1"', '--json']],
    ['status', ['LIVE_TRADING_ENGINE_PORT, default 8002', '--json']],
  ])('of %s tells what may be asked for', async (name, phrases) => {
    const text = await help(name, '--help');
    for (const phrase of phrases) expect(text).toContain(phrase);
  });
});
