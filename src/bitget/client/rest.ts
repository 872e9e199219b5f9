/**
 * Signed, paced and typed calls to Bitget's REST API over kept-alive connections.
 * Invariant: a call that changes something is sent at most once, but for a refused timestamp and "too many requests",
 * which were certainly not carried out; whatever ends without a readable answer is `unknown`.
 */
import pRetry from 'p-retry';
import type { Clock } from '../../ports/index.ts';
import { BitgetError, neverSent, refusedByBitget } from '../errors/index.ts';
import {
  decodeRequest,
  type Endpoint,
  endpoints,
  HEADERS,
  type RequestOf,
  type ResponseOf,
  type Urgency,
  urgencyOf,
} from '../protocol/index.ts';
import { masked } from '../signing/index.ts';
import {
  type Answer,
  dataOf,
  isTooMany,
  type RawAnswer,
  readAnswer,
  retryAfterMs,
  transportFailure,
} from './answer.ts';
import { Circuit } from './circuit.ts';
import { HttpPool } from './http-pool.ts';
import { monotonicMs } from './monotonic.ts';
import { Pacing } from './pacing.ts';
import { outcomeOf, type RestObserver, type RestVitals } from './rest-observer.ts';
import { type BitgetRestOptions, circuitOf, pacingOf, RETRY_WAIT_MS } from './rest-options.ts';
import { secureUrl } from './secure-url.ts';
import { ServerTime, type TimeAnswer } from './server-time.ts';
import { headersOf, type WireCall, wireCall } from './wire-call.ts';

export type { BitgetRestOptions } from './rest-options.ts';

export interface BitgetRest {
  /**
   * Calls an endpoint and gives its `data`.
   * @throws BitgetError whose `outcome` says whether the call was carried out; InvalidInput for wrong parameters.
   */
  call<E extends Endpoint>(endpoint: E, params: RequestOf<E>): Promise<ResponseOf<E>>;
  /**
   * Checks a request, waits for the limits as its call would, and counts as one: for what travels another way.
   * @throws BitgetError (not-sent), InvalidInput.
   */
  turn<E extends Endpoint>(endpoint: E, params: RequestOf<E>): Promise<void>;
  /** Asks the server's time and keeps the difference for signing. @throws BitgetError. */
  measureClock(): Promise<void>;
  /** The exchange's time, as last measured. */
  readonly serverClock: Clock;
  /** Requests left in its second, as the last answer of the endpoint told; undefined before one did. */
  remaining(endpoint: Endpoint): number | undefined;
  /** Tells one observer of every exchange from now on; another takes its place. */
  observe(observer: RestObserver): void;
  vitals(): RestVitals;
  close(): Promise<void>;
}

/** @throws InvalidInput for a base URL that is plain text to another machine. */
export const createBitgetRest = (options: BitgetRestOptions): BitgetRest => new UndiciRest(options);

class UndiciRest implements BitgetRest {
  readonly serverClock: ServerTime;
  readonly #options: BitgetRestOptions;
  readonly #pool: HttpPool;
  readonly #basePath: string;
  readonly #pacing: Pacing;
  readonly #circuit: Circuit | undefined;
  readonly #remaining = new Map<string, number>();
  #observer: RestObserver | undefined;

  constructor(options: BitgetRestOptions) {
    this.#options = options;
    const url = secureUrl(options.baseUrl);
    this.#pacing = new Pacing(pacingOf(options, url));
    const circuit = circuitOf(options, url);
    this.#circuit = circuit && new Circuit(circuit);
    this.#basePath = url.pathname.replace(/\/$/, '');
    const { connections = 4, timeoutMs = 5_000 } = options;
    this.#pool = new HttpPool(url.origin, { connections, timeoutMs });
    this.serverClock = new ServerTime(options.clock, () => this.#askTime());
  }

  call<E extends Endpoint>(endpoint: E, params: RequestOf<E>): Promise<ResponseOf<E>> {
    if (!endpoint.isIdempotent) return this.#callInTime(endpoint, params);
    const { attemptsMax = 3, retryWaitMs = RETRY_WAIT_MS } = this.#options;
    return pRetry(() => this.#callInTime(endpoint, params), {
      retries: attemptsMax - 1,
      minTimeout: retryWaitMs,
      maxTimeout: retryWaitMs * 10,
      randomize: true,
      shouldRetry: ({ error }) => error instanceof BitgetError && isPassing(error),
    });
  }

  async turn<E extends Endpoint>(endpoint: E, params: RequestOf<E>): Promise<void> {
    decodeRequest(endpoint, params);
    const urgency = urgencyOf(endpoint, params);
    await this.#pacing.turn(endpoint, urgency, this.#pacing.until(urgency));
  }

  measureClock(): Promise<void> {
    return this.serverClock.measure();
  }

  remaining(endpoint: Endpoint): number | undefined {
    return this.#remaining.get(endpoint.path);
  }

  observe(observer: RestObserver): void {
    this.#observer = observer;
  }

