/**
 * API keys from the environment, by network.
 * Invariant: a set of three is whole or refused; names of one network are never read for the other.
 */
import { InvalidInput } from '../../domain/index.ts';
import { KEY_NAMES, type KeyNames, type Network } from './definitions/index.ts';
import { type Env, textOf } from './variables.ts';

/** The key is an identifier, the rest is secret, in whatever wrapper the caller hides secrets. */
export type EnvCredentials<Hidden> = {
  /** An RSA key's secret is its private key in PEM form. */
  readonly kind: 'hmac' | 'rsa';
  readonly key: string;
  readonly secret: Hidden;
  readonly passphrase: Hidden;
};

/**
 * The keys for `network`: BITGET_TESTNET_* or BITGET_MAINNET_* if any of them is set, else BITGET_API_KEY and its fellows.
 * A secret in PEM form, its lines apart or joined by "\n", is an RSA key.
 * @param hide wraps a secret at once, such as `(text) => new Secret(text)`.
 * @returns undefined when none is set.
 * @throws InvalidInput naming the variable that a begun set lacks or that is given twice; a value is never shown.
 */
export function readCredentials<Hidden>(
  network: Network,
  hide: (text: string) => Hidden,
  env: Env = process.env,
): EnvCredentials<Hidden> | undefined {
  const found = readSet(KEY_NAMES[network], env) ?? readSet(KEY_NAMES.any, env);
  if (!found) return undefined;
  const { key, secret, passphrase } = found;
  const isRsa = secret.startsWith('-----BEGIN ');
  return {
    kind: isRsa ? 'rsa' : 'hmac',
    key,
    secret: hide(isRsa ? secret.replaceAll('\\n', '\n') : secret),
    passphrase: hide(passphrase),
  };
}

/**
 * The keys for `network`, which must be there.
 * @throws InvalidInput as `readCredentials`, and when none is set: it names the variables, and says so when only those of
 * the other network are there.
 */
export function requireCredentials<Hidden>(
  network: Network,
  hide: (text: string) => Hidden,
  env: Env = process.env,
): EnvCredentials<Hidden> {
  const found = readCredentials(network, hide, env);
  if (found) return found;
  const other = network === 'testnet' ? 'mainnet' : 'testnet';
  const others = Object.values(KEY_NAMES[other]).flat();
  const start = `BITGET_${network.toUpperCase()}_`;
  const hint = others.some((name) => textOf(env, name) !== undefined)
    ? `; the keys of the ${other} are set and are not used for the ${network}`
    : '';
  const names = `${start}SECRET_KEY and ${start}PASSPHRASE`;
  throw new InvalidInput(`${start}API_KEY`, undefined, `an API key of the ${network}, with ${names}${hint}`);
}

type PlainSet = { readonly key: string; readonly secret: string; readonly passphrase: string };

function readSet(names: KeyNames, env: Env): PlainSet | undefined {
  const all = Object.values(names).flat();
  if (all.every((name) => textOf(env, name) === undefined)) return undefined;
  return {
    key: singleOf(names.key, env),
    secret: singleOf(names.secret, env),
    passphrase: singleOf(names.passphrase, env),
  };
}

/** The one value among names for the same thing, without the spaces that copying leaves around it. */
function singleOf(names: readonly string[], env: Env): string {
  const values = new Set(names.flatMap((name) => textOf(env, name)?.trim() || []));
  const [value] = values;
  if (value === undefined) {
    throw new InvalidInput(names.join(' or '), undefined, 'a value, because others of its set are given');
  }
  if (values.size > 1) {
    throw new InvalidInput(names.join(' and '), 'several values', 'one value, because they name the same thing');
  }
  return value;
}
