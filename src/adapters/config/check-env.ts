/**
 * Whether all that is set has a name that Viper reads and a value that it allows.
 * Invariant: a misspelt name is an error, not a default; no secret stands in a message.
 */
import { existsSync } from 'node:fs';
import { InvalidInput } from '../../domain/index.ts';
import { definitions, KEY_NAMES } from './definitions/index.ts';
import { nearMiss } from './near-miss.ts';
import { readAlerts } from './read-alerts.ts';
import { readCredentials } from './read-credentials.ts';
import { readEnv, readScoring } from './read-env.ts';
import { readGatewayCredentials } from './read-gateway.ts';
import { readSecretsFile } from './read-locks.ts';
import { areSecretsOpen } from './stored-secrets.ts';
import { checkVariable, type Env, textOf } from './variables.ts';

/** Names that begin so belong to Viper: nothing else reads them. */
const OURS = /^(VIPER|BITGET)_/;

const KNOWN: readonly string[] = definitions.map(({ name }) => name);

/** Every fault. @param fileNames those of `.env`, where a near miss of any name counts. */
export function problemsOf(env: Env = process.env, fileNames: Iterable<string> = []): readonly InvalidInput[] {
  const named = [...unknownNames(env, fileNames)];
  const values = definitions.flatMap((definition) => caught(() => checkVariable(env, definition)));
  if (values.length > 0) return [...named, ...values];
  const sets = [
    () => checkKeys(env),
    () => readGatewayCredentials(() => undefined, env),
    () => readAlerts(() => undefined, env),
  ];
  const together = [() => readEnv(env), () => readScoring(env), ...(isPartSealed(env) ? [] : sets)];
  return [...named, ...together.flatMap(caught)];
}

/** What a set lacks may stand in the sealed file, which this command has no need to open. */
const isPartSealed = (env: Env): boolean =>
  env === process.env && !areSecretsOpen() && existsSync(readSecretsFile(env));

/** @throws InvalidInput for the first fault, naming the variable. */
export function checkEnvironment(env: Env = process.env, fileNames: Iterable<string> = []): void {
  const [first] = problemsOf(env, fileNames);
  if (first) throw first;
}

function* unknownNames(env: Env, fileNames: Iterable<string>): Generator<InvalidInput> {
  const inFile = new Set(fileNames);
  for (const name of Object.keys(env).sort()) {
    if (textOf(env, name) === undefined || KNOWN.includes(name)) continue;
    const meant =
      nearMiss(name.toUpperCase(), KNOWN) ?? (KNOWN.includes(name.toUpperCase()) ? name.toUpperCase() : undefined);
    if (OURS.test(name) || (inFile.has(name) && meant !== undefined)) yield unknownName(name, meant);
  }
}

function unknownName(name: string, meant: string | undefined): InvalidInput {
  const allowed = meant === undefined ? 'a variable of `viper config print`' : `${meant}, if that is meant`;
  return new InvalidInput('environment variable', name, allowed);
}

/** A begun set is whole, and says each thing once. */
function checkKeys(env: Env): void {
  for (const network of ['testnet', 'mainnet'] as const) {
    const names = Object.values(KEY_NAMES[network]).flat();
    if (names.some((name) => textOf(env, name) !== undefined)) readCredentials(network, () => undefined, env);
  }
  if (
    Object.values(KEY_NAMES.any)
      .flat()
      .some((name) => textOf(env, name) !== undefined)
  ) {
    const others = Object.values(KEY_NAMES.testnet).flat();
    readCredentials(
      'testnet',
      () => undefined,
      Object.fromEntries(Object.entries(env).filter(([name]) => !others.includes(name))),
    );
  }
}

function caught(check: () => unknown): InvalidInput[] {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof InvalidInput) return [error];
    throw error;
  }
}
