/**
 * What the environment says of the networks: which one it expects, where it is, and how fast it is asked.
 * Invariant: the environment alone never turns a run to real money; it can only object.
 */
import { InvalidInput } from '../../domain/index.ts';
import { type Network, network as variables } from './definitions/index.ts';
import { type Env, oneOf, textOf, wholeNumber } from './variables.ts';

const SWITCHES = ['BITGET_USE_TESTNET', 'USE_TESTNET'];
const YES = ['true', '1', 'yes', 'on'];
const NO = ['false', '0', 'no', 'off'];

/**
 * Holds the network that a run is about to trade on against BITGET_NETWORK (testnet or mainnet) and BITGET_USE_TESTNET or
 * USE_TESTNET (true or false), where they are set.
 * @throws InvalidInput for another value, and when one of them names the other network.
 */
export function checkNetwork(network: Network, env: Env = process.env): void {
  const said = [oneOf(env, variables.name), ...SWITCHES.map((name) => switchOf(env, name))];
  const other = said.find((name) => name !== undefined && name !== network);
  if (other === undefined) return;
  const names = `BITGET_NETWORK, ${SWITCHES.join(', ')}`;
  throw new InvalidInput(names, other, `${network}, which is what the mode trades on, or nothing`);
}

function switchOf(env: Env, name: string): Network | undefined {
  const text = textOf(env, name)?.toLowerCase();
  if (text === undefined) return undefined;
  if (YES.includes(text)) return 'testnet';
  if (NO.includes(text)) return 'mainnet';
  throw new InvalidInput(name, text, 'true or false');
}

/** RATE_LIMIT_REQUESTS_PER_SECOND: 1 to 100, 2 when unset. It bounds all requests to a real network but those that reduce risk. */
export const readRequestsPerSecond = (env: Env = process.env): number => wholeNumber(env, variables.requestsPerSecond);

/** Where to connect instead of Bitget's own hosts, by the variable that says so. */
export type AddressOverride = {
  /** BITGET_BASE_URL, of the REST API. */
  readonly restUrl: string | undefined;
  /** BITGET_SOCKET_URL, without a path; else that of BITGET_BASE_URL with ws for http. */
  readonly socketOrigin: string | undefined;
};

/** For a proxy, or an exchange on this machine. The texts are as they were given; a slash at the end is left out. */
export function readAddressOverride(env: Env = process.env): AddressOverride {
  const [restUrl, socketOrigin] = ['BITGET_BASE_URL', 'BITGET_SOCKET_URL'].map((name) =>
    textOf(env, name)?.trim().replace(/\/+$/, ''),
  );
  return { restUrl, socketOrigin: socketOrigin ?? restUrl?.replace(/^http/, 'ws') };
}
