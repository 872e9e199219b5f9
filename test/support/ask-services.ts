/**
 * Asks services over real sockets, many requests under way at a time.
 * Invariant: an answer that does not come within its bound is a failure, and a failure names its request as a curl line.
 */
import { type Dispatcher, Pool } from 'undici';
import { curlOf, type ServiceName, type WildCall } from './wild-calls.ts';

const UNDER_WAY = 64;
const CONNECTIONS = 24;
/** Above the services' own bound: an answer that is late for them is told by them. */
const ANSWER_MS = 30_000;

export type AskOptions = {
  readonly addresses: Readonly<Record<ServiceName, string>>;
  readonly requests: number;
  readonly token?: string | undefined;
  /** What is wrong with an answer, or undefined. */
  readonly objectionTo: (status: number, text: string) => string | undefined;
};

/** @returns how many answers had each status. @throws Error at the first answer that is objected to or does not come. */
export async function askServices(calls: Iterator<WildCall>, options: AskOptions): Promise<Map<number, number>> {
  const { addresses, requests, token, objectionTo } = options;
  const bounds = { connections: CONNECTIONS, headersTimeout: ANSWER_MS, bodyTimeout: ANSWER_MS };
  const pools = Object.fromEntries(Object.entries(addresses).map(([name, base]) => [name, new Pool(base, bounds)]));
  const seen = new Map<number, number>();
  let left = requests;
  const askOne = async (call: WildCall): Promise<void> => {
    const { service, call: route } = call.target;
    const headers = {
      ...(route.method !== 'GET' && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    };
    const fail = (said: string): Error => {
      left = 0;
      return new Error(`${said}\n${curlOf(addresses[service], call, headers)}`);
    };
    const request = { method: route.method, path: call.path, headers, body: call.body ?? null };
    const [status, text] = await answerOf(pools[service] as Pool, request).catch((error: unknown) => {
      throw fail(String(error));
    });
    seen.set(status, (seen.get(status) ?? 0) + 1);
    const objection = objectionTo(status, text);
    if (objection !== undefined) throw fail(`${objection}: ${status} ${text}`);
  };
  const askOn = async (): Promise<void> => {
    while (left-- > 0) await askOne(calls.next().value);
  };
  try {
    await Promise.all(Array.from({ length: UNDER_WAY }, askOn));
  } finally {
    await Promise.all(Object.values(pools).map((pool) => pool.destroy()));
  }
  return seen;
}

/** A kept connection may end while a request is on its way: that is asked again, on another one. */
async function answerOf(
  pool: Pool,
  request: Pick<Dispatcher.RequestOptions, 'path' | 'headers' | 'body'> & { readonly method: string },
  attemptsLeft = 2,
): Promise<readonly [status: number, text: string]> {
  try {
    const { statusCode, body } = await pool.request(request as Dispatcher.RequestOptions);
    return [statusCode, await body.text()];
  } catch (error) {
    if (attemptsLeft === 0 || !isCut(error)) throw error;
    return answerOf(pool, request, attemptsLeft - 1);
  }
}

const isCut = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'].includes(String(error.code));
