/**
 * Where the services listen and where tokens and secrets are kept, from the environment.
 * Invariant: unset, the services listen on loopback alone.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidInput } from '../../domain/index.ts';
import { locks } from './definitions/index.ts';
import { type Env, textOf } from './variables.ts';

const FOLDER = '.viper';

export type LocksConfig = {
  readonly host: string | undefined;
  readonly tlsCert: string | undefined;
  readonly tlsKey: string | undefined;
  readonly allowedHosts: readonly string[];
  readonly tokensFile: string;
};

export function readLocks(env: Env = process.env): LocksConfig {
  const text = ({ name }: { readonly name: string }): string | undefined => textOf(env, name)?.trim();
  return {
    host: text(locks.host),
    tlsCert: text(locks.tlsCert),
    tlsKey: text(locks.tlsKey),
    allowedHosts: text(locks.allowedHosts)?.split(',') ?? [],
    tokensFile: text(locks.tokensFile) ?? join(FOLDER, 'tokens.json'),
  };
}

/** What a client shows to a service; undefined where none is set. */
export const readToken = <Hidden>(hide: (text: string) => Hidden, env: Env = process.env): Hidden | undefined => {
  const text = textOf(env, locks.token.name)?.trim();
  return text === undefined ? undefined : hide(text);
};

export const readSecretsFile = (env: Env = process.env): string =>
  textOf(env, locks.secretsFile.name)?.trim() ?? join(FOLDER, 'secrets.json');

/** From VIPER_SECRETS_PASSPHRASE, else from the file that VIPER_SECRETS_PASSPHRASE_FILE names. @throws InvalidInput for both, or a file that cannot be read. */
export function readSecretsPassphrase(env: Env = process.env): string | undefined {
  const text = textOf(env, locks.passphrase.name);
  const path = textOf(env, locks.passphraseFile.name)?.trim();
  if (path === undefined) return text;
  if (text !== undefined)
    throw new InvalidInput(
      `${locks.passphrase.name} and ${locks.passphraseFile.name}`,
      'both',
      'one of them, because they name the same thing',
    );
  try {
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  } catch (cause) {
    throw new InvalidInput(locks.passphraseFile.name, path, 'a file that can be read', cause);
  }
}
