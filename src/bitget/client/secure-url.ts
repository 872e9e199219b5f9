/**
 * Where a client may connect to.
 * Invariant: keys and orders leave this machine only encrypted; plain text stays on the machine.
 */
import { InvalidInput } from '../../domain/index.ts';

const ENCRYPTED = new Set(['https:', 'wss:']);
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** True for an address of this machine itself. */
export const isLoopback = ({ hostname }: URL): boolean => LOOPBACK.test(hostname);

/**
 * @param field what the text was given as.
 * @throws InvalidInput for what is no URL, for plain text to another machine.
 */
export function secureUrl(text: string, field = 'address of the exchange'): URL {
  const url = URL.parse(text);
  if (url && (ENCRYPTED.has(url.protocol) || isLoopback(url))) return url;
  throw new InvalidInput(field, url ? `${url.protocol}//${url.host}` : text, 'https or wss, or this machine itself');
}
