/**
 * Which Bitget is traded with, and how fast it is asked, from the environment.
 * Invariant: without a word about it the network is the testnet; real money needs to be asked for.
 */
import { InvalidInput } from '../../domain/index.ts';
import type { Network } from './read-credentials.ts';
import { type Env, oneOf, textOf, wholeNumber } from './variables.ts';

const NETWORKS: readonly Network[] = ['testnet', 'mainnet'];
const SWITCHES = ['BITGET_USE_TESTNET', 'USE_TESTNET'];
const YES = ['true', '1', 'yes', 'on'];
const NO = ['false', '0', 'no', 'off'];

/**
 * BITGET_NETWORK (testnet or mainnet), or BITGET_USE_TESTNET or USE_TESTNET (true or false); testnet when none is set.
 * @throws InvalidInput for another value, and when two of them disagree.
 */
export function readNetwork(env: Env = process.env): Network {
  const named = textOf(env, 'BITGET_NETWORK')
    ? [oneOf(env, 'BITGET_NETWORK', { default: 'testnet', allowed: NETWORKS })]
    : [];
  const said = [...named, ...SWITCHES.flatMap((name) => switchOf(env, name) ?? [])];
  const [network = 'testnet'] = said;
  if (said.some((other) => other !== network)) {
    throw new InvalidInput(`BITGET_NETWORK, ${SWITCHES.join(', ')}`, said.join(' and '), 'one network');
  }
  return network;
}

function switchOf(env: Env, name: string): Network | undefined {
  const text = textOf(env, name)?.toLowerCase();
  if (text === undefined) return undefined;
  if (YES.includes(text)) return 'testnet';
  if (NO.includes(text)) return 'mainnet';
  throw new InvalidInput(name, text, 'true or false');
}

/** RATE_LIMIT_REQUESTS_PER_SECOND: 1 to 100, 2 when unset. It bounds all requests to a real network but those that reduce risk. */
export const readRequestsPerSecond = (env: Env = process.env): number =>
  wholeNumber(env, 'RATE_LIMIT_REQUESTS_PER_SECOND', { default: 2, min: 1, max: 100 });
