/**
 * From a failed request to its one cause, in a plain sentence, and to what a person can do.
 * Invariant: every failure has a name; what is not known is called `other` and told as it is.
 */
import { BitgetError } from '../errors/index.ts';

export type FaultName =
  | 'no-keys'
  | 'key-unknown'
  | 'secret-wrong'
  | 'passphrase-wrong'
  | 'clock-wrong'
  | 'network-wrong'
  | 'not-permitted'
  | 'address-refused'
  | 'name-not-found'
  | 'not-reachable'
  | 'no-answer'
  | 'too-many-requests'
  | 'out-of-service'
  | 'family-unknown'
  | 'symbol-unknown'
  | 'order-impossible'
  | 'other';

export type Fault = { readonly name: FaultName; readonly says: string; readonly advice: string };

export type Place = {
  /** Of the REST API, for people. */
  readonly host: string;
  readonly network: 'testnet' | 'mainnet';
};

const OTHER_NETWORK = { testnet: 'mainnet', mainnet: 'testnet' } as const;
const KIND_OF_KEY = { testnet: 'a key of demo trading', mainnet: 'a key of the mainnet' } as const;

type Telling = (place: Place) => Omit<Fault, 'name'>;

const TELLING: Readonly<Record<Exclude<FaultName, 'other' | 'no-keys'>, Telling>> = {
  'key-unknown': () => ({
    says: 'The exchange does not know the API key.',
    advice: 'Copy it anew, or make another one: it was mistyped, deleted, has expired, or belongs to another account.',
  }),
  'secret-wrong': () => ({
    says: 'The exchange refuses the signature: the secret is not that of the API key.',
    advice:
      'Copy the secret anew; it was shown once, when the key was made. `viper debug signature` shows what is signed.',
  }),
  'passphrase-wrong': () => ({
    says: 'The passphrase is not that of the API key.',
    advice:
      'It is the one that was chosen when the key was made, not the password of the account; if it is lost, make another key.',
  }),
  'clock-wrong': () => ({
    says: 'The clock of this machine is wrong: the exchange refuses requests that carry its time.',
    advice: 'Let the system set its time by NTP. Viper signs with the time of the exchange; other programs do not.',
  }),
  'network-wrong': ({ network }) => ({
    says: `The API key does not belong to the ${network}.`,
    advice: `The ${network} wants ${KIND_OF_KEY[network]}; if the key is right, ask with --${OTHER_NETWORK[network]}.`,
  }),
  'not-permitted': () => ({
    says: 'The API key lacks the permission for this.',
    advice:
      'Give it the rights to read and to trade futures, in the management of API keys on the site of the exchange.',
  }),
  'address-refused': () => ({
    says: 'The API key may not be used from the address of this machine.',
    advice: 'Add the public address of this machine to the list of the key; behind a VPN or a proxy it is theirs.',
  }),
  'name-not-found': ({ host }) => ({
    says: `The name ${host} cannot be resolved: DNS gives no address for it.`,
    advice: 'Check the connection, the DNS server and the firewall of this machine; `nslookup` tells more.',
  }),
  'not-reachable': ({ host }) => ({
    says: `No connection to ${host} can be made.`,
    advice:
      'Check proxy and firewall, and that a secure connection is not intercepted; an exchange on this machine must run.',
  }),
  'no-answer': ({ host }) => ({
    says: `${host} does not answer in time.`,
    advice: 'Try again, with a longer --timeout if the line is slow; the site of the exchange tells of maintenance.',
  }),
  'too-many-requests': () => ({
    says: 'The exchange answers that there are too many requests.',
    advice:
      'Wait five minutes; then ask less often: lower RATE_LIMIT_REQUESTS_PER_SECOND, and look for other bots on this address.',
  }),
  'out-of-service': () => ({
    says: 'The exchange is not in service for the moment.',
    advice: 'Try again in some minutes; the site of the exchange tells of maintenance.',
  }),
  'family-unknown': () => ({
    says: 'The exchange does not say whether the account is Classic or Unified.',
    advice: 'Try again; if it lasts, the account is being upgraded or is of a kind that Viper does not trade.',
  }),
  'symbol-unknown': () => ({
    says: 'The exchange does not list this contract.',
    advice: 'Use a USDT-margined perpetual such as BTCUSDT, which may also be written BTCUSDT_UMCBL.',
  }),
  'order-impossible': () => ({
    says: 'No order for this contract can be made of the configured values.',
    advice: 'Look at POSITION_SIZE_USDT and DEFAULT_LEVERAGE, and whether the contract is open for trading.',
  }),
};

export const faultNamed = (name: keyof typeof TELLING, place: Place): Fault => ({ name, ...TELLING[name](place) });

export const noKeys = (says: string, advice: string): Fault => ({ name: 'no-keys', says, advice });

const CODES: Readonly<Partial<Record<FaultName, readonly string[]>>> = {
  'key-unknown': ['40001', '40006', '40036', '40037', '40040', '40041', '30011'],
  'secret-wrong': ['40002', '40003', '40009', '30015'],
  'passphrase-wrong': ['40011', '40012', '30012'],
  'address-refused': ['40018', '40038'],
  'symbol-unknown': ['40034', '40072', '40102', '25100'],
};

const NOT_RESOLVED = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_NONAME']);
const SLOW = new Set(['timeout', 'UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT']);

/** Whatever was thrown; an error of the exchange may stand anywhere among the causes. */
export function faultOf(error: unknown, place: Place): Fault {
  const said = innermost(error);
  if (!said) return { name: 'other', says: error instanceof Error ? error.message : String(error), advice: '' };
  const name = nameOf(said);
  return name === 'other' ? { name, says: said.message, advice: said.hint } : faultNamed(name, place);
}

function nameOf({ code, kind, outcome }: BitgetError): Exclude<FaultName, 'no-keys'> {
  for (const [name, codes] of Object.entries(CODES)) if (codes.includes(code)) return name as keyof typeof TELLING;
  switch (kind) {
    case 'clock':
      return 'clock-wrong';
    case 'environment':
      return 'network-wrong';
    case 'permission':
      return 'not-permitted';
    case 'credentials':
      return 'key-unknown';
    case 'account-family':
      return 'family-unknown';
    case 'rate-limit':
      return 'too-many-requests';
    case 'transient':
    case 'outcome-unknown':
      return 'out-of-service';
    case 'network':
      return transportName(code, outcome);
    default:
      return 'other';
  }
}

function transportName(
  code: string,
  outcome: string,
): 'name-not-found' | 'no-answer' | 'not-reachable' | 'out-of-service' {
  if (NOT_RESOLVED.has(code)) return 'name-not-found';
  if (SLOW.has(code)) return 'no-answer';
  return outcome === 'not-sent' || code === 'connection-cut' ? 'not-reachable' : 'out-of-service';
}

/** The last error of the exchange along the causes: those above it only say what it stopped. */
function innermost(error: unknown): BitgetError | undefined {
  const deeper = error instanceof Error && error.cause !== undefined ? innermost(error.cause) : undefined;
  return deeper ?? (error instanceof BitgetError ? error : undefined);
}
