/**
 * API keys from the environment.
 * Invariant: a set of three is whole or refused; names of one network are never read for the other.
 */
import { InvalidInput } from '../../domain/index.ts';
import { type Env, textOf } from './variables.ts';

export type Network = 'testnet' | 'mainnet';

type Names = {
  readonly key: readonly string[];
  readonly secret: readonly string[];
  readonly passphrase: readonly string[];
};

const ANY_NETWORK: Names = {
  key: ['BITGET_API_KEY'],
  secret: ['BITGET_SECRET_KEY', 'BITGET_API_SECRET'],
  passphrase: ['BITGET_PASSPHRASE', 'BITGET_API_PASSPHRASE', 'BITGET_API_PASSWORD'],
};

const ofNetwork = (network: string): Names => ({
  key: [`BITGET_${network}_API_KEY`],
  secret: [`BITGET_${network}_SECRET_KEY`],
  passphrase: [`BITGET_${network}_PASSPHRASE`],
});

/** The key is an identifier, the rest is secret, in whatever wrapper the caller hides secrets. */
export type EnvCredentials<Hidden> = { readonly key: string; readonly secret: Hidden; readonly passphrase: Hidden };

/**
 * The keys for `network`: BITGET_TESTNET_* or BITGET_MAINNET_* if any of them is set, else BITGET_API_KEY and its fellows.
 * @param hide wraps a secret at once, such as `(text) => new Secret(text)`.
 * @returns undefined when none is set.
 * @throws InvalidInput naming the variable that a begun set lacks; a value is never shown.
 */
export function readCredentials<Hidden>(
  network: Network,
  hide: (text: string) => Hidden,
  env: Env = process.env,
): EnvCredentials<Hidden> | undefined {
  const found = readSet(ofNetwork(network.toUpperCase()), env) ?? readSet(ANY_NETWORK, env);
  return found && { key: found.key, secret: hide(found.secret), passphrase: hide(found.passphrase) };
}

function readSet(names: Names, env: Env): EnvCredentials<string> | undefined {
  const all = Object.values(names).flat();
  if (all.every((name) => textOf(env, name) === undefined)) return undefined;
  const value = (fellows: readonly string[]): string => {
    const found = fellows.map((name) => textOf(env, name)).find((text) => text !== undefined);
    if (found !== undefined) return found;
    throw new InvalidInput(fellows.join(' or '), undefined, 'a value, because others of its set are given');
  };
  return { key: value(names.key), secret: value(names.secret), passphrase: value(names.passphrase) };
}
