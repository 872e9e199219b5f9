/**
 * Ten troubles by the names that people look for, each with the codes that Bitget really answers for it.
 * Invariant: the numbers 40001 to 40010 of a widespread table belong to other meanings; nothing is looked up by them.
 */
export type TroubleName =
  | 'invalid-api-key'
  | 'invalid-signature'
  | 'invalid-timestamp'
  | 'invalid-request'
  | 'rate-limit-exceeded'
  | 'insufficient-balance'
  | 'invalid-leverage'
  | 'invalid-order-type'
  | 'invalid-symbol'
  | 'position-not-found';

export type Trouble = {
  readonly name: TroubleName;
  /** The code that the widespread table gives for it. */
  readonly claimedCode: string;
  /** The codes that mean it, most usual first. */
  readonly codes: readonly string[];
  readonly hint: string;
};

const trouble = (
  name: TroubleName,
  claimed: number,
  { codes, hint }: { readonly codes: readonly number[]; readonly hint: string },
): Trouble => ({ name, claimedCode: String(claimed), codes: codes.map(String), hint });

export const troubles: readonly Trouble[] = [
  trouble('invalid-api-key', 40001, {
    codes: [40006, 40012, 40037, 40041, 30011],
    hint: 'Copy the key anew, and check that it was not deleted and belongs to this network.',
  }),
  trouble('invalid-signature', 40002, {
    codes: [40009, 30015],
    hint: 'The secret is not that of the key, or an RSA key was read as text; `viper` signs exactly what it sends.',
  }),
  trouble('invalid-timestamp', 40003, {
    codes: [40008, 40005, 40911, 30013, 30014],
    hint: 'Set the clock of the machine; the allowed distance is 30 seconds.',
  }),
  trouble('invalid-request', 40004, {
    codes: [40017, 400172, 400171, 40019],
    hint: 'A parameter is missing or has not the documented form; the message names it.',
  }),
  trouble('rate-limit-exceeded', 40005, {
    codes: [429, 25004, 30006, 30007],
    hint: 'Ask less often; after 6000 requests in a minute an address is refused for five minutes.',
  }),
  trouble('insufficient-balance', 40006, {
    codes: [40762, 43012, 40754, 25202, 25203],
    hint: 'Lower the size, or transfer USDT to the futures account.',
  }),
  trouble('invalid-leverage', 40007, {
    codes: [45045, 45044, 43050, 25223],
    hint: 'Stay within the largest leverage of the contract and of the size of the position.',
  }),
  trouble('invalid-order-type', 40008, {
    codes: [40020, 40017, 25236],
    hint: 'A value is not one that the exchange knows, or does not fit the position mode; the message names the field.',
  }),
  trouble('invalid-symbol', 40009, {
    codes: [40034, 40072, 40102, 25100],
    hint: 'Use the name without suffix, such as BTCUSDT, of a contract that is listed.',
  }),
  trouble('position-not-found', 40010, {
    codes: [22002, 43043, 25227],
    hint: 'The position was closed before, by a stop, a liquidation or by hand.',
  }),
];

/** The first trouble that a code tells of; undefined for a code that is none of the ten. */
export const troubleOf = (code: string): Trouble | undefined => troubles.find(({ codes }) => codes.includes(code));
