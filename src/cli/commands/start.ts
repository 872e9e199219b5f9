/**
 * `viper start`: the bot itself. By default in mode demo: the embedded exchange and a synthetic market.
 */
import type { Command } from 'commander';
import { type CommandContext, defineCommand, EXIT } from '../command.ts';
import { type Agreement, agree, checkAgreement } from '../confirm.ts';
import {
  notFlatText,
  noticeText,
  pausedLines,
  startedLines,
  startLiveStatus,
  summaryText,
  type Terminal,
} from '../output/index.ts';
import { collect, parseMode } from '../parse.ts';
import type { NoticeLine } from '../roots/index.ts';
import { requestOf, type StartOptions } from '../start-request.ts';
import { aborted } from '../wait.ts';

export const start = defineCommand({
  name: 'start',
  register(program, context) {
    program
      .command('start')
      .description('run the bot; without options a demo: embedded exchange, synthetic market, no key, no money')
      .option('--mode <mode>', 'demo, paper (live prices, play money), testnet (demo key) or live (real money)', 'demo')
      .option('--family <family>', 'of the account in demo and paper: classic or unified (default: classic)')
      .option('--feed <market>', 'synthetic, synthetic:<seed>, or replay:<file or folder>', 'synthetic')
      .option(
        '--speed <factor>',
        'market time against real time, or max (default: 60 for synthetic and candles, 1 for a recorded stream)',
      )
      .option(
        '--until <when>',
        'end (of the feed), or a duration of real time such as 90s or 2h (default: until a signal)',
      )
      .option('--symbols <list>', 'such as BTCUSDT,ETHUSDT; live needs them (default: all of a feed, else these two)')
      .option('--universe <which>', 'enter only `priority` symbols, or the `top:20` of each time (default: all)')
      .option(
        '--profile <names>',
        'trader profile, or several on one account: strategic,scalper (default: all in a synthetic demo, else strategic)',
      )
      .option(
        '--strategy <file>',
        'a strategy of your own, beside --profile if named; may be given more than once',
        collect,
        [],
      )
      .option(
        '--timeframe <bars>',
        'length of a bar (default: what each profile is made for; 1m synthetic, 5s for a recorded stream)',
      )
      .option('--balance <usdt>', 'opening balance of the account in demo and paper', '10000')
      .option('--max-leverage <factor>', 'never trade with more')
      .option(
        '--param <name=value>',
        'a parameter of the profile, or profile.name=value; may be given more than once',
        collect,
        [],
      )
      .option('--data-dir <folder>', 'where journal and embedded exchange are kept (default: .viper/<feed or mode>)')
      .option('--exchange <file>', 'trade on a running `viper exchange` whose JSON line is in this file')
      .option('--yes-trade-real-money', 'the agreement that live asks for, where nobody can type it')
      .option('--no-services', 'without the HTTP services and the dashboard')
      .option('--ports <which>', 'standard, or free to let the system choose', 'standard')
      .option(
        '--host <address>',
        'where the services listen: beyond 127.0.0.1 with TLS and a token (default: 127.0.0.1)',
      )
      .option('--tls-cert <file>', 'certificate of the services, PEM')
      .option('--tls-key <file>', 'its private key, PEM')
      .option(
        '--allowed-host <name>',
        'a further name that the services answer to; may be given more than once',
        collect,
      )
      .option(
        '--flatten-on-exit',
        'close every position before ending (default: they stay, with their stops at the exchange)',
      )
      .option('--headless', 'no live status on the terminal')
      .option('--json', 'JSON lines: what was started, each notable event, the summary (implies --headless)')
      .action((options: StartOptions, command: Command) => run(options, command, context));
  },
});

async function run(
  options: StartOptions,
  command: Command,
  { roots, terminal, stopSignal }: CommandContext,
): Promise<void> {
  const emit = options.json ? (line: object) => terminal.print(JSON.stringify(line)) : undefined;
  const agreement: Agreement = { terminal, emit, isAgreed: options.yesTradeRealMoney === true };
  checkAgreement(parseMode(options.mode), agreement);
  const isQuiet = isHeadless(options, terminal);
  const tell = (line: NoticeLine): void => terminal.tell(noticeText(line));
  const request = requestOf(options, command, {
    onNotice: emit ?? (isQuiet ? tell : () => {}),
    onChecked: (line) => agree(line, agreement),
  });
  const signal = stopSignal();
  if (!isQuiet) terminal.tell('starting: journal, market and services are being opened');
  const platform = await roots.start(request);
  emit?.(platform.started);
  const header = startedLines(platform);
  if (!emit) for (const line of [...header, ...pausedLines(platform)]) terminal.tell(line);
  const stopStatus = isQuiet ? () => {} : startLiveStatus({ terminal, engine: platform.engine, header });
  try {
    await Promise.race([platform.finished, aborted(signal)]);
  } finally {
    stopStatus();
  }
  if (!emit && signal.aborted) terminal.tell(`${terminal.isInteractive ? '\n' : ''}${STOPPING}`);
  const summary = await platform.stop();
  const { models } = platform.started;
  if (emit) emit({ event: 'summary', ...summary, ...(models && { models }) });
  else terminal.print(summaryText(summary, platform));
  if (summary.isFlat !== false) return;
  terminal.tell(notFlatText(summary.open));
  process.exitCode = EXIT.failed;
}

const STOPPING = 'stopping: answers under way are waited for and the books compared; a further Ctrl-C ends at once';

const isHeadless = (options: StartOptions, terminal: Terminal): boolean =>
  options.headless === true || options.json === true || !terminal.isInteractive;
