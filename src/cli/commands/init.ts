/**
 * `viper init`: writes the `.env` of the working directory.
 * Invariant: a file that is there is replaced only after a yes, and kept beside the new one; a secret is never shown, and
 * one that is sealed is neither asked for nor written.
 */
import { InvalidInput, TradingError } from '../../domain/index.ts';
import { type CommandContext, defineCommand } from '../command.ts';
import { askAll } from '../init-questions.ts';
import { oneOf } from '../parse.ts';
import { passphraseOf } from '../passphrase.ts';
import type { ConfigRoots } from '../roots/index.ts';

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

async function run(options: Options, context: CommandContext): Promise<void> {
  const { terminal } = context;
  const { config, locks } = context.roots;
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
  if (options.defaults || !ask) return save(config, {}, terminal);
  const names = await openSealed(context);
  const sealed = { path: locks.secrets.path, has: (name: string) => names.has(config.usualName(name)) };
  save(config, await askAll({ ask, tell: terminal.tell, config, present, network, sealed }), terminal);
}

/** The usual names of what is sealed, which is open from then on. Without such a file nobody is asked for its passphrase. */
async function openSealed(context: CommandContext): Promise<ReadonlySet<string>> {
  const { config, locks } = context.roots;
  const { secrets } = locks;
  if (!secrets.exists()) return new Set();
  const passphrase = await passphraseOf(context);
  secrets.open(passphrase);
  return new Set(secrets.list(passphrase).map(({ name }) => config.usualName(name)));
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
  const [problem] = config.problemsOfFile(values);
  if (problem !== undefined) throw new TradingError('not-written', `nothing was written: ${problem}`);
  const { path, backup } = config.write(values);
  print(`Wrote ${path}, readable by you alone.`);
  if (backup !== undefined) print(`The file that was there is kept as ${backup}.`);
  print('`viper config print` shows what is in force; `viper validate` tries the connection.');
}
