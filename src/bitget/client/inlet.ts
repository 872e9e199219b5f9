/**
 * What one connection brings in while two are open: handed on, held back, or dropped.
 * Invariant: pushes keep their order; what is held is handed on once, before anything newer of the same connection.
 */
const HELD_MAX = 50_000;

export class Inlet<Push> {
  readonly #onPush: (push: Push) => void;
  #held: Push[] | undefined;
  #isLeft = false;

  /** @param isHeld begins by holding back */
  constructor(onPush: (push: Push) => void, isHeld: boolean) {
    this.#onPush = onPush;
    this.#held = isHeld ? [] : undefined;
  }

  /** True when more came than can be held: something was dropped. */
  get isOverfull(): boolean {
    return this.#held !== undefined && this.#held.length > HELD_MAX;
  }

  get isLeft(): boolean {
    return this.#isLeft;
  }

  receive(push: Push): void {
    if (this.#isLeft) return;
    if (!this.#held) this.#onPush(push);
    else if (!this.isOverfull) this.#held.push(push);
  }

  /** Hands on what was held, and from now on what comes. */
  release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const push of held) if (!this.#isLeft) this.#onPush(push);
  }

  /** From now on nothing is handed on. */
  leave(): void {
    this.#isLeft = true;
    this.#held = undefined;
  }
}
