/**
 * Where a network of Bitget is reached: its own hosts, or what the environment names instead of them.
 * Invariant: nothing but https and wss leaves this machine.
 */
import { readAddressOverride } from '../../adapters/config/index.ts';
import { isLoopback, NETWORKS, secureUrl } from '../../bitget/index.ts';
import { InvalidInput } from '../../domain/index.ts';

export type Place = {
  readonly restUrl: string;
  readonly socketOrigin: string;
  readonly isDemoTrading: boolean;
  /** The REST host, for people. */
  readonly host: string;
  /** It is an exchange on this machine that plays Bitget. */
  readonly isHere: boolean;
};

/** @param baseUrl of the option `--base-url`, which goes before the environment. @throws InvalidInput naming it, BITGET_BASE_URL or BITGET_SOCKET_URL. */
export function placeOf(network: keyof typeof NETWORKS, baseUrl?: string): Place {
  const usual = NETWORKS[network];
  const override =
    baseUrl === undefined
      ? readAddressOverride()
      : { restUrl: baseUrl.replace(/\/+$/, ''), socketOrigin: baseUrl.replace(/^http/, 'ws') };
  const restUrl = override.restUrl ?? usual.restUrl;
  const socketOrigin = override.socketOrigin ?? usual.socketOrigin;
  const rest = urlOf(baseUrl === undefined ? 'BITGET_BASE_URL' : '--base-url', restUrl, 'http');
  urlOf('BITGET_SOCKET_URL', socketOrigin, 'ws');
  return {
    restUrl,
    socketOrigin,
    isDemoTrading: usual.isDemoTrading,
    host: rest.host,
    isHere: isLoopback(rest),
  };
}

function urlOf(variable: string, text: string, scheme: 'http' | 'ws'): URL {
  const url = secureUrl(text, variable);
  const isPlain = url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  if (isPlain && (url.protocol === `${scheme}:` || url.protocol === `${scheme}s:`)) return url;
  throw new InvalidInput(variable, url.origin, `an address such as ${scheme}s://host, with nothing after it`);
}