  vitals(): RestVitals {
    return { waiting: this.#pacing.waiting, remaining: this.#remaining, clockOffsetMs: this.serverClock.offsetMs };
  }

  async close(): Promise<void> {
    this.#pacing.close();
    await this.#pool.close();
  }

  /** One call, and once more with a fresh clock when the exchange found the timestamp wrong. */
  async #callInTime<E extends Endpoint>(endpoint: E, params: RequestOf<E>): Promise<ResponseOf<E>> {
    if (endpoint.auth === 'private') {
      await this.#beforeSending(endpoint, () => this.serverClock.known());
      this.serverClock.followDrift();
    }
    try {
      return await this.#send(endpoint, params);
    } catch (error) {
      if (!(error instanceof BitgetError && error.kind === 'clock' && error.outcome === 'rejected')) throw error;
      await this.#beforeSending(endpoint, () => this.measureClock());
      return this.#send(endpoint, params);
    }
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

  async #askTime(): Promise<TimeAnswer> {
    const endpoint = endpoints.serverTime;
    await this.#pacing.turn(endpoint, 'protect', this.#pacing.until('protect'));
    // The time is read after the wait for the rate limits: only the way there and back may count.
    const { clock } = this.#options;
    const before = clock.now();
    const raw = await this.#exchange(endpoint, wireCall(endpoint, {}));
    const after = clock.now();
    const { serverTime } = dataOf(endpoint, this.#read(endpoint, raw), raw.status);
    return { serverTime: Number(serverTime), before, after };
  }

  async #send<E extends Endpoint>(endpoint: E, params: RequestOf<E>): Promise<ResponseOf<E>> {
    const { name, auth } = endpoint;
    const isSigned = auth === 'private';
    try {
      const answer = await this.#sendInTurn(endpoint, params);
      this.#observer?.onOutcome(name, 'ok', isSigned);
      return answer;
    } catch (error) {
      this.#observer?.onOutcome(name, outcomeOf(error), isSigned);
      throw error;
    }
  }

  async #sendInTurn<E extends Endpoint>(endpoint: E, params: RequestOf<E>): Promise<ResponseOf<E>> {
    const call = wireCall(endpoint, params);
    const urgency = urgencyOf(endpoint, params);
    const until = this.#pacing.until(urgency);
    for (;;) {
      await this.#pacing.turn(endpoint, urgency, until);
      this.#checkWay(endpoint, urgency);
      const raw = await this.#exchange(endpoint, call);
      const answer = this.#read(endpoint, raw);
      if (!isTooMany(answer, raw)) {
        this.#pacing.accepted(endpoint);
        return dataOf(endpoint, answer, raw.status);
      }
      const pauseMs = retryAfterMs(raw.retryAfter, this.#options.clock.now());
      if (!this.#pacing.backOff(endpoint, pauseMs, until)) throw refusedByBitget(endpoint.name, { ...answer, ...raw });
    }
  }

  /** @throws BitgetError (not-sent) after close, and while the host does not answer, but for what lowers a risk. */
  #checkWay(endpoint: Endpoint, urgency: Urgency): void {
    if (this.#pool.closed) throw neverSent(endpoint.name, CLOSED, { says: 'the client was closed' });
    if (urgency === 'protect' || !this.#circuit || this.#circuit.tryPass()) return;
    throw neverSent(endpoint.name, CIRCUIT_OPEN, { says: 'the exchange has not answered for a while' });
  }

  async #exchange(endpoint: Endpoint, call: WireCall): Promise<RawAnswer> {
    const { credentials, isDemoTrading } = this.#options;
    // Signed after the wait for the rate limits: a timestamp is good for 30 seconds only.
    const headers = headersOf(endpoint, call, { credentials, isDemoTrading, now: this.serverClock.now() });
    const started = monotonicMs();
    try {
      const request = { method: endpoint.method, path: this.#basePath + call.path, headers, body: call.body };
      const answer = await this.#pool.send(request);
      this.#observer?.onExchange(endpoint.name, monotonicMs() - started, true);
      this.#noteRemaining(endpoint, answer.headers[HEADERS.remaining]);
      return { status: answer.status, text: answer.text, retryAfter: String(answer.headers['retry-after'] ?? '') };
    } catch (error) {
      this.#circuit?.failed();
      const tookMs = monotonicMs() - started;
      this.#observer?.onExchange(endpoint.name, tookMs, false);
      throw transportFailure(endpoint.name, error, tookMs);
    }
  }

  /** The envelope. @throws BitgetError for what is none: the host, or something before it, is not well. */
  #read(endpoint: Endpoint, { status, text }: RawAnswer): Answer {
    try {
      const answer = readAnswer(endpoint.name, status, text);
      // Whoever answers may repeat what it was sent.
      const msg = masked(answer.msg, this.#options.credentials);
      if (status >= 500) this.#circuit?.failed();
      else this.#circuit?.succeeded();
      return { ...answer, msg };
    } catch (error) {
      this.#circuit?.failed();
      throw error;
    }
  }

  #noteRemaining(endpoint: Endpoint, header: string | string[] | undefined): void {
    const count = Number(header);
    if (header !== undefined && Number.isFinite(count)) this.#remaining.set(endpoint.path, count);
  }
}

const CIRCUIT_OPEN = 'circuit-open';
const CLOSED = 'closed';

/** Worth another attempt: the network, or a passing fault. */
const isPassing = ({ kind, code }: BitgetError): boolean =>
  code !== CIRCUIT_OPEN &&
  code !== CLOSED &&
  (kind === 'network' || kind === 'outcome-unknown' || kind === 'transient');
