/**
 * `viper study`: what the profiles do on recorded candles, walked forward, beside holding and beside chance.
 */
import type { Command } from 'commander';
import { defineCommand } from '../command.ts';
import { startProgress, studyText } from '../output/index.ts';
import { collect, parseBalance, parseCount, parseNames, parseShare, parseSymbols } from '../parse.ts';
import type { StudyRequest } from '../roots/index.ts';

type Options = {
  data: string;
  symbols?: string;
  profiles?: string;
  strategy: string[];
  balance: string;
  folds: string;
  train: string;
  random: string;
  write?: string;
  json?: boolean;
};

const ABOUT = `
In each fold the bars are chosen on the training part alone and tried on the time after it. Everything else stays as it is
documented; nothing is fitted. The page says of each profile whether it wins or loses.

Example:
  viper study --data ./candles --symbols BTCUSDT,ETHUSDT --write strategies.md`;

export const study = defineCommand({
  name: 'study',
  register(program, { roots, terminal }) {
    describe(program.command('study')).action(async (options: Options) => {
      let progress: ReturnType<typeof startProgress> | undefined;
      const result = await roots.study({
        ...requestOf(options),
        onProgress: (done, total) => {
          progress ??= startProgress(terminal, { label: 'study', total });
          progress.update(done);
        },
      });
      progress?.stop();
      if (options.json) terminal.print(JSON.stringify(result.study));
      else terminal.print(studyText(result.study, options.write));
    });
  },
});

const describe = (command: Command): Command =>
  command
    .description('walk the profiles forward over recorded candles and say what each is worth')
    .requiredOption('--data <folder>', 'candles, as `viper backtest` reads them')
    .option('--symbols <list>', 'such as BTCUSDT,ETHUSDT (default: all in the folder)')
    .option('--profiles <list>', 'such as strategic,scalper (default: all)')
    .option(
      '--strategy <file>',
      'a strategy of your own, beside --profiles if named; may be given more than once',
      collect,
      [],
    )
    .option('--balance <usdt>', 'opening balance of every run', '10000')
    .option('--folds <count>', 'how often a choice is made and tried, 1 to 50', '4')
    .option('--train <share>', 'share of the time before each test, 0.1 to 0.9', '0.4')
    .option('--random <count>', 'traders who enter by chance, for comparison, 0 to 1000', '50')
    .option('--write <file>', 'write the page (Markdown)')
    .option('--json', 'print one JSON object')
    .addHelpText('after', ABOUT);

const requestOf = (options: Options): Omit<StudyRequest, 'onProgress'> => ({
  data: options.data,
  symbols: options.symbols === undefined ? undefined : parseSymbols(options.symbols),
  profiles: options.profiles === undefined ? undefined : parseNames(options.profiles, '--profiles'),
  strategyFiles: options.strategy,
  balance: parseBalance(options.balance),
  folds: parseCount(options.folds, '--folds', { min: 1, max: 50 }),
  trainShare: parseShare(options.train, '--train', { min: 0.1, max: 0.9 }),
  randomTraders: parseCount(options.random, '--random', { min: 0, max: 1_000 }),
  write: options.write,
});
