/**
 * Single requests for finding out what is wrong: sent once, as they are told, and kept with what was answered.
 * Invariant: GET only, so that nothing is ever changed; what is kept holds no secret.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../ports/index.ts';
import { type RawAnswer, readAnswer, transportFailure } from '../client/answer.ts';
import { HttpPool } from '../client/http-pool.ts';
import { monotonicMs } from '../client/monotonic.ts';
import { isLoopback, secureUrl } from '../client/secure-url.ts';
import { type BitgetError, lostAnswer, refusedByBitget } from '../errors/index.ts';
import {
  decodeRequest,
  decodeResponse,
  type Endpoint,
  HEADERS,
  type RequestOf,
  type ResponseOf,
  SUCCESS,
} from '../protocol/index.ts';
import { type Credentials, masked, queryText, signWith } from '../signing/index.ts';

export type ProbeOptions = {
  /** Such as https://api.bitget.com. */
  readonly restUrl: string;
  readonly isDemoTrading: boolean;
  readonly credentials: Credentials | undefined;
  readonly clock: Clock;
  /** Of each request, until its answer is read. */
  readonly timeoutMs: number;
  /** From one request to the next, at least, where there are limits. */
  readonly gapMs: number;
};

/** A request by hand: what is sent, and what is signed in its place where the two are to differ. */
export type RawQuestion = {
  readonly call: string;
  /** With its query, as it goes over the wire. */
  readonly path: string;
  readonly sign: string;
  readonly timestamp: string;
};

/** One request with its answer, for people. */
export type Exchanged = {
  readonly call: string;
  readonly url: string;
  /** Key and passphrase masked, the signature left out. */
  readonly headers: Readonly<Record<string, string>>;
  /** 0 where no answer came. */
  readonly status: number;
  /** Of the exchange; of the transport where no answer came. */
  readonly code: string;
  readonly text: string;
  readonly tookMs: number;
};

const TEXT_MAX = 2_000;
const KEY_ENDS = { first: 5, last: 3, least: 16 };

/** The ends of a key, enough to tell two apart. */
export const maskedKey = (key: string): string =>
  key.length < KEY_ENDS.least
    ? `[${key.length} characters]`
    : `${key.slice(0, KEY_ENDS.first)}…${key.slice(-KEY_ENDS.last)}`;

export class Probe {
  readonly exchanged: Exchanged[] = [];
  /** Requests left in that second, by call, as the exchange told with its last answer. */
  readonly remaining = new Map<string, { readonly left: number; readonly perSecond: number }>();
  readonly #options: ProbeOptions;
  readonly #pool: HttpPool;
  readonly #basePath: string;
  #offsetMs = 0;
  #nextAt = 0;
  /** One on this machine that tells of no limits has none. */
  #isLimited: boolean;

  /** @throws InvalidInput for an address that is plain text to another machine. */
  constructor(options: ProbeOptions) {
    const url = secureUrl(options.restUrl, 'address of the exchange');
    this.#options = options;
    this.#isLimited = !isLoopback(url);
    this.#basePath = url.pathname.replace(/\/$/, '');
    this.#pool = new HttpPool(url.origin, { connections: 1, timeoutMs: options.timeoutMs });
  }

  get credentials(): Credentials | undefined {
    return this.#options.credentials;
  }

  /** The exchange's time against the machine's, from now on the time of every signature. */
  set offsetMs(value: number) {
    this.#offsetMs = value;
  }

  /** Epoch ms of this machine. */
  machineNow(): number {
    return this.#options.clock.now();
  }

  /** Epoch ms, as the exchange has it. */
  now(): number {
    return this.machineNow() + this.#offsetMs;
  }

