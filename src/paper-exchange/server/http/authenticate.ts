/**
 * Who is asking: the ACCESS headers of a request, or the arguments of a socket's login, checked against the known keys.
 * Invariant: the signature covers the bytes that arrived and is compared in constant time; secrets leave the ring to nobody.
 */
import { TIMESTAMP_WINDOW_MS } from '../../../bitget/protocol/index.ts';
import { isSameSign, Secret, type Signable, sign } from '../../../bitget/signing/index.ts';
import type { PaperAccount } from '../options.ts';
import { ApiError } from './api-error.ts';

export type Claim = Signable & { readonly apiKey: string; readonly passphrase: string; readonly signature: string };

export type Caller = { readonly account: string; readonly apiKey: string; readonly isDemo: boolean };

type Key = { readonly caller: Caller; readonly secret: Secret; readonly passphrase: Secret };

export class KeyRing {
  readonly #keys: ReadonlyMap<string, Key>;

  constructor(accounts: readonly PaperAccount[]) {
    this.#keys = new Map(
      accounts.map(({ name, apiKey, apiSecret, passphrase, isDemo = false }) => [
        apiKey,
        {
          caller: { account: name, apiKey, isDemo },
          secret: new Secret(apiSecret),
          passphrase: new Secret(passphrase),
        },
      ]),
    );
  }

  /**
   * Who made the claim.
   * @param now epoch ms of the exchange.
   * @throws ApiError 40001, 40002, 40005, 40008, 40009, 40011, 40012, 40037.
   */
  authenticate(claim: Claim, now: number): Caller {
    if (claim.apiKey === '') throw new ApiError('40001');
    if (claim.signature === '') throw new ApiError('40002');
    if (claim.passphrase === '') throw new ApiError('40011');
    const at = timestampMs(claim.timestamp);
    if (at === undefined) throw new ApiError('40005');
    if (Math.abs(now - at) > TIMESTAMP_WINDOW_MS) throw new ApiError('40008');
    const key = this.#keys.get(claim.apiKey);
    if (!key) throw new ApiError('40037');
    if (!isSameSign(claim.passphrase, key.passphrase.reveal())) throw new ApiError('40012');
    if (!isSameSign(claim.signature, sign(key.secret, claim))) throw new ApiError('40009');
    return key.caller;
  }
}

/** Both units are in use: ten digits are seconds, more are milliseconds. */
function timestampMs(text: string): number | undefined {
  if (!/^\d{10,16}$/.test(text)) return undefined;
  return text.length === 10 ? Number(text) * 1_000 : Number(text);
}
