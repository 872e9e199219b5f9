/**
 * One socket for all listeners of one address: opened with the first, closed after the last.
 * Invariant: a listener hears the rows of its own subscriptions alone, and of every gap.
 */
import type { BitgetSocket } from '../client/index.ts';
import type { PushFrame } from '../protocol/index.ts';

/** What one listener wants of a push. */
export type Receiver<Arg> = {
  readonly receive: (push: PushFrame<Arg>) => void;
  readonly onGap: (reason: string) => void;
};

type Handlers<Arg> = {
  readonly onPush: (push: PushFrame<Arg>) => void;
  readonly onGap: (reason: string) => void;
};

export type HubOptions<Arg> = {
  readonly keyOf: (arg: Arg) => string;
  /** Connects, and logs in where the address asks for it. @throws BitgetError. */
  readonly open: (handlers: Handlers<Arg>) => Promise<BitgetSocket<Arg>>;
};

export type Subscription = AsyncDisposable & {
  /** Resolves when all that the exchange had sent before this call has been handed on. @throws BitgetError. */
  settle(): Promise<void>;
  /** Ends the subscription; the socket is closed with the last one. */
  close(): Promise<void>;
};

export class Hub<Arg> {
  readonly #options: HubOptions<Arg>;
  readonly #receivers = new Map<string, Set<Receiver<Arg>>>();
  #socket: BitgetSocket<Arg> | undefined;
  /** Subscribing and unsubscribing go one after another. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: HubOptions<Arg>) {
    this.#options = options;
  }

  /** Resolves when the exchange has acknowledged every argument. @throws BitgetError. */
  async subscribe(args: readonly Arg[], receiver: Receiver<Arg>): Promise<Subscription> {
    await this.#inTurn(() => this.#add(args, receiver));
    let isOpen = true;
    const close = async (): Promise<void> => {
      if (!isOpen) return;
      isOpen = false;
      await this.#inTurn(() => this.#remove(args, receiver));
    };
    const settle = async (): Promise<void> => this.#socket?.settle();
    return { settle, close, [Symbol.asyncDispose]: close };
  }

  async close(): Promise<void> {
    await this.#inTurn(async () => {
      this.#receivers.clear();
      await this.#drop();
    });
  }

  async #add(args: readonly Arg[], receiver: Receiver<Arg>): Promise<void> {
    const [fresh, known] = [[] as Arg[], [] as Arg[]];
    for (const arg of args) {
      const others = this.#receivers.get(this.#options.keyOf(arg));
      if (others) others.add(receiver);
      else this.#receivers.set(this.#options.keyOf(arg), new Set([receiver]));
      (others ? known : fresh).push(arg);
    }
    try {
      const socket = await this.#connected();
      if (fresh.length > 0) await socket.subscribe(fresh);
      // Whoever comes later begins with a snapshot, too.
      if (known.length > 0) await socket.renew(known);
    } catch (error) {
      this.#forget(args, receiver);
      if (this.#receivers.size === 0) await this.#drop();
      throw error;
    }
  }

  async #remove(args: readonly Arg[], receiver: Receiver<Arg>): Promise<void> {
    const left = this.#forget(args, receiver);
    if (this.#receivers.size === 0) return this.#drop();
    // A connection that is down forgets what is unsubscribed, and asks nobody.
    if (left.length > 0) await this.#socket?.unsubscribe(left).catch(() => undefined);
  }

  /** The arguments that nobody listens to any more. */
  #forget(args: readonly Arg[], receiver: Receiver<Arg>): Arg[] {
    return args.filter((arg) => {
      const key = this.#options.keyOf(arg);
      const receivers = this.#receivers.get(key);
      receivers?.delete(receiver);
      return receivers?.size === 0 && this.#receivers.delete(key);
    });
  }

  async #connected(): Promise<BitgetSocket<Arg>> {
    this.#socket ??= await this.#options.open({
      onPush: (push) => {
        for (const { receive } of this.#receivers.get(this.#options.keyOf(push.arg)) ?? []) receive(push);
      },
      onGap: (reason) => {
        for (const { onGap } of new Set([...this.#receivers.values()].flatMap((set) => [...set]))) onGap(reason);
      },
    });
    return this.#socket;
  }

  async #drop(): Promise<void> {
    const socket = this.#socket;
    this.#socket = undefined;
    await socket?.close();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work, work);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}
