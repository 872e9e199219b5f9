/**
 * One service on a free port over the stub engine, with raw requests and the typed client.
 * Invariant: every answer through `client` is held against the route's own response schema.
 */
import { request } from 'node:http';
import Value from 'typebox/value';
import { createClient, type InputOf, type ResponseOf, type RouteSpec } from '../../src/services/contract/index.ts';
import { type Locks, type Service, serve } from '../../src/services/http/index.ts';
import type { Log } from '../../src/services/log.ts';
import { MarketDesk } from '../../src/services/market/index.ts';
import { createStubEngine, STUB_NOW, type StubEngine } from './stub-engine.ts';
import { createStubMarket, type StubMarket } from './stub-market.ts';

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} };

export type RawAnswer = {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly text: string;
};

export type RawRequest = { method?: string; path: string; headers?: Record<string, string>; body?: string };

export type ServiceHarness = {
  readonly engine: StubEngine;
  readonly exchange: StubMarket;
  readonly address: string;
  raw(options: RawRequest): Promise<RawAnswer>;
  call<R extends RouteSpec>(route: R, input: InputOf<R>, idempotencyKey?: string): Promise<ResponseOf<R>>;
  close(): Promise<void>;
};

export async function startService(
  make: Service | ((engine: StubEngine) => Service),
  answerTimeoutMs = 2_000,
  locks?: Partial<Locks>,
): Promise<ServiceHarness> {
  const engine = createStubEngine();
  const service = typeof make === 'function' ? make(engine) : make;
  const clock = { now: () => STUB_NOW };
  const exchange = createStubMarket();
  const market = new MarketDesk({ clock, live: engine, upstream: exchange });
  const { address, close } = await serve(service, {
    engine,
    market,
    clock,
    log: silentLog,
    port: 0,
    answerTimeoutMs,
    locks,
  });
  const client = createClient({ baseUrl: address, fetch, timeoutMs: 3_000 });
  return {
    engine,
    exchange,
    address,
    close,
    raw: (options) => rawRequest(address, options),
    async call(route, input, idempotencyKey) {
      const response = await client.call(route, input, idempotencyKey === undefined ? {} : { idempotencyKey });
      Value.Assert(route.response, response);
      return response;
    },
  };
}

/** Sets any header, also those that `fetch` keeps to itself. */
export const rawRequest = (
  address: string,
  { method = 'GET', path, headers = {}, body }: RawRequest,
): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    const sent = request(`${address}${path}`, { method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.once('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    sent.once('error', reject);
    sent.setTimeout(3_000, () => sent.destroy(new Error('no answer within 3 s')));
    sent.end(body);
  });
