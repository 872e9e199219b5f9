/**
 * `viper trades`: what a bot has traded and what came of it, over all its runs.
 */
import { InvalidInput, normalizeSymbol } from '../../domain/index.ts';
import { defineCommand } from '../command.ts';
import { tradesCsv, tradesText } from '../output/index.ts';
import { type Bounds, parseCount, parseMoment } from '../parse.ts';

const SHOWN = 50;
const LIMIT: Bounds = { min: 0, max: 1_000_000 };

type Options = {
  readonly dataDir?: string;
  readonly journal?: string;
  readonly since?: string;
  readonly until?: string;
  readonly symbol?: string;
  readonly limit?: string;
  readonly csv?: boolean;
  readonly json?: boolean;
};

export const trades = defineCommand({
  name: 'trades',
  register(program, { roots, terminal }) {
    program
      .command('trades')
      .description('what the bot has traded over all its runs, and what came of it; a run may go on meanwhile')
      .option('--data-dir <folder>', 'of the run (default: the one folder in .viper that has a journal)')
      .option('--journal <file>', 'in place of a folder: a journal, such as that of a backtest')
      .option('--since <when>', 'that ended at this UTC time or later; 24h, 7d: so long ago')
      .option('--until <when>', 'that ended before this UTC time; 24h, 7d: so long ago')
      .option('--symbol <name>', 'of one symbol')
      .option('--limit <count>', `show so many, the latest (default: ${SHOWN} in the table, else all); sums are of all`)
      .option('--csv', 'print the trades as CSV')
      .option('--json', 'print one JSON object')
      .action(async (options: Options) => {
        const { csv, json } = checked(options);
        const limit = options.limit === undefined ? undefined : parseCount(options.limit, '--limit', LIMIT);
        const found = await roots.trades({
          dataDir: options.dataDir,
          journal: options.journal,
          since: options.since === undefined ? undefined : parseMoment(options.since, '--since'),
          until: options.until === undefined ? undefined : parseMoment(options.until, '--until'),
          symbol: options.symbol === undefined ? undefined : normalizeSymbol(options.symbol),
        });
        const shown = last(found.trades, limit ?? (csv || json ? undefined : SHOWN));
        if (json) return terminal.print(JSON.stringify({ ...found, trades: shown }));
        if (csv) return terminal.print(tradesCsv(shown));
        const columns = terminal.isInteractive ? terminal.columns : Number.POSITIVE_INFINITY;
        terminal.print(tradesText(found, shown, columns));
      });
  },
});

function checked(options: Options): Options {
  if (options.csv && options.json) throw new InvalidInput('--json', '--csv --json', 'one of the two');
  if (options.dataDir !== undefined && options.journal !== undefined)
    throw new InvalidInput('--journal', options.journal, 'without --data-dir');
  return options;
}

const last = <T>(rows: readonly T[], count: number | undefined): readonly T[] =>
  count === undefined ? rows : rows.slice(Math.max(0, rows.length - count));
