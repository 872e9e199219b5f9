/**
 * bitget-api's V1 socket, with every update that it was sent.
 * Invariant: waits for what is to come, never for a time.
 */
import type { WebsocketClient } from 'bitget-api-v1';

export type V1Update = {
  readonly action: 'snapshot' | 'update';
  readonly arg: { readonly instType: string; readonly channel: string; readonly instId: string };
  readonly data: readonly Readonly<Record<string, unknown>>[];
};

type V1Response = { readonly event: string; readonly code?: number; readonly arg?: V1Update['arg'] };

const WITHIN_MS = 5_000;

export class V1Listener {
  readonly client: WebsocketClient;
  readonly updates: V1Update[] = [];
  readonly responses: V1Response[] = [];
  #wake: () => void = () => undefined;

  constructor(client: WebsocketClient) {
    this.client = client;
    const note =
      <T>(list: T[]) =>
      (one: unknown): void => {
        list.push(one as T);
        this.#wake();
      };
    client.on('update', note(this.updates));
    client.on('response', note(this.responses));
    client.on('exception', () => this.#wake());
  }

  /** The first update of a channel, of those after `from`, that satisfies `isWanted`. */
  update(channel: string, isWanted: (update: V1Update) => boolean = () => true, from = 0): Promise<V1Update> {
    return this.#until(`an update of ${channel}`, () =>
      this.updates.slice(from).find((update) => update.arg.channel === channel && isWanted(update)),
    );
  }

  response(isWanted: (response: V1Response) => boolean): Promise<V1Response> {
    return this.#until('a response', () => this.responses.find(isWanted));
  }

  close(): void {
    this.client.closeAll(true);
  }

  async #until<T>(what: string, find: () => T | undefined): Promise<T> {
    const end = performance.now() + WITHIN_MS;
    for (let found = find(); ; found = find()) {
      if (found !== undefined) return found;
      const left = end - performance.now();
      if (left <= 0)
        throw new Error(`${what} did not come; there came ${JSON.stringify([this.responses, this.updates])}`);
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#wake = resolve;
      const timer = setTimeout(resolve, left);
      await promise;
      clearTimeout(timer);
    }
  }
}
