/**
 * What is waited for on one connection, and which frame answers it.
 * Invariant: an error that names nothing is told to all that it may mean; a request that it may mean is `unknown`.
 */
import { lostAnswer, refusedByBitget } from '../errors/index.ts';
import { type Dialect, type EventFrame, PONG } from '../protocol/index.ts';
import type { SubscriptionOp } from './subscription-frames.ts';
import { Waits } from './waits.ts';

export type ConnectionAnswersOptions<Arg> = {
  readonly url: string;
  readonly timeoutMs: number;
  readonly dialect: Pick<Dialect<Arg>, 'keyOf'>;
  /** What the other side said, fit for a message. */
  readonly shown: (text: string) => string;
};

const LOGIN = 'login';
/** Errors that say what they answer, other than a request. */
const OTHER_OPS = new Set(['subscribe', 'unsubscribe', LOGIN]);

const isSuccess = (code: string | number | undefined): boolean => /^0+$/.test(String(code));

export class ConnectionAnswers<Arg> {
  readonly #options: ConnectionAnswersOptions<Arg>;
  /** By channel or "login". */
  readonly #acks: Waits;
  /** In order of sending. */
  readonly #pongs: Waits;
  /** By id. */
  readonly #requests: Waits<EventFrame<Arg>>;

  constructor(options: ConnectionAnswersOptions<Arg>) {
    const { url, timeoutMs } = options;
    this.#options = options;
    this.#acks = new Waits(url, timeoutMs);
    this.#pongs = new Waits(url, timeoutMs);
    this.#requests = new Waits(url, timeoutMs);
  }

  /** Each of these resolves with its answer. @throws BitgetError. */
  login(): Promise<void> {
    return this.#acks.add(LOGIN);
  }

  change(op: SubscriptionOp, arg: Arg): Promise<void> {
    return this.#acks.add(`${op} ${this.#options.dialect.keyOf(arg)}`);
  }

  pong(): Promise<void> {
    return this.#pongs.add(PONG);
  }

  request(id: string): Promise<EventFrame<Arg>> {
    return this.#requests.add(id);
  }

  /** The frame, where it says yes. @param call for messages. @throws BitgetError for a no, and for neither. */
  agreed(call: string, frame: EventFrame<Arg>): EventFrame<Arg> {
    const { event, code, msg } = frame;
    if (event !== 'error' && isSuccess(code)) return frame;
    if (!/^\d+$/.test(String(code)) || isSuccess(code)) {
      throw lostAnswer(call, 'undocumented-answer', { says: 'the answer says neither yes nor no' });
    }
    throw refusedByBitget(call, { code: String(code), msg: this.#options.shown(msg ?? '') });
  }

  onPong(): void {
    this.#pongs.resolve(PONG, undefined);
  }

  onEvent(frame: EventFrame<Arg>): void {
    const { event, arg, code, msg, op, id } = frame;
    if (id !== undefined) {
      this.#requests.resolve(String(id), frame);
      return;
    }
    const { dialect, shown } = this.#options;
    if (event !== 'error' && (code === undefined || isSuccess(code))) {
      this.#acks.resolve(event === LOGIN ? LOGIN : `${event} ${arg ? dialect.keyOf(arg) : ''}`, undefined);
      return;
    }
    const error = refusedByBitget(`socket ${op ?? event}`, { code: String(code), msg: shown(msg ?? '') });
    if (!OTHER_OPS.has(op ?? '') && !arg) this.#doubtRequests(error.message);
    // An error that names no channel answers whatever was asked last; all that wait are told.
    if (!arg || !this.#acks.reject(`${op ?? 'subscribe'} ${dialect.keyOf(arg)}`, error)) this.#acks.rejectAll(error);
  }

  /** Nothing more will come: what became of each is not known. */
  end(error: Error): void {
    this.#acks.rejectAll(error);
    this.#pongs.rejectAll(error);
    this.#requests.rejectAll(error);
  }

  /** Resolves when nobody waits. */
  async idle(): Promise<void> {
    await Promise.all([this.#acks.idle(), this.#pongs.idle(), this.#requests.idle()]);
  }

  /** An error that names nothing may or may not answer a request: what became of each is not known. */
  #doubtRequests(message: string): void {
    this.#requests.rejectAll(
      lostAnswer(this.#options.url, 'unnamed-error', { says: `an error came that names no request (${message})` }),
    );
  }
}
