/**
 * `viper init`: writes the `.env` of the working directory.
 * Invariant: a file that is there is replaced only after a yes, and kept beside the new one; a secret is never shown.
 */
import { InvalidInput, TradingError } from '../../domain/index.ts';
import { type CommandContext, defineCommand } from '../command.ts';
import type { ConfigRoots } from '../diagnosis-roots.ts';
import { askAll } from '../init-questions.ts';
import { oneOf } from '../parse.ts';

type Options = { defaults?: boolean; force?: boolean; network?: string };

export const init = defineCommand({
  name: 'init',
  register(program, context) {
    program
      .command('init')
      .description('ask for keys and limits, and write them to .env, readable by you alone')
      .option('--network <name>', 'testnet or mainnet: whose keys are asked for (default: it is asked)')
      .option('--defaults', 'ask nothing: write every variable with its default as a comment, and no keys')
      .option('--force', 'replace a file that is there without asking; it is kept as .env.backup')
      .action((options: Options) => run(options, context));
  },
});

async function run(options: Options, { roots: { config }, terminal }: CommandContext): Promise<void> {
  const { ask } = terminal;
  if (!options.defaults && !ask)
    throw new InvalidInput('init', 'no terminal', '--defaults where nobody can be asked at a terminal');
  const present = config.present();
  if (present && !(options.force || (await mayReplace(ask, options)))) {
    terminal.tell('Nothing was written; the .env is as it was.');
    return;
  }
  const network =
    options.network === undefined ? undefined : oneOf('--network', options.network, ['testnet', 'mainnet']);
  const values = options.defaults || !ask ? {} : await askAll({ ask, tell: terminal.tell, config, present, network });
  save(config, values, terminal);
}

async function mayReplace(ask: CommandContext['terminal']['ask'], { defaults }: Options): Promise<boolean> {
  if (defaults || !ask)
    throw new InvalidInput('.env', 'a file that is there', '--force with it, which keeps it as .env.backup');
  const answer = await ask(
    'There is a .env. Replace it? It is kept as .env.backup, and its values are offered. [y/N] ',
  );
  return /^y(es)?$/i.test(answer.trim());
}

function save(
  config: ConfigRoots,
  values: Readonly<Record<string, string>>,
  { print }: CommandContext['terminal'],
): void {
  const [problem] = config.problems(values);
  if (problem !== undefined) throw new TradingError('not-written', `nothing was written: ${problem}`);
  const { path, backup } = config.write(values);
  print(`Wrote ${path}, readable by you alone.`);
  if (backup !== undefined) print(`The file that was there is kept as ${backup}.`);
  print('`viper config print` shows what is in force; `viper validate` tries the connection.');
}
