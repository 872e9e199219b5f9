/**
 * A 64-bit fingerprint of a sequence of texts, for comparing two runs. Not cryptographic.
 * Invariant: the digest is the whole state, so that hashing goes on from a digest as if never interrupted.
 */
const SEED = '9e3779b97f4a7c15';

export class RunningHash {
  #high: number;
  #low: number;

  /** @param digest of an earlier hash, to go on from there. */
  constructor(digest: string = SEED) {
    this.#high = Number.parseInt(digest.slice(0, 8), 16) | 0;
    this.#low = Number.parseInt(digest.slice(8, 16), 16) | 0;
  }

  /** Two updates 'a', 'b' differ from one update 'ab'. */
  update(text: string): void {
    let high = this.#high;
    let low = this.#low;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      high = Math.imul(high ^ code, 0x9e3779b1);
      low = Math.imul(low ^ code ^ (high >>> 15), 0x85ebca6b);
      high ^= low >>> 13;
    }
    high = Math.imul(high ^ text.length, 0xc2b2ae35);
    this.#high = high ^ (low >>> 16);
    this.#low = Math.imul(low ^ (high >>> 11) ^ 0xff, 0x27d4eb2f);
  }

  /** 16 hex digits. */
  digest(): string {
    const hex = (lane: number): string => (lane >>> 0).toString(16).padStart(8, '0');
    return hex(this.#high) + hex(this.#low);
  }
}