  /** Signs with the exchange's time, sends once. @throws BitgetError; InvalidInput for wrong parameters. */
  async call<E extends Endpoint>(endpoint: E, params: RequestOf<E>): Promise<ResponseOf<E>> {
    const query = queryText(decodeRequest(endpoint, params) as Record<string, string>);
    const path = endpoint.path + query;
    const isPrivate = endpoint.auth === 'private';
    const headers = isPrivate ? this.#signed(path) : {};
    const { status, text } = await this.#exchange(endpoint.name, {
      path,
      headers,
      isEverywhere: endpoint.isOfBothEnvironments === true,
      perSecond: endpoint.limit.perSecond,
    });
    const answer = readAnswer(endpoint.name, status, text);
    if (answer.code !== SUCCESS) throw this.#refused(endpoint.name, { ...answer, status });
    try {
      return decodeResponse(endpoint, answer.data) as ResponseOf<E>;
    } catch (cause) {
      throw lostAnswer(endpoint.name, 'undocumented-answer', {
        says: 'an answer of another form than documented',
        status,
        cause,
      });
    }
  }

  /** Sends what it is given, whatever it says. @returns the code that the exchange answers. @throws BitgetError without an answer. */
  async ask({ call, path, sign, timestamp }: RawQuestion): Promise<{ readonly code: string; readonly msg: string }> {
    const { status, text } = await this.#exchange(call, { path, headers: this.#access(sign, timestamp) });
    const { code, msg } = readAnswer(call, status, text);
    return { code, msg: masked(msg, this.credentials) };
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  #signed(path: string): Record<string, string> {
    const { credentials } = this;
    if (!credentials) return {};
    const timestamp = String(this.now());
    return this.#access(signWith(credentials, { timestamp, method: 'GET', path, body: '' }), timestamp);
  }

  #access(sign: string, timestamp: string): Record<string, string> {
    const { credentials } = this;
    if (!credentials) return {};
    return {
      [HEADERS.key]: credentials.key,
      [HEADERS.timestamp]: timestamp,
      [HEADERS.sign]: sign,
      [HEADERS.passphrase]: credentials.passphrase.reveal(),
    };
  }

  async #exchange(
    call: string,
    wanted: {
      readonly path: string;
      readonly headers: Record<string, string>;
      readonly isEverywhere?: boolean;
      readonly perSecond?: number;
    },
  ): Promise<RawAnswer> {
    const { isDemoTrading, restUrl } = this.#options;
    const demo = isDemoTrading && wanted.isEverywhere !== true ? { [HEADERS.demo]: '1' } : {};
    const headers = { 'content-type': 'application/json', locale: 'en-US', ...demo, ...wanted.headers };
    const path = this.#basePath + wanted.path;
    await this.#turn();
    const started = monotonicMs();
    const note = (status: number, code: string, text: string): void => {
      const tookMs = Math.round(monotonicMs() - started);
      this.exchanged.push({ call, url: restUrl + wanted.path, headers: hidden(headers), status, code, text, tookMs });
    };
    try {
      const flat = Object.entries(headers).flat();
      const { status, text, headers: told } = await this.#pool.send({ method: 'GET', path, headers: flat, body: '' });
      note(status, codeIn(text), masked(text, this.credentials).slice(0, TEXT_MAX));
      const left = told[HEADERS.remaining];
      this.#isLimited ||= left !== undefined;
      if (left !== undefined && wanted.perSecond !== undefined)
        this.remaining.set(call, { left: Number(left), perSecond: wanted.perSecond });
      return { status, text, retryAfter: '' };
    } catch (error) {
      const failure = transportFailure(call, error, monotonicMs() - started);
      note(0, failure.code, failure.message);
      throw failure;
    }
  }

  async #turn(): Promise<void> {
    const waitMs = this.#nextAt - monotonicMs();
    if (waitMs > 0) await sleep(waitMs);
    this.#nextAt = monotonicMs() + (this.#isLimited ? this.#options.gapMs : 0);
  }

  #refused(call: string, answer: { code: string; msg: string; status: number }): BitgetError {
    return refusedByBitget(call, { ...answer, msg: masked(answer.msg, this.credentials) });
  }
}

const codeIn = (text: string): string => /"code"\s*:\s*"?(\d{1,9})/.exec(text)?.[1] ?? '';

function hidden(headers: Readonly<Record<string, string>>): Record<string, string> {
  const { [HEADERS.sign]: _, ...rest } = headers;
  const shown: Record<string, string> = rest;
  const key = shown[HEADERS.key];
  if (key !== undefined) shown[HEADERS.key] = maskedKey(key);
  if (shown[HEADERS.passphrase] !== undefined) shown[HEADERS.passphrase] = '[secret]';
  return shown;
}
