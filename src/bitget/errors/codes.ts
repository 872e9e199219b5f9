/**
 * What Bitget's error codes mean to a trader, and what they say about the request.
 * Invariant: a code that leaves open whether the request was carried out is `unknown`; what is not listed counts
 * as a refusal, because the exchange has answered.
 */
import type { Outcome } from '../../domain/index.ts';

export type BitgetErrorKind =
  | 'credentials'
  | 'clock'
  | 'account-family'
  | 'environment'
  | 'outcome-unknown'
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

type Meaning = { readonly codes: readonly number[]; readonly outcome: Outcome; readonly says: string };

const MEANINGS: Readonly<Record<Exclude<BitgetErrorKind, 'network'>, Meaning>> = {
  credentials: {
    codes: [
      40001, 40002, 40003, 40006, 40009, 40011, 40012, 40013, 40014, 40018, 40036, 40037, 40038, 40040, 40041, 30005,
      30011, 30012, 30015,
    ],
    outcome: 'rejected',
    says: 'the API key, secret, passphrase, permissions or allowed addresses are not right',
  },
  clock: {
    codes: [40004, 40005, 40008, 40911, 30013, 30014],
    outcome: 'rejected',
    says: "the request's timestamp is too far from the exchange's clock",
  },
  'account-family': {
    codes: [40084, 40085, 40731, 30032],
    outcome: 'rejected',
    says: 'the account belongs to another family of the API (Classic or Unified) than the one that was called',
  },
  environment: {
    codes: [40099],
    outcome: 'rejected',
    says: 'a demo key was used on the live environment, or a live key on the demo environment',
  },
  // 40808 is a wrong parameter on most days and a passing failure in release windows: the careful reading wins.
  'outcome-unknown': {
    codes: [40010, 40725, 45001, 40910, 40015, 40200, 40808, 25000, 25001, 25003],
    outcome: 'unknown',
    says: 'the exchange does not say whether it carried the request out',
  },
  'rate-limit': { codes: [429, 25004, 30006, 30007], outcome: 'rejected', says: 'too many requests' },
  'not-found': {
    codes: [40109, 40768, 40819, 43001, 43004, 45057, 22001, 25204, 43020, 43025, 22002, 43043, 25227],
    outcome: 'rejected',
    says: 'there is no such order, trigger or position',
  },
  funds: {
    codes: [40754, 40762, 43012, 40711, 40712, 45002, 25202, 25203, 43023, 45120],
    outcome: 'rejected',
    says: 'the balance or the position is too small for this',
  },
  size: {
    codes: [45110, 45111, 45112, 45113, 45114, 43006, 43007, 22034, 22038],
    outcome: 'rejected',
    says: "the size is outside the contract's bounds or steps",
  },
  price: {
    codes: [
      45115, 43028, 45035, 25244, 40815, 40816, 22006, 22007, 22008, 22009, 22046, 22047, 25205, 25206, 45061, 45122,
    ],
    outcome: 'rejected',
    says: "the price is outside the contract's band or steps, or on the wrong side of the market",
  },
  'client-oid': { codes: [40304, 40305], outcome: 'rejected', says: 'the clientOid has not the allowed form' },
  // An order of this name exists: whether it is this one, only a look-up tells.
  duplicate: {
    codes: [40786, 45034, 43118, 50060, 25212],
    outcome: 'unknown',
    says: 'an order with this clientOid exists already',
  },
  mode: {
    codes: [40774, 400172, 43075, 45109, 40920, 45117, 25236, 25237, 25010],
    outcome: 'rejected',
    says: "the account's position mode or margin mode does not fit, or cannot be changed while positions or orders are open",
  },
  unchanged: { codes: [40814, 45054], outcome: 'rejected', says: 'it is set to this value already' },
  refused: { codes: [], outcome: 'rejected', says: 'the exchange refused the request' },
};

const kinds = new Map<string, BitgetErrorKind>(
  Object.entries(MEANINGS).flatMap(([kind, { codes }]) => codes.map((code) => [String(code), kind as BitgetErrorKind])),
);

export type CodeMeaning = {
  readonly kind: Exclude<BitgetErrorKind, 'network'>;
  readonly outcome: Outcome;
  readonly says: string;
};

/** What an error code of the exchange means; `refused` where it is none of those that Viper knows. */
export function meaningOf(code: string): CodeMeaning {
  const kind = (kinds.get(code) ?? 'refused') as CodeMeaning['kind'];
  const { outcome, says } = MEANINGS[kind];
  return { kind, outcome, says };
}
