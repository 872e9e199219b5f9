/**
 * Text from outside without what must stay secret: an exchange, or something in between, may repeat what it was sent.
 */
import type { Credentials } from './secret.ts';

const HIDDEN = '[secret]';

/** The text with every occurrence of the secret and of the passphrase hidden. */
export function masked(text: string, credentials: Credentials | undefined): string {
  let shown = text;
  for (const secret of credentials ? [credentials.secret, credentials.passphrase] : []) {
    if (!secret.isEmpty) shown = shown.replaceAll(secret.reveal(), HIDDEN);
  }
  return shown;
}
