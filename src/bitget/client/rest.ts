/**
 * Signed, paced and typed calls to Bitget's REST API over kept-alive connections.
 * Invariant: a call that changes something is sent at most once, but for a refused timestamp, which was certainly not
 * carried out; whatever ends without a readable answer is `unknown`.
 */
import pRetry from 'p-retry';
import { Pool } from 'undici';
import type { Clock } from '../../ports/index.ts';
import { BitgetError, lostAnswer, refusedByBitget } from '../errors/index.ts';
import {
  decodeRequest,
  decodeResponse,
  type Endpoint,
  endpoints,
  HEADERS,
  type RequestOf,
  type ResponseOf,
  SUCCESS,
} from '../protocol/index.ts';
import { type Credentials, queryText, sign } from '../signing/index.ts';
import { readAnswer, transportFailure } from './answer.ts';
import { monotonicMs } from './monotonic.ts';
import { RateLimiter } from './rate-limiter.ts';

export type BitgetRestOptions = {
  /** Such as https://api.bitget.com or http://127.0.0.1:4000. */
  readonly baseUrl: string;
  /** Absent: public endpoints only. */
  readonly credentials?: Credentials | undefined;
  readonly clock: Clock;
  /** Sends every request to the demo environment of the same host. */
  readonly isDemoTrading?: boolean;
  /** From handing the request to the network until the whole answer is read; default 5000. */
  readonly timeoutMs?: number;
  /** Attempts for calls that may be repeated; default 3. */
  readonly attemptsMax?: number;
  /** The wait before the second attempt, doubled up to ten times itself; default 200. */
  readonly retryWaitMs?: number;
  /** Connections kept open; default 4. */
  readonly connections?: number;
  /** The longest wait for an endpoint's rate limit; a call that would wait longer is not sent. Default 10 000. */
  readonly paceMaxMs?: number;
  /** Multiplies the documented limits: for higher account tiers, or an exchange that sets none. Default 1. */
  readonly limitFactor?: number;
};

export interface BitgetRest {
  /**
   * Calls an endpoint and gives its `data`.
   * @throws BitgetError whose `outcome` says whether the call was carried out; InvalidInput for wrong parameters.
   */
  call<E extends Endpoint>(endpoint: E, params: RequestOf<E>): Promise<ResponseOf<E>>;
  /** Asks the server's time and keeps the difference for signing. @throws BitgetError. */
  measureClock(): Promise<void>;
  /** The exchange's time, as last measured. */
  readonly serverClock: Clock;
  /** Requests left in its second, as the last answer of the endpoint told; undefined before one did. */
  remaining(endpoint: Endpoint): number | undefined;
  close(): Promise<void>;
}

const MEASURE_EVERY_MS = 15 * 60_000;

export const createBitgetRest = (options: BitgetRestOptions): BitgetRest => new UndiciRest(options);

class UndiciRest implements BitgetRest {
  readonly serverClock: Clock;
  readonly #options: BitgetRestOptions;
  readonly #pool: Pool;
  readonly #basePath: string;
  readonly #limiters = new Map<string, RateLimiter>();
  readonly #remaining = new Map<string, number>();
  readonly #timeoutMs: number;
  #offsetMs = 0;
  #measured: Promise<void> | undefined;
  #measuredAtMs = 0;

  constructor(options: BitgetRestOptions) {
    this.#options = options;
    this.#timeoutMs = options.timeoutMs ?? 5_000;
    const url = new URL(options.baseUrl);
    this.#basePath = url.pathname.replace(/\/$/, '');
    this.#pool = new Pool(url.origin, {
      connections: options.connections ?? 4,
      connect: { timeout: this.#timeoutMs },
      headersTimeout: this.#timeoutMs,
      bodyTimeout: this.#timeoutMs,
    });
    this.serverClock = { now: () => options.clock.now() + this.#offsetMs };
  }

