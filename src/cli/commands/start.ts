/**
 * `viper start`: the bot itself. By default in mode demo: the embedded exchange and a synthetic market.
 */
import { InvalidInput } from '../../domain/index.ts';
import { defineCommand } from '../command.ts';
import { factsTable, startLiveStatus, type Terminal } from '../output/index.ts';
import { collect, parseBalance, parseLeverage, parseParams, parseSpeed, parseSymbols, parseUntil } from '../parse.ts';
import type { NoticeLine, RunningPlatform, StartRequest, Summary } from '../roots.ts';
import { aborted } from '../wait.ts';

type Options = {
  feed: string;
  speed?: string;
  until?: string;
  symbols?: string;
  profile: string;
  timeframe?: string;
  balance: string;
  dataDir?: string;
  exchange?: string;
  maxLeverage?: string;
  param: string[];
  services: boolean;
  ports: string;
  headless?: boolean;
  json?: boolean;
};

export const start = defineCommand({
  name: 'start',
  register(program, { roots, terminal, stopSignal }) {
    program
      .command('start')
      .description('run the bot; without options a demo: embedded exchange, synthetic market, no key, no money')
      .option('--feed <market>', 'synthetic, synthetic:<seed>, or replay:<file or folder>', 'synthetic')
      .option(
        '--speed <factor>',
        'market time against real time, or max (default: 60 for synthetic and candles, 1 for a recorded stream)',
      )
      .option(
        '--until <when>',
        'end (of the feed), or a duration of real time such as 90s or 2h (default: until a signal)',
      )
      .option('--symbols <list>', 'such as BTCUSDT,ETHUSDT (default: all of the feed)')
      .option('--profile <name>', 'trader profile', 'strategic')
      .option('--timeframe <bars>', 'length of a bar (default: 1m synthetic, 15m candles, 5s for a recorded stream)')
      .option('--balance <usdt>', 'opening balance of the demo account', '10000')
      .option('--max-leverage <factor>', 'never trade with more')
      .option('--param <name=value>', 'a parameter of the profile; may be given more than once', collect, [])
      .option('--data-dir <folder>', 'where the journal and the demo exchange are kept (default: .viper/<feed>)')
      .option('--exchange <file>', 'trade on a running `viper exchange` whose JSON line is in this file')
      .option('--no-services', 'without the HTTP services and the dashboard')
      .option('--ports <which>', 'standard, or free to let the system choose', 'standard')
      .option('--headless', 'no live status on the terminal')
      .option('--json', 'JSON lines: what was started, each notable event, the summary (implies --headless)')
      .action(async (options: Options) => {
        const signal = stopSignal();
        const emit = options.json ? (line: object) => terminal.print(JSON.stringify(line)) : undefined;
        const platform = await roots.start(
          requestOf(options, { terminal, emit, isHeadless: isHeadless(options, terminal) }),
        );
        emit?.(platform.started);
        if (!emit) for (const line of headerOf(platform)) terminal.tell(line);
        const stopStatus = isHeadless(options, terminal)
          ? () => {}
          : startLiveStatus({ terminal, engine: platform.engine, header: headerOf(platform) });
        try {
          await Promise.race([platform.finished, aborted(signal)]);
        } finally {
          stopStatus();
        }
        const summary = await platform.stop();
        if (emit) emit({ event: 'summary', ...summary });
        else show(terminal, summary);
      });
  },
});

const isHeadless = (options: Options, terminal: Terminal): boolean =>
  options.headless === true || options.json === true || !terminal.isInteractive;

function requestOf(
  options: Options,
  {
    terminal,
    emit,
    isHeadless,
  }: { terminal: Terminal; emit: ((line: object) => void) | undefined; isHeadless: boolean },
): StartRequest {
  const optional = <T>(text: string | undefined, parse: (text: string) => T): T | undefined =>
    text === undefined ? undefined : parse(text);
  const tell = (line: NoticeLine): void => terminal.tell(plain(line));
  return {
    feed: options.feed,
    speed: optional(options.speed, parseSpeed),
    until: optional(options.until, parseUntil),
    symbols: optional(options.symbols, parseSymbols),
    profile: options.profile,
    timeframe: options.timeframe,
    balance: parseBalance(options.balance),
    dataDir: options.dataDir,
    exchange: options.exchange,
    leverageMax: optional(options.maxLeverage, parseLeverage),
    params: parseParams(options.param),
    areServicesOn: options.services,
    arePortsFree: parsePorts(options.ports),
    onNotice: emit ?? (isHeadless ? tell : () => {}),
  };
}

function parsePorts(text: string): boolean {
  if (text !== 'standard' && text !== 'free') throw new InvalidInput('--ports', text, 'standard or free');
  return text === 'free';
}

const headerOf = ({ started }: RunningPlatform): string[] => [
  `Viper ${started.mode}: ${started.feed} at ${started.speed === 'max' ? 'full speed' : `${started.speed}× real time`}, ${started.timeframe} bars, ${started.symbols.join(' ')}`,
  started.dashboard === undefined ? 'dashboard off' : `dashboard ${started.dashboard}`,
  `journal ${started.journal}`,
];

function plain({ event, level, at, ...details }: NoticeLine): string {
  const facts = Object.entries(details).map(([name, value]) => `${name} ${String(value)}`);
  return `${new Date(at).toISOString()} ${level === 'info' ? '' : `${level.toUpperCase()} `}${event}: ${facts.join(', ')}`;
}

function show(terminal: Terminal, summary: Summary): void {
  const { ledger } = summary;
  terminal.print(
    factsTable({
      orders: summary.orders,
      fills: summary.fills,
      trades: summary.trades,
      'our ledger': `${ledger.ours} USDT`,
      'exchange balance': `${ledger.exchange} USDT (difference ${ledger.difference})`,
      equity: `${summary.equity} USDT, ${summary.openPositions} positions open`,
      fees: `${summary.fees} USDT, funding ${summary.funding} USDT`,
      journal: `${summary.journal} (${summary.entries} entries)`,
      hashes: `effects ${summary.effectHash}, state ${summary.stateHash}`,
    }),
  );
}
