/**
 * A process with an embedded exchange to be measured, and a way to ask it.
 * Invariant: one question at a time.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Opened, Usage, Wish } from './exchange-server.ts';

export class ExchangeProcess {
  readonly #child: ChildProcess;

  constructor(execArgv: readonly string[] = []) {
    this.#child = fork(new URL('exchange-server.ts', import.meta.url), { execArgv: ['--expose-gc', ...execArgv] });
  }

  open(accounts: number, symbols: number): Promise<Opened> {
    return this.ask({ do: 'open', accounts, symbols }) as Promise<Opened>;
  }

  usage({ isClean = false } = {}): Promise<Usage> {
    return this.ask({ do: 'usage', isClean }) as Promise<Usage>;
  }

  async ask(wish: Wish): Promise<unknown> {
    const answer = once(this.#child, 'message');
    this.#child.send(wish);
    return (await answer)[0];
  }

  async close(): Promise<void> {
    const gone = once(this.#child, 'exit');
    this.#child.disconnect();
    await gone;
  }
}
