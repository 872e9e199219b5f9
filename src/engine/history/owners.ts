/**
 * Who may have entered a trade, from events alone: they name sessions and commands, and no order's plan.
 * Invariant: nobody is named where it could have been another.
 */
import type { Command, SessionConfig } from '../../domain/index.ts';

export class Owners {
  /** Those who could have sent an entry until now: one of an earlier session may still rest. */
  readonly #possible = new Set<string>();
  #tag: string | undefined;

  onSession({ tag, strategies }: SessionConfig): void {
    this.#tag = tag;
    for (const { name } of strategies) this.#possible.add(name);
  }

  onCommand({ kind }: Command): void {
    if (kind === 'open-position') this.#possible.add('manual');
  }

  /** Of the order that opened it; undefined where several could have sent it, or where it is not of this journal. */
  of(clientOid: string): string | undefined {
    const isOurs = this.#tag !== undefined && clientOid.startsWith(`${this.#tag}-`);
    const [first, ...others] = this.#possible;
    return isOurs && others.length === 0 ? first : undefined;
  }
}
