/**
 * `viper universe`: which markets are worth trading at the moment, and by which rule the others are not.
 */
import type { Command } from 'commander';
import { defineCommand } from '../command.ts';
import { universeText } from '../output/index.ts';
import { collect, parseCount, parseParams, parseSymbols } from '../parse.ts';

type Options = {
  universe: string;
  members?: string;
  param: string[];
  scores: string;
  baseUrl?: string;
  json?: boolean;
};

export const universe = defineCommand({
  name: 'universe',
  register(program, { roots, terminal }) {
    describe(program.command('universe')).action(async (options: Options) => {
      const report = await roots.universe({
        which: options.universe,
        members: options.members === undefined ? [] : parseSymbols(options.members),
        settings: parseParams(options.param),
        scoresMax: parseCount(options.scores, '--scores', { min: 0, max: 200 }),
        baseUrl: options.baseUrl,
      });
      terminal.print(options.json ? JSON.stringify(report) : universeText(report));
    });
  },
});

const describe = (command: Command): Command =>
  command
    .description('show which markets are in and which are out, by which rule; asks the exchange without a key')
    .option('--universe <which>', '`priority`, or `top:` and a count', 'top:20')
    .option('--members <list>', 'symbols that are in now: each stays until it falls well short')
    .option(
      '--param <name=value>',
      'a setting, such as quoteVolumeMin=5000000; may be given more than once',
      collect,
      [],
    )
    .option('--scores <count>', 'how many are ranked by VIPER score, the best by volume first; one request each', '40')
    .option('--base-url <address>', 'REST address of the exchange, such as that of an embedded one (default: Bitget)')
    .option('--json', 'print one JSON object');
