/**
 * HTTP over kept-alive connections: a request out, the whole answer in.
 * Invariant: every exchange ends once, at the latest after `timeoutMs`; what was given up before it was sent never is; no
 * answer takes more memory than `ANSWER_BYTES_MAX`.
 */
import { type Dispatcher, errors, Pool } from 'undici';

export type HttpRequest = {
  readonly method: 'GET' | 'POST';
  /** With its query. */
  readonly path: string;
  /** Names and values in turn. */
  readonly headers: string[];
  /** "" for none. */
  readonly body: string;
};

export type HttpAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
};

export type HttpPoolOptions = {
  readonly connections: number;
  /** From handing the request over until the whole answer is read. */
  readonly timeoutMs: number;
};

/** Thirty times the longest answer of Bitget: all contracts in one. */
const ANSWER_BYTES_MAX = 32 * 1024 * 1024;

export class HttpPool {
  readonly #pool: Pool;
  readonly #timeoutMs: number;

  constructor(origin: string, { connections, timeoutMs }: HttpPoolOptions) {
    this.#timeoutMs = timeoutMs;
    // One bound over everything stands in place of one for each phase.
    this.#pool = new Pool(origin, {
      connections,
      connect: { timeout: timeoutMs },
      headersTimeout: 0,
      bodyTimeout: 0,
      maxResponseSize: ANSWER_BYTES_MAX,
    });
  }

  /**
   * @throws the fault of undici or the socket; a timeout while nothing was sent is a ConnectTimeoutError, an answer that is
   * too long a ResponseExceededMaxSizeError.
   */
  send({ method, path, headers, body }: HttpRequest): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      const reading = new Reading(this.#timeoutMs, resolve, reject);
      this.#pool.dispatch({ method, path, headers, body: body || null }, reading);
    });
  }

  get closed(): boolean {
    return this.#pool.closed;
  }

  async close(): Promise<void> {
    if (!this.closed) await this.#pool.close();
  }
}

/** Reads one answer, without the streams of undici, which cost a tenth of a round trip over loopback. */
class Reading implements Dispatcher.DispatchHandler {
  readonly #resolve: (answer: HttpAnswer) => void;
  readonly #reject: (error: Error) => void;
  readonly #timer: NodeJS.Timeout;
  readonly #chunks: Buffer[] = [];
  #status = 0;
  #headers: HttpAnswer['headers'] = {};
  #controller: Dispatcher.DispatchController | undefined;
  #givenUp: Error | undefined;

  constructor(timeoutMs: number, resolve: (answer: HttpAnswer) => void, reject: (error: Error) => void) {
    this.#resolve = resolve;
    this.#reject = reject;
    this.#timer = setTimeout(() => this.#giveUp(), timeoutMs);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#givenUp) controller.abort(this.#givenUp);
    else this.#controller = controller;
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: HttpAnswer['headers']): void {
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    clearTimeout(this.#timer);
    const [first, ...more] = this.#chunks;
    const whole = first && more.length === 0 ? first : Buffer.concat(this.#chunks);
    this.#resolve({ status: this.#status, headers: this.#headers, text: whole.toString('utf8') });
  }

  onResponseError(_: unknown, error: Error): void {
    clearTimeout(this.#timer);
    this.#reject(error);
  }

  #giveUp(): void {
    const isSent = this.#controller !== undefined;
    this.#givenUp = isSent ? new errors.HeadersTimeoutError() : new errors.ConnectTimeoutError();
    this.#reject(this.#givenUp);
    this.#controller?.abort(this.#givenUp);
  }
}
