/**
 * `viper secrets`: keys and passwords in a sealed file, in place of plain lines in `.env`.
 * Invariant: a value is typed or piped in, never an argument, and never printed.
 */
import { text as textOfStream } from 'node:stream/consumers';
import { InvalidInput } from '../../domain/index.ts';
import { type CommandContext, defineCommand } from '../command.ts';
import { rowsTable } from '../output/index.ts';
import { nextPassphrase, passphraseOf } from '../passphrase.ts';

export const secrets = defineCommand({
  name: 'secrets',
  register(program, context) {
    const { roots, terminal } = context;
    const command = program
      .command('secrets')
      .description('keep keys and passwords in a file sealed with a passphrase');
    command
      .command('set <variable>')
      .description('ask for the value of a variable, such as BITGET_MAINNET_SECRET_KEY, and seal it')
      .option('--stdin', 'read the value from standard input; the passphrase then comes from the environment')
      .action((name: string, { stdin }: { stdin?: boolean }) => set(name, stdin === true, context));
    command
      .command('list')
      .description('names of what is sealed')
      .option('--json', 'print one JSON object a variable')
      .action(async ({ json }: { json?: boolean }) => {
        const { secrets: sealed } = roots.locks;
        const rows = sealed.exists() ? sealed.list(await passphraseOf(context)) : [];
        if (json) for (const row of rows) terminal.print(JSON.stringify(row));
        else if (rows.length === 0) terminal.print(`Nothing is sealed in ${sealed.path}.`);
        else
          terminal.print(
            rowsTable(
              ['variable', 'set'],
              rows.map(({ name, setAt }) => [name, setAt]),
            ),
          );
      });
    command
      .command('passphrase')
      .description('change the passphrase: all that is sealed is sealed anew')
      .option('--stdin', 'read the new one from standard input; the old one then comes from the environment')
      .action(({ stdin }: { stdin?: boolean }) => changePassphrase(stdin === true, context));
    command
      .command('remove <variable>')
      .description('take a variable out of the sealed file')
      .action(async (name: string) => {
        const { secrets: sealed } = roots.locks;
        const isRemoved = sealed.exists() && sealed.remove(name, await passphraseOf(context));
        if (!isRemoved) throw new InvalidInput('variable', name, `one of \`viper secrets list\``);
        terminal.print(`Removed ${name} from ${sealed.path}.`);
      });
  },
});

async function changePassphrase(isPiped: boolean, context: CommandContext): Promise<void> {
  const { roots, terminal } = context;
  const { secrets: sealed } = roots.locks;
  if (!sealed.exists()) throw new InvalidInput('viper secrets passphrase', 'no file', `one in ${sealed.path}`);
  checkAsking('viper secrets passphrase', isPiped, context);
  const isGiven = sealed.passphrase() !== undefined;
  const old = await passphraseOf(context);
  // A wrong one is told before the new one is asked for.
  sealed.list(old);
  const piped = isPiped ? await pipedText() : undefined;
  const count = sealed.changePassphrase(old, await nextPassphrase(context, { old, piped })) ?? 0;
  terminal.print(`Sealed ${count} ${count === 1 ? 'value' : 'values'} in ${sealed.path} with the new passphrase.`);
  if (isGiven)
    terminal.tell(
      'VIPER_SECRETS_PASSPHRASE, or the file that VIPER_SECRETS_PASSPHRASE_FILE names, still holds the old one.',
    );
}

const pipedText = async (): Promise<string> => (await textOfStream(process.stdin)).replace(/\r?\n$/, '');

/** @throws InvalidInput where nobody can be asked and nothing is piped in, or the passphrase would have to be asked for beside it. */
function checkAsking(command: string, isPiped: boolean, { roots, terminal }: CommandContext): void {
  if (!isPiped && !terminal.ask)
    throw new InvalidInput(command, 'no terminal', '--stdin where nobody can be asked at a terminal');
  if (isPiped && roots.locks.secrets.passphrase() === undefined)
    throw new InvalidInput(
      '--stdin',
      'no passphrase',
      'VIPER_SECRETS_PASSPHRASE or VIPER_SECRETS_PASSPHRASE_FILE with it',
    );
}

async function set(name: string, isPiped: boolean, context: CommandContext): Promise<void> {
  const { roots, terminal } = context;
  const { secrets: sealed } = roots.locks;
  if (!sealed.storable().includes(name))
    throw new InvalidInput('variable', name, 'one that is secret: see `viper config print`');
  checkAsking('viper secrets set', isPiped, context);
  const passphrase = await passphraseOf(context);
  // A wrong passphrase is told before the value is asked for.
  if (sealed.exists()) sealed.list(passphrase);
  const value = isPiped
    ? await pipedText()
    : ((await terminal.ask?.(`${name} (not shown): `, { isHidden: true })) ?? '').trim();
  if (value === '') throw new InvalidInput(name, 'nothing', 'a value; `viper secrets remove` takes one out');
  sealed.set(name, value, passphrase);
  terminal.print(`Sealed ${name} in ${sealed.path}.`);
}
