/**
 * `viper symbols`: which symbols the running engine follows; takes one in or out while it runs.
 */
import type { Command } from 'commander';
import { normalizeSymbol } from '../../domain/index.ts';
import { type CommandContext, defineCommand } from '../command.ts';
import { addedText, removedText, symbolsText, wouldText } from '../output/index.ts';

type Options = { readonly json?: boolean; readonly dryRun?: boolean };

export const symbols = defineCommand({
  name: 'symbols',
  register(program, context) {
    const command = program
      .command('symbols')
      .description(
        'show, add and remove symbols of the engine that runs (port: LIVE_TRADING_ENGINE_PORT, default 8002)',
      );
    command
      .command('list')
      .description('each symbol: whether it is entered, who said so, and what is open in it')
      .option('--json', 'print one JSON object')
      .action((options: Options) => list(options, context));
    changing(command.command('add <symbol>'))
      .description('follow a symbol and let strategies enter it; kept over restarts')
      .action((symbol: string, options: Options) => change('add', symbol, options, context));
    changing(command.command('remove <symbol>'))
      .description('enter nothing in it any more; what is open keeps its stop and is managed to its end')
      .action((symbol: string, options: Options) => change('remove', symbol, options, context));
  },
});

const changing = (command: Command): Command =>
  command.option('--dry-run', 'say what would happen and change nothing').option('--json', 'print one JSON object');

async function list({ json }: Options, { roots, terminal }: CommandContext): Promise<void> {
  const found = await roots.symbols.list();
  terminal.print(json ? JSON.stringify(found) : symbolsText(found.symbols));
}

async function change(
  what: 'add' | 'remove',
  text: string,
  { json, dryRun }: Options,
  { roots, terminal }: CommandContext,
): Promise<void> {
  const symbol = normalizeSymbol(text);
  if (dryRun) {
    const wouldBe = wouldText(what, symbol, await roots.symbols.list());
    return terminal.print(json ? JSON.stringify({ symbol, dryRun: true, wouldBe }) : wouldBe);
  }
  if (what === 'add') {
    const added = await roots.symbols.add(symbol);
    return terminal.print(json ? JSON.stringify(added) : addedText(added));
  }
  const removed = await roots.symbols.remove(symbol);
  terminal.print(json ? JSON.stringify(removed) : removedText(removed));
}
