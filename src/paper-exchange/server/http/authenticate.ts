/**
 * Who is asking: the ACCESS headers of a request, or the arguments of a socket's login, checked against the known keys.
 * Invariant: the signature covers the bytes that arrived and is compared in constant time; secrets leave the ring to nobody.
 */
import { TIMESTAMP_WINDOW_MS } from '../../../bitget/protocol/index.ts';
import { isSameSign, Secret, type Signable, sign } from '../../../bitget/signing/index.ts';
import type { AccountFamily, PaperAccount } from '../options.ts';
import { ApiError } from './api-error.ts';

export type Claim = Signable & { readonly apiKey: string; readonly passphrase: string; readonly signature: string };

export type Caller = {
  readonly account: string;
  readonly family: AccountFamily;
  readonly apiKey: string;
  readonly isDemo: boolean;
};

export type Asked = {
  /** Epoch ms of the exchange. */
  readonly now: number;
  /** The family that the endpoint serves; absent where every key may come, as to a socket's login. */
  readonly family?: AccountFamily;
};

/** By the family that the endpoint serves. */
const WRONG_FAMILY = { classic: '40085', unified: '40084' } as const;

type Key = { readonly caller: Caller; readonly secret: Secret; readonly passphrase: Secret };

export class KeyRing {
  readonly #keys: ReadonlyMap<string, Key>;
  readonly #families: ReadonlyMap<string, AccountFamily>;

  constructor(accounts: readonly PaperAccount[]) {
    this.#keys = new Map(
      accounts.map(({ name, family = 'classic', apiKey, apiSecret, passphrase, isDemo = false }) => [
        apiKey,
        {
          caller: { account: name, family, apiKey, isDemo },
          secret: new Secret(apiSecret),
          passphrase: new Secret(passphrase),
        },
      ]),
    );
    this.#families = new Map(accounts.map(({ name, family = 'classic' }) => [name, family]));
  }

  /**
   * Who made the claim. A key of the other family is turned away before its signature is looked at.
   * @throws ApiError 40001, 40002, 40005, 40008, 40009, 40011, 40012, 40037, 40084, 40085.
   */
  authenticate(claim: Claim, { now, family }: Asked): Caller {
    if (claim.apiKey === '') throw new ApiError('40001');
    if (claim.signature === '') throw new ApiError('40002');
    if (claim.passphrase === '') throw new ApiError('40011');
    const at = timestampMs(claim.timestamp);
    if (at === undefined) throw new ApiError('40005');
    if (Math.abs(now - at) > TIMESTAMP_WINDOW_MS) throw new ApiError('40008');
    const key = this.#keys.get(claim.apiKey);
    if (!key) throw new ApiError('40037');
    if (family !== undefined && key.caller.family !== family) throw new ApiError(WRONG_FAMILY[family]);
    if (!isSameSign(claim.passphrase, key.passphrase.reveal())) throw new ApiError('40012');
    if (!isSameSign(claim.signature, sign(key.secret, claim))) throw new ApiError('40009');
    return key.caller;
  }

  /** The family of a known account. */
  familyOf(account: string): AccountFamily | undefined {
    return this.#families.get(account);
  }
}

/** Both units are in use: ten digits are seconds, more are milliseconds. */
function timestampMs(text: string): number | undefined {
  if (!/^\d{10,16}$/.test(text)) return undefined;
  return text.length === 10 ? Number(text) * 1_000 : Number(text);
}
