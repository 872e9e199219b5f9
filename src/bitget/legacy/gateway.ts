/**
 * Bitget's V1 API for USDT contracts over an account of today, Classic or Unified.
 * Invariant: nothing private is answered before the gateway's own key has signed for it; the account's real key is shown to nobody.
 */
import type { AccountFamily } from '../../domain/index.ts';
import type { Clock } from '../../ports/index.ts';
import { type Calls, callsOf } from '../api/calls.ts';
import { type Sockets, socketsOf } from '../api/sockets.ts';
import type { BitgetRest } from '../client/index.ts';
import { endpoints, HEADERS } from '../protocol/index.ts';
import type { Credentials } from '../signing/index.ts';
import { type Beside, legacyCalls } from './calls/index.ts';
import { type Desk, deskOf } from './desk/index.ts';
import { exactNumber } from './exact-number.ts';
import { type Clocks, checkClaim } from './gatekeeper.ts';
import { Params } from './params.ts';
import { LegacyRefusal, toldOf, wrong } from './refusal.ts';
import type { Peer, PeerSession } from './socket/peer.ts';
import { Peers } from './socket/peers.ts';

export type LegacyGatewayOptions = {
  readonly family: AccountFamily;
  /** The client that the engine trades with; its limits hold for both. */
  readonly rest: BitgetRest;
  readonly socketOrigin: string;
  /** Of the account. */
  readonly credentials: Credentials;
  /** What V1 programs sign with: an HMAC key that exists on this machine alone. */
  readonly own: Credentials;
  /** Of this machine. */
  readonly clock: Clock;
  /** An engine that trades on the same account, if one does. */
  readonly beside?: Beside | undefined;
  readonly onFailure: (error: unknown) => void;
};

export type LegacyRequest = {
  readonly method: 'GET' | 'POST';
  /** With the query, exactly as it arrived. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Exactly as it arrived; "" without one. */
  readonly body: string;
};

export type LegacyAnswer = { readonly status: number; readonly body: string };

export interface LegacyGateway {
  answer(request: LegacyRequest): Promise<LegacyAnswer>;
  /** A program that has opened the V1 socket. */
  connect(peer: Peer): PeerSession;
  close(): Promise<void>;
}

export const createLegacyGateway = (options: LegacyGatewayOptions): LegacyGateway => new Gateway(options);

/** Orders that a program has left without a name; unlike the engine's own, which begin with the session's tag. */
const NAME_START = 'legacy-';

class Gateway implements LegacyGateway {
  readonly #options: LegacyGatewayOptions;
  readonly #desk: Desk;
  readonly #market: Calls<typeof endpoints>;
  readonly #sockets: Sockets;
  readonly #peers: Peers;
  readonly #clocks: Clocks;
  #names = 0;

  constructor(options: LegacyGatewayOptions) {
    const { family, rest, socketOrigin, credentials, own, clock } = options;
    this.#options = options;
    this.#desk = deskOf(family, rest);
    this.#market = callsOf(rest, endpoints);
    this.#sockets = socketsOf({ rest, socketOrigin, credentials, timeoutMs: undefined });
    this.#clocks = () => [rest.serverClock.now(), clock.now()];
    this.#peers = new Peers({
      family,
      sockets: this.#sockets,
      own,
      clocks: this.#clocks,
      onFailure: options.onFailure,
    });
  }

  async answer(request: LegacyRequest): Promise<LegacyAnswer> {
    try {
      return await this.#answer(request);
    } catch (error) {
      return this.#refuse(error);
    }
  }

  connect(peer: Peer): PeerSession {
    return this.#peers.connect(peer);
  }

  async close(): Promise<void> {
    this.#peers.close();
    await this.#sockets.close();
  }

  async #answer(request: LegacyRequest): Promise<LegacyAnswer> {
    const { method, url, body } = request;
    const [path = '', query = ''] = url.split('?', 2);
    const call = legacyCalls[`${method} ${path}`];
    if (!call) throw notServed(method, path);
    if (call.auth === 'private') this.#check(request);
    const fields = method === 'GET' ? Object.fromEntries(new URLSearchParams(query)) : fieldsOf(body);
    const data = await call.answer({
      params: new Params(fields),
      desk: this.#desk,
      market: this.#market,
      beside: this.#options.beside,
      nextName: () => this.#nextName(),
    });
    const envelope = { code: '00000', msg: 'success', requestTime: this.#now(), data };
    return { status: 200, body: JSON.stringify(call.isBare ? (data ?? []) : envelope) };
  }

  #check({ method, url, headers, body }: LegacyRequest): void {
    const header = (name: string): string => String(headers[name.toLowerCase()] ?? '');
    checkClaim(
      {
        key: header(HEADERS.key),
        signature: header(HEADERS.sign),
        passphrase: header(HEADERS.passphrase),
        timestamp: header(HEADERS.timestamp),
        method,
        path: url,
        body,
      },
      this.#options.own,
      this.#clocks,
    );
  }

  #refuse(error: unknown): LegacyAnswer {
    const told = toldOf(error) ?? { code: '45001', msg: 'Unknown error', status: 500 };
    if (told.status >= 500) this.#options.onFailure(error);
    const { code, msg, status } = told;
    return { status, body: JSON.stringify({ code, msg, requestTime: this.#now(), data: null }) };
  }

  /** A number in V1's envelope. */
  #now(): unknown {
    return exactNumber(String(this.#options.rest.serverClock.now()));
  }

  #nextName(): string {
    this.#names++;
    return `${NAME_START}${this.#options.clock.now().toString(36)}-${this.#names}`;
  }
}

function fieldsOf(body: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = body === '' ? {} : JSON.parse(body);
  } catch {
    throw new LegacyRefusal('40017', 'the body is no JSON');
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Readonly<Record<string, unknown>>;
  }
  throw wrong('body', value, 'a JSON object');
}

function notServed(method: string, path: string): LegacyRefusal {
  const shown = path.slice(0, 100);
  const other = method === 'GET' ? 'POST' : 'GET';
  const why = legacyCalls[`${other} ${path}`]
    ? `${shown} is asked by ${other}`
    : `${method} ${shown} is no path of V1 that this gateway serves`;
  return new LegacyRefusal('40404', why, 404);
}
