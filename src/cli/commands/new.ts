/**
 * `viper new strategy`: a folder to begin one's own strategy in.
 */
import { defineCommand } from '../command.ts';
import { oneOf } from '../parse.ts';
import type { StrategyExample } from '../roots/index.ts';

type Options = { dir?: string; like: string; json?: boolean };

const EXAMPLES: readonly StrategyExample[] = ['ema-cross', 'donchian-breakout', 'bollinger-reversion'];

export const create = defineCommand({
  name: 'new',
  register(program, { roots, terminal }) {
    program
      .command('new')
      .description('begin something of your own')
      .command('strategy')
      .description('write a strategy with its test and a README; overwrites nothing')
      .argument('<name>', 'such as dip-buyer')
      .option('--dir <folder>', 'where to (default: a folder of its name)')
      .option('--like <example>', `what to begin with: ${EXAMPLES.join(', ')}`, 'ema-cross')
      .option('--json', 'print one JSON object')
      .addHelpText('after', '\nExample:\n  viper new strategy dip-buyer --like bollinger-reversion')
      .action(async (name: string, { dir, like, json }: Options) => {
        const made = await roots.newStrategy({ name, dir, like: oneOf('--like', like, EXAMPLES) });
        if (json) return terminal.print(JSON.stringify(made));
        for (const file of made.files) terminal.print(`Wrote ${file}`);
        terminal.print(`\`viper start --strategy ${made.strategy}\` runs it; the README says how to test it.`);
      });
  },
});
