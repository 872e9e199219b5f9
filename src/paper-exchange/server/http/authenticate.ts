/**
 * Who is asking: the ACCESS headers of a request, or the arguments of a socket's login, checked against the known keys.
 * Invariant: the signature covers the bytes that arrived and is compared in constant time; secrets leave the ring to nobody.
 */
import { TIMESTAMP_WINDOW_MS } from '../../../bitget/protocol/index.ts';
import { isSameSign, Secret, type Signable, sign } from '../../../bitget/signing/index.ts';
import type { AccountEnvironment, AccountFamily, KeyRight, PaperAccount } from '../options.ts';
import { ApiError } from './api-error.ts';

export type Claim = Signable & { readonly apiKey: string; readonly passphrase: string; readonly signature: string };

export type Caller = {
  readonly account: string;
  readonly family: AccountFamily;
  readonly apiKey: string;
  readonly environment: AccountEnvironment;
  /** Over the Classic socket. */
  readonly mayTradeBySocket: boolean;
  readonly rights: readonly KeyRight[];
  /** Empty: from everywhere. */
  readonly addresses: readonly string[];
};

export type Asked = {
  /** Epoch ms of the exchange. */
  readonly now: number;
  /** The family that the endpoint serves; absent where every key may come, as to a socket's login. */
  readonly family?: AccountFamily;
  /** That the request names; absent as above. */
  readonly environment?: AccountEnvironment;
  /** Of the network, that the request comes from; absent where it does not matter. */
  readonly address?: string;
  /** That the endpoint asks for; absent where none is. */
  readonly right?: KeyRight | undefined;
};

/** By the family that the endpoint serves. */
const WRONG_FAMILY = { classic: '40085', unified: '40084' } as const;

const USUAL_RIGHTS: readonly KeyRight[] = ['read', 'trade'];

const RIGHT_NAMES: Readonly<Record<KeyRight, string>> = {
  read: 'futures holdings read',
  trade: 'futures orders write',
  transfer: 'wallet transfer',
  withdraw: 'wallet withdrawal',
};

type Key = {
  readonly caller: Caller;
  readonly secret: Secret;
  readonly passphrase: Secret;
};

export class KeyRing {
  readonly #keys = new Map<string, Key>();
  readonly #families = new Map<string, AccountFamily>();

  readonly #otherNow: (() => number) | undefined;
  readonly #paceOf: () => number;

  /** @param otherNow a second clock that timestamps may follow, epoch ms. */
  /**
   * @param options.otherNow a second clock that signatures may follow
   * @param options.paceOf milliseconds of the exchange's clock in one of the machine's: a request that is half a minute on
   * its way is too old, however fast the market goes
   */
  constructor(
    accounts: readonly PaperAccount[],
    { otherNow, paceOf = () => 1 }: { otherNow?: (() => number) | undefined; paceOf?: () => number } = {},
  ) {
    this.#otherNow = otherNow;
    this.#paceOf = paceOf;
    for (const account of accounts) this.add(account);
  }

  add({ name, apiKey, apiSecret, passphrase, ...account }: PaperAccount): void {
    const { family = 'classic', environment = 'live', mayTradeBySocket = false } = account;
    const { rights = USUAL_RIGHTS, addresses = [] } = account;
    this.#keys.set(apiKey, {
      caller: { account: name, family, apiKey, environment, mayTradeBySocket, rights, addresses },
      secret: new Secret(apiSecret),
      passphrase: new Secret(passphrase),
    });
    this.#families.set(name, family);
  }

  /**
   * Who made the claim. A key of the other family is turned away before its signature is looked at.
   * @throws ApiError 40001, 40002, 40005, 40008, 40009, 40011, 40012, 40014, 40018, 40037, 40084, 40085, 40099.
   */
  authenticate(claim: Claim, { now, family, environment, address, right }: Asked): Caller {
    if (claim.apiKey === '') throw new ApiError('40001');
    if (claim.signature === '') throw new ApiError('40002');
    if (claim.passphrase === '') throw new ApiError('40011');
    const at = timestampMs(claim.timestamp, family === undefined);
    if (at === undefined) throw new ApiError('40005');
    if (!this.#isTimely(at, now)) throw new ApiError('40008');
    const key = this.#keys.get(claim.apiKey);
    if (!key) throw new ApiError('40037');
    if (family !== undefined && key.caller.family !== family) throw new ApiError(WRONG_FAMILY[family]);
    if (environment !== undefined && key.caller.environment !== environment) throw new ApiError('40099');
    if (!isSameSign(claim.passphrase, key.passphrase.reveal())) throw new ApiError('40012');
    if (!isSameSign(claim.signature, sign(key.secret, claim))) throw new ApiError('40009');
    const { addresses, rights } = key.caller;
    if (address !== undefined && addresses.length > 0 && !addresses.includes(address)) throw new ApiError('40018');
    if (right !== undefined && !rights.includes(right)) throw new ApiError('40014', RIGHT_NAMES[right]);
    return key.caller;
  }

  #isTimely(at: number, now: number): boolean {
    if (Math.abs(now - at) <= TIMESTAMP_WINDOW_MS * Math.max(1, this.#paceOf())) return true;
    return this.#otherNow !== undefined && Math.abs(this.#otherNow() - at) <= TIMESTAMP_WINDOW_MS;
  }

  /** The account that a key names; whoever shows the key has proven nothing. */
  accountOf(apiKey: string): string | undefined {
    return this.#keys.get(apiKey)?.caller.account;
  }

  /** The family of a known account. */
  familyOf(account: string): AccountFamily | undefined {
    return this.#families.get(account);
  }
}

/** A login may say seconds, which have ten digits; everything else is in milliseconds. */
function timestampMs(text: string, isLogin: boolean): number | undefined {
  if (!/^\d{10,16}$/.test(text)) return undefined;
  return isLogin && text.length === 10 ? Number(text) * 1_000 : Number(text);
}