  call<E extends Endpoint>(endpoint: E, params: RequestOf<E>): Promise<ResponseOf<E>> {
    if (!endpoint.isIdempotent) return this.#callInTime(endpoint, params);
    const { attemptsMax = 3, retryWaitMs = 200 } = this.#options;
    return pRetry(() => this.#callInTime(endpoint, params), {
      retries: attemptsMax - 1,
      minTimeout: retryWaitMs,
      maxTimeout: retryWaitMs * 10,
      randomize: true,
      shouldRetry: ({ error }) => error instanceof BitgetError && isPassing(error),
    });
  }

  measureClock(): Promise<void> {
    const measuring = this.#measure();
    this.#measured = measuring;
    measuring.catch(() => {
      if (this.#measured === measuring) this.#measured = undefined;
    });
    return measuring;
  }

  async #measure(): Promise<void> {
    const { clock } = this.#options;
    const before = clock.now();
    const { serverTime } = await this.#send(endpoints.serverTime, {});
    const after = clock.now();
    this.#measuredAtMs = monotonicMs();
    this.#offsetMs = Math.round(Number(serverTime) - (before + after) / 2);
  }

  remaining(endpoint: Endpoint): number | undefined {
    return this.#remaining.get(endpoint.name);
  }

  async close(): Promise<void> {
    await this.#pool.close();
  }

  /** One call, and once more with a fresh clock when the exchange found the timestamp wrong. */
  async #callInTime<E extends Endpoint>(endpoint: E, params: RequestOf<E>): Promise<ResponseOf<E>> {
    if (endpoint.auth === 'private') {
      await this.#beforeSending(endpoint, () => this.#measured ?? this.measureClock());
      this.#followDrift();
    }
    try {
      return await this.#send(endpoint, params);
    } catch (error) {
      if (!(error instanceof BitgetError && error.kind === 'clock' && error.outcome === 'rejected')) throw error;
      await this.#beforeSending(endpoint, () => this.measureClock());
      return this.#send(endpoint, params);
    }
  }

  /** Clocks drift apart: an old measurement is renewed beside the call, which does not wait for it. */
  #followDrift(): void {
    if (monotonicMs() - this.#measuredAtMs < MEASURE_EVERY_MS) return;
    this.#measuredAtMs = monotonicMs();
    this.#measure().catch(() => undefined);
  }

  async #beforeSending(endpoint: Endpoint, measure: () => Promise<void>): Promise<void> {
    try {
      await measure();
    } catch (cause) {
      throw new BitgetError('network', `${endpoint.name}: the exchange's time is not known; nothing was sent`, {
        code: 'clock-not-measured',
        outcome: 'not-sent',
        call: endpoint.name,
        cause,
      });
    }
  }

  async #send<E extends Endpoint>(endpoint: E, params: RequestOf<E>): Promise<ResponseOf<E>> {
    const request = this.#prepare(endpoint, params);
    await this.#limiter(endpoint).take();
    // Signed after the wait for the rate limit: a timestamp is good for 30 seconds only.
    const headers = this.#headers(endpoint, request);
    const signal = AbortSignal.timeout(this.#timeoutMs);
    const { method } = endpoint;
    const started = monotonicMs();
    try {
      const { path, body } = request;
      const answer = await this.#pool.request({
        path: this.#basePath + path,
        method,
        headers,
        body: body || null,
        signal,
      });
      this.#noteRemaining(endpoint, answer.headers[HEADERS.remaining]);
      return this.#decode(endpoint, answer.statusCode, await answer.body.text());
    } catch (error) {
      throw transportFailure(endpoint.name, error, monotonicMs() - started);
    }
  }

  #prepare<E extends Endpoint>(endpoint: E, params: RequestOf<E>): { path: string; body: string } {
    const checked = decodeRequest(endpoint, params) as Record<string, string>;
    return endpoint.method === 'GET'
      ? { path: endpoint.path + queryText(checked), body: '' }
      : { path: endpoint.path, body: JSON.stringify(checked) };
  }

  #headers(endpoint: Endpoint, { path, body }: { path: string; body: string }): Record<string, string> {
    const headers: Record<string, string> = { 'content-type': 'application/json', locale: 'en-US' };
    if (this.#options.isDemoTrading) headers[HEADERS.demo] = '1';
    if (endpoint.auth === 'public') return headers;
    const { credentials } = this.#options;
    if (!credentials) {
      throw new BitgetError('credentials', `${endpoint.name}: needs an API key, and none is set; nothing was sent`, {
        code: 'no-credentials',
        outcome: 'not-sent',
        call: endpoint.name,
      });
    }
    const timestamp = String(this.serverClock.now());
    headers[HEADERS.key] = credentials.key;
    headers[HEADERS.timestamp] = timestamp;
    headers[HEADERS.passphrase] = credentials.passphrase.reveal();
    headers[HEADERS.sign] = sign(credentials.secret, { timestamp, method: endpoint.method, path, body });
    return headers;
  }

  #decode<E extends Endpoint>(endpoint: E, status: number, text: string): ResponseOf<E> {
    const { code, msg, data } = readAnswer(endpoint.name, status, text);
    if (code !== SUCCESS) throw refusedByBitget(endpoint.name, { code, msg, status });
    try {
      return decodeResponse(endpoint, data) as ResponseOf<E>;
    } catch (cause) {
      const says = 'the exchange agreed, in a form that is not documented';
      throw lostAnswer(endpoint.name, 'undocumented-answer', { says, status, cause });
    }
  }

  #limiter(endpoint: Endpoint): RateLimiter {
    const found = this.#limiters.get(endpoint.name);
    if (found) return found;
    const { paceMaxMs = 10_000, limitFactor = 1 } = this.#options;
    const perSecond = Math.max(1, Math.floor(endpoint.limit.perSecond * limitFactor));
    const queueMax = Math.max(1, Math.floor((perSecond * paceMaxMs) / 1_000));
    const made = new RateLimiter({ name: endpoint.name, perSecond, queueMax, now: monotonicMs });
    this.#limiters.set(endpoint.name, made);
    return made;
  }

  #noteRemaining(endpoint: Endpoint, header: string | string[] | undefined): void {
    const count = Number(header);
    if (header !== undefined && Number.isFinite(count)) this.#remaining.set(endpoint.name, count);
  }
}

/** Worth another attempt: the network, a passing fault, or too many requests. */
const isPassing = ({ kind }: BitgetError): boolean =>
  kind === 'network' || kind === 'outcome-unknown' || kind === 'rate-limit';
