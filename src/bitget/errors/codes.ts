/**
 * What Bitget's error codes mean to a trader, what they say about the request, and what to do.
 * Invariant: a code that leaves open whether the request was carried out is `unknown`; what is not listed counts
 * as a refusal, because the exchange has answered.
 */
import type { Outcome } from '../../domain/index.ts';

export type BitgetErrorKind =
  | 'credentials'
  | 'permission'
  | 'clock'
  | 'account-family'
  | 'environment'
  | 'outcome-unknown'
  | 'transient'
  | 'rate-limit'
  | 'not-found'
  | 'funds'
  | 'size'
  | 'price'
  | 'client-oid'
  | 'duplicate'
  | 'mode'
  | 'unchanged'
  | 'refused'
  /** No answer that could be read: the network, a timeout, an empty body. */
  | 'network';

type Meaning = {
  readonly codes: readonly number[];
  readonly outcome: Outcome;
  readonly says: string;
  /** What a person can do about it. */
  readonly hint: string;
};

const MEANINGS: Readonly<Record<Exclude<BitgetErrorKind, 'network'>, Meaning>> = {
  credentials: {
    codes: [
      40001, 40002, 40003, 40006, 40009, 40011, 40012, 40013, 40036, 40037, 40040, 40041, 30004, 30005, 30011, 30012,
      30015,
    ],
    outcome: 'rejected',
    says: 'the API key, secret or passphrase is not right',
    hint: 'Check that key, secret and passphrase belong together and carry no spaces; a lost passphrase needs another key.',
  },
  permission: {
    codes: [
      40014, 40018, 40038, 40023, 40025, 40199, 40301, 40752, 40753, 40760, 40916, 25006, 25620, 22010, 22036, 22037,
      45107, 45108, 40000, 40100, 40103, 40104,
    ],
    outcome: 'rejected',
    says: 'the API key or the account is not allowed to do this, or not from this address',
    hint: 'Give the key the futures permissions that it needs and allow the address of this machine; else ask the exchange.',
  },
  clock: {
    codes: [40004, 40005, 40008, 40911, 30013, 30014],
    outcome: 'rejected',
    says: "the request's timestamp is too far from the exchange's clock",
    hint: 'The clock is measured again and the call is made once more; if it lasts, set the clock of this machine.',
  },
  'account-family': {
    codes: [40084, 40085, 40731, 30032],
    outcome: 'rejected',
    says: 'the account belongs to another family of the API (Classic or Unified) than the one that was called',
    hint: "Use the client of the account's own family; Viper never switches an account.",
  },
  environment: {
    codes: [40099],
    outcome: 'rejected',
    says: 'a demo key was used on the live environment, or a live key on the demo environment',
    hint: 'A demo key trades on the testnet only, any other key on the mainnet only.',
  },
  'outcome-unknown': {
    codes: [40010, 40725, 45001, 40910, 25000, 25001, 31016],
    outcome: 'unknown',
    says: 'the exchange does not say whether it carried the request out',
    hint: 'Ask for the order by its clientOid before anything else is sent.',
  },
  // 40808 is a wrong parameter on most days and a passing failure in release windows: the careful reading wins.
  transient: {
    codes: [40015, 40200, 40808, 25003, 43059, 49040, 50031, 80002],
    outcome: 'unknown',
    says: 'the exchange failed for the moment, and does not say whether it carried the request out',
    hint: 'Queries are asked again by themselves; ask for an order by its clientOid before anything else is sent.',
  },
  'rate-limit': {
    codes: [429, 25004, 30006, 30007],
    outcome: 'rejected',
    says: 'too many requests',
    hint: 'The call waits and is made again; if it lasts, lower RATE_LIMIT_REQUESTS_PER_SECOND or trade fewer symbols.',
  },
  'not-found': {
    codes: [40109, 40768, 40819, 43001, 43004, 43033, 45057, 22001, 25204, 43020, 43025, 22002, 43043, 25227],
    outcome: 'rejected',
    says: 'there is no such order, trigger or position',
    hint: 'It was filled, canceled or closed before, or never existed.',
  },
  funds: {
    codes: [
      40711, 40712, 40754, 40756, 40757, 40758, 40762, 40798, 40800, 40891, 40893, 43012, 43023, 43132, 45002, 45003,
      45005, 45006, 45120, 25202, 25203, 25225, 25226, 25228,
    ],
    outcome: 'rejected',
    says: 'the balance or the position is too small for this',
    hint: 'Lower the size or raise the leverage within its limit, or transfer USDT to the futures account.',
  },
  size: {
    codes: [45110, 45111, 45112, 45113, 45114, 43006, 43007, 22034, 22038, 40763, 45010, 25230, 25233],
    outcome: 'rejected',
    says: "the size is outside the contract's bounds or steps",
    hint: "Use a multiple of the contract's lot, between its smallest and largest order and worth at least 5 USDT.",
  },
  price: {
    codes: [
      45115, 43028, 45035, 25244, 40815, 40816, 22006, 22007, 22008, 22009, 22046, 22047, 25205, 25206, 45061, 45122,
    ],
    outcome: 'rejected',
    says: "the price is outside the contract's band or steps, or on the wrong side of the market",
    hint: "Use a multiple of the contract's tick within the price band; a stop lies on the losing side of the market.",
  },
  'client-oid': {
    codes: [40304, 40305],
    outcome: 'rejected',
    says: 'the clientOid has not the allowed form',
    hint: 'Use 1 to 32 of the letters, digits, "-" and "_".',
  },
  // An order of this name exists: whether it is this one, only a look-up tells.
  duplicate: {
    codes: [40786, 45034, 43118, 50060, 25212],
    outcome: 'unknown',
    says: 'an order with this clientOid exists already',
    hint: 'Ask for the order by its clientOid: it is most likely this one, sent before.',
  },
  mode: {
    codes: [
      40774, 400172, 40716, 40730, 40775, 43075, 45097, 45109, 40920, 45117, 22026, 22057, 22069, 22070, 25010, 25236,
      25237,
    ],
    outcome: 'rejected',
    says: "the account's position mode or margin mode does not fit, or cannot be changed while positions or orders are open",
    hint: 'Close positions and cancel orders before the mode is changed, or configure the mode that the account has.',
  },
  unchanged: {
    codes: [40814, 45054, 25271, 25571, 25600],
    outcome: 'rejected',
    says: 'it is set to this value already',
    hint: 'Nothing is to be done.',
  },
  refused: {
    codes: [],
    outcome: 'rejected',
    says: 'the exchange refused the request',
    hint: "The exchange's own words beside the code say why.",
  },
};

const kinds = new Map<string, BitgetErrorKind>(
  Object.entries(MEANINGS).flatMap(([kind, { codes }]) => codes.map((code) => [String(code), kind as BitgetErrorKind])),
);

export type CodeMeaning = {
  readonly kind: Exclude<BitgetErrorKind, 'network'>;
  readonly outcome: Outcome;
  readonly says: string;
  /** What a person can do about it. */
  readonly hint: string;
};

/** What an error code of the exchange means; `refused` where it is none of those that Viper knows. */
export function meaningOf(code: string): CodeMeaning {
  const kind = (kinds.get(code) ?? 'refused') as CodeMeaning['kind'];
  const { outcome, says, hint } = MEANINGS[kind];
  return { kind, outcome, says, hint };
}

/** Every kind that a code can have, with the codes that have it; `refused` has all others. */
export const kindsOfCodes: readonly (CodeMeaning & { readonly codes: readonly string[] })[] = Object.entries(
  MEANINGS,
).map(([kind, { codes, outcome, says, hint }]) => ({
  kind: kind as CodeMeaning['kind'],
  outcome,
  says,
  hint,
  codes: codes.map(String),
}));
