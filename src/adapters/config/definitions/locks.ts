/**
 * Who may reach the services, and where their secrets are kept.
 * Invariant: unset, everything stays on this machine.
 */
import { hidden, plain, type Section } from '../definition.ts';

/** A path that a line can hold. */
const FILE = { allowed: 'the path of a file', check: /^\P{Cc}+$/u };
const HOSTS = 'names such as viper.example or viper.example:8443, with commas between';

export const locks = {
  host: plain('VIPER_HOST', {
    allowed: 'an IP address of this machine, or localhost',
    check: /^(localhost|[\d.]{7,15}|[\da-fA-F:.]{2,45})$/,
    about: 'where the services listen (default: 127.0.0.1); elsewhere only with TLS and a token',
  }),
  tlsCert: plain('VIPER_TLS_CERT', { ...FILE, about: 'certificate of the services in PEM form, with its chain' }),
  tlsKey: plain('VIPER_TLS_KEY', { ...FILE, about: 'its private key in PEM form' }),
  allowedHosts: plain('VIPER_ALLOWED_HOSTS', {
    allowed: HOSTS,
    check: /^[\w.-]+(:\d{1,5})?(,[\w.-]+(:\d{1,5})?)*$/,
    about: 'further names that the services answer to; needs a token',
  }),
  tokensFile: plain('VIPER_TOKENS_FILE', { ...FILE, about: 'tokens (default: .viper/tokens.json)' }),
  token: hidden('VIPER_TOKEN', {
    about: 'token that `viper status` shows to a service that asks for one',
    isIdentifier: false,
  }),
  secretsFile: plain('VIPER_SECRETS_FILE', {
    ...FILE,
    about: 'sealed file of `viper secrets` (default: .viper/secrets.json)',
  }),
  passphrase: hidden('VIPER_SECRETS_PASSPHRASE', {
    about: 'its passphrase, where nobody can be asked',
    isIdentifier: false,
  }),
  passphraseFile: plain('VIPER_SECRETS_PASSPHRASE_FILE', {
    ...FILE,
    about: 'a file that holds the passphrase and nothing else',
  }),
};

export const locksSection: Section = {
  title: 'Locks',
  about: 'Tokens, TLS and the sealed file of secrets.',
  definitions: Object.values(locks),
};
