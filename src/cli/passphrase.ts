/**
 * The passphrase of the sealed file of secrets: from the environment, or typed.
 * Invariant: never shown, never an argument of a command.
 */
import { InvalidInput } from '../domain/index.ts';
import type { CommandContext } from './command.ts';

const LENGTH_MIN = 12;

type Context = Pick<CommandContext, 'roots' | 'terminal'>;

/** Opens the file where there is one. @throws InvalidInput where nobody can be asked. */
export async function openSecrets(context: Context): Promise<void> {
  const { secrets } = context.roots.locks;
  if (secrets.exists()) secrets.open(await passphraseOf(context));
}

/** Of a file that is there, or of one that is about to be made: that one is asked for twice. */
export async function passphraseOf({ roots, terminal }: Context): Promise<string> {
  const { secrets } = roots.locks;
  const isNew = !secrets.exists();
  const given = secrets.passphrase();
  if (given === undefined && !terminal.ask)
    throw new InvalidInput(
      'VIPER_SECRETS_PASSPHRASE',
      undefined,
      `the passphrase of ${secrets.path}, or VIPER_SECRETS_PASSPHRASE_FILE, where nobody can be asked`,
    );
  const typed = given ?? (await terminal.ask?.('Passphrase (not shown): ', { isHidden: true })) ?? '';
  if (isNew) await checkNew(typed, given === undefined ? terminal : undefined);
  return typed;
}

/** Another one for a file that is there: piped in, or typed twice. @throws InvalidInput for one that is too short or the same. */
export async function nextPassphrase(
  { terminal }: Pick<Context, 'terminal'>,
  { old, piped }: { readonly old: string; readonly piped: string | undefined },
): Promise<string> {
  const next = piped ?? (await terminal.ask?.('New passphrase (not shown): ', { isHidden: true })) ?? '';
  if (next === old) throw new InvalidInput('passphrase', 'the old one', 'another than the one that is in use');
  await checkNew(next, piped === undefined ? terminal : undefined);
  return next;
}

async function checkNew(passphrase: string, asked: Context['terminal'] | undefined): Promise<void> {
  if (passphrase.length < LENGTH_MIN)
    throw new InvalidInput('passphrase', `${passphrase.length} characters`, `at least ${LENGTH_MIN} characters`);
  if (!asked) return;
  const again = await asked.ask?.('The same again: ', { isHidden: true });
  if (again !== passphrase) throw new InvalidInput('passphrase', 'two different ones', 'the same twice');
}
