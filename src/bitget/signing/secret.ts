/**
 * A secret that cannot print itself: logs, JSON, template strings and the inspector all see "[secret]".
 * Invariant: the value leaves only through `reveal`, and only the signer calls that.
 */
const HIDDEN = '[secret]';

export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The secret itself. Never log, store or throw what this returns. */
  reveal(): string {
    return this.#value;
  }

  /** In characters; for telling that something was read. */
  get length(): number {
    return this.#value.length;
  }

  get isEmpty(): boolean {
    return this.#value === '';
  }

  toString(): string {
    return HIDDEN;
  }

  toJSON(): string {
    return HIDDEN;
  }

  [Symbol.toPrimitive](): string {
    return HIDDEN;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return HIDDEN;
  }
}

/** What Bitget gives for an API key. The key itself is an identifier, the rest is secret. */
export type Credentials = {
  /** How the key signs; absent: hmac. */
  readonly kind?: 'hmac' | 'rsa' | undefined;
  readonly key: string;
  /** Of an RSA key the private key in PEM form, PKCS#8 or PKCS#1; else the secret text. */
  readonly secret: Secret;
  readonly passphrase: Secret;
};
