/**
 * `viper backtest`: recorded candles through the same kernel and the embedded exchange, as fast as they go.
 */
import type { Command } from 'commander';
import { defineCommand, EXIT } from '../command.ts';
import { backtestText, startProgress, stoppedText } from '../output/index.ts';
import { collect, parseBalance, parseParams, parseSymbols, parseTime } from '../parse.ts';
import { chosenBy } from '../start-request.ts';

type Options = {
  profile: string;
  strategy: string[];
  data: string;
  symbols?: string;
  universe?: string;
  timeframe?: string;
  balance: string;
  from?: string;
  to?: string;
  journal?: string;
  param: string[];
  json?: boolean;
};

export const backtest = defineCommand({
  name: 'backtest',
  register(program, { roots, terminal }) {
    program
      .command('backtest')
      .description('trade recorded 1-minute candles with a profile and report what came of it')
      .requiredOption(
        '--data <path>',
        'a folder with <SYMBOL>-1m.csv[.gz] and funding/<SYMBOL>-funding.csv[.gz], or one candle file',
      )
      .option('--profile <names>', 'trader profile, or several on one account: strategic,scalper', 'strategic')
      .option(
        '--strategy <file>',
        'a strategy of your own, beside --profile if named; may be given more than once',
        collect,
        [],
      )
      .option('--symbols <list>', 'such as BTCUSDT,ETHUSDT (default: all in the folder)')
      .option('--universe <which>', 'enter only `priority` symbols, or the `top:20` of each time (default: all)')
      .option('--timeframe <bars>', 'length of a bar, such as 15m or 1H (default: what each profile is made for)')
      .option('--balance <usdt>', 'opening balance', '10000')
      .option('--from <time>', 'from this UTC date or time on')
      .option('--to <time>', 'up to this UTC time; of a date, its first moment')
      .option(
        '--param <name=value>',
        'a parameter of the profile, or profile.name=value; may be given more than once',
        collect,
        [],
      )
      .option('--journal <file>', 'keep the journal, for `viper replay`')
      .option('--json', 'print one JSON object')
      .addHelpText(
        'after',
        '\nExample:\n  viper backtest --data ./candles --symbols BTCUSDT,ETHUSDT --from 2025-05-10 --json',
      )
      .action(async (options: Options, command: Command) => {
        let first = 0;
        let progress = startProgress(terminal, { label: '', total: 0 });
        const result = await roots.backtest({
          ...chosenBy(options, command),
          data: options.data,
          symbols: options.symbols === undefined ? undefined : parseSymbols(options.symbols),
          universe: options.universe,
          timeframe: options.timeframe,
          balance: parseBalance(options.balance),
          from: options.from === undefined ? undefined : parseTime(options.from, '--from'),
          to: options.to === undefined ? undefined : parseTime(options.to, '--to'),
          journal: options.journal,
          params: parseParams(options.param),
          onStart: ({ from, to }) => {
            first = from;
            progress = startProgress(terminal, { label: 'backtest', total: to - from });
          },
          onProgress: (at) => progress.update(at - first),
          onNote: (line) => terminal.tell(`viper: ${line}`),
        });
        progress.stop();
        if (options.json) terminal.print(JSON.stringify(result.report));
        else terminal.print(backtestText(result));
        if (result.report.stopped.length === 0) return;
        terminal.tell(stoppedText(result.report));
        process.exitCode = EXIT.failed;
      });
  },
});
