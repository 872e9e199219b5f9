/**
 * What a person has asked for and has yet to confirm.
 * Invariant: a confirmation holds for one use, for a minute, for the person and the chat that asked.
 */
export type Wish = 'stop' | 'panic';

export type Asker = { readonly chat: number; readonly person: number };

type Open = Asker & { readonly wish: Wish; readonly until: number };

export const CONFIRM_WITHIN_MS = 60_000;
const OPEN_MAX = 100;

export class Confirmations {
  readonly #open = new Map<string, Open>();

  /** @param nonce not to be guessed. */
  ask(nonce: string, wish: Wish, { asker, now }: { asker: Asker; now: number }): void {
    this.#open.set(nonce, { ...asker, wish, until: now + CONFIRM_WITHIN_MS });
    const [oldest] = this.#open.keys();
    if (this.#open.size > OPEN_MAX && oldest !== undefined) this.#open.delete(oldest);
  }

  /** Takes it. Undefined: unknown, used, too late, or asked by somebody else, who keeps it. */
  take(nonce: string, { asker, now }: { asker: Asker; now: number }): Wish | undefined {
    const open = this.#open.get(nonce);
    if (!open || open.chat !== asker.chat || open.person !== asker.person) return undefined;
    this.#open.delete(nonce);
    return now <= open.until ? open.wish : undefined;
  }
}
