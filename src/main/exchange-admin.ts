/**
 * Calls the admin API of a running `viper exchange`.
 * Invariant: what the exchange says no to is an error with the exchange's own words.
 */
import { readFileSync } from 'node:fs';
import { type Static, Type } from 'typebox';
import { Check } from 'typebox/schema';
import type { AdminRequest } from '../cli/index.ts';
import { InvalidInput, TradingError } from '../domain/index.ts';
import { readFaults } from './exchange-faults.ts';

/** A far jump of a driven clock works through the market between. */
const TIMEOUT_MS = 600_000;

const Address = Type.Object({ admin: Type.Object({ url: Type.String(), token: Type.String() }) });
const No = Type.Object({ error: Type.String(), code: Type.String() });
const NotAllowed = Type.Object({ field: Type.String(), value: Type.String(), allowed: Type.String() });

/** @throws InvalidInput for a file that is not an exchange's, and for what the exchange does not allow; TradingError `not-running`. */
export async function exchangeAdmin({ exchange, method, path, body }: AdminRequest): Promise<unknown> {
  const { url, token } = readAddress(exchange).admin;
  const answer = await fetch(`${url}/${path.replace(/^\//, '')}`, {
    method,
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(TIMEOUT_MS),
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }).catch((cause: unknown) => {
    throw new TradingError('not-running', `the exchange of ${exchange} does not answer at ${url}`, { cause });
  });
  const value: unknown = await answer.json();
  if (answer.ok) return value;
  if (!Check(No, value)) throw new InvalidInput('operation', `${method} ${path}`, 'one of docs/reference/admin-api.md');
  if (Check(NotAllowed, value)) throw new InvalidInput(value.field, unquoted(value.value), value.allowed);
  throw new TradingError(value.code, value.error);
}

/** Adds rules that are given as on the command line. @returns them as the exchange has them */
export async function addFaults(exchange: string, rules: string): Promise<readonly unknown[]> {
  const added: unknown[] = [];
  for (const body of readFaults(rules))
    added.push(await exchangeAdmin({ exchange, method: 'POST', path: 'faults', body }));
  return added;
}

/** As it was before it was put into words. */
const unquoted = (text: string): string => text.replace(/^"(.*)"$/s, '$1');

function readAddress(file: string): Static<typeof Address> {
  const allowed = 'a file that holds the JSON line of `viper exchange --json`';
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8').split('\n', 1)[0] ?? '');
    if (Check(Address, value)) return value;
  } catch (cause) {
    throw new InvalidInput('--exchange', file, allowed, cause);
  }
  throw new InvalidInput('--exchange', file, allowed);
}
