/**
 * Reads malformed REST answers, alone and through whole venues, and judges what was made of each by rules of its own.
 * Invariant: the judge shares no code with the client: it knows JSON, and what a code of the exchange looks like.
 */
import { inspect } from 'node:util';
import { onTestFinished } from 'vitest';
import { readAnswer } from '../../src/bitget/client/answer.ts';
import { loopback } from '../../src/bitget/client/testing/loopback.ts';
import { BTC_CONTRACT, NOW, restAt } from '../../src/bitget/client/testing/parts.ts';
import { approved, order, trigger } from '../../src/bitget/client/testing/venue.ts';
import { Secret, venueOf } from '../../src/bitget/index.ts';
import { decodeResponse, type Endpoint, endpoints } from '../../src/bitget/protocol/index.ts';
import { UNIFIED_INSTRUMENT } from '../../src/bitget/unified/client/testing/instrument.ts';
import { unifiedEndpoints } from '../../src/bitget/unified/index.ts';
import { type AccountFamily, TradingError } from '../../src/domain/index.ts';
import type { Sent, Venue } from '../../src/ports/index.ts';
import { CANARY } from './fuzz-sockets.ts';
import { malformed, type Random, seeded } from './malformed.ts';
import { answersOf } from './wire-answers.ts';

const STATUSES = [200, 200, 200, 400, 400, 401, 403, 404, 418, 429, 500, 502, 503];

/** What the text says, if it is an answer at all: an object whose code is a number. */
function envelopeIn(text: string): { code: string; data: unknown } | undefined {
  try {
    const value = JSON.parse(text) as { code?: unknown; data?: unknown } | null;
    const code = typeof value === 'object' && value !== null && !Array.isArray(value) ? value.code : undefined;
    const isCode = (typeof code === 'string' || typeof code === 'number') && /^\d{1,9}$/.test(String(code));
    return isCode ? { code: String(code), data: value?.data } : undefined;
  } catch {
    return undefined;
  }
}

const shown = (text: string): string => `${text.slice(0, 200)} (${text.length})`;

/** Through the reading of an answer and of the data of every endpoint in turn. */
export function fuzzAnswers(family: AccountFamily, options: { seed: number; answers: number }) {
  const random = seeded(options.seed);
  const all: readonly Endpoint[] = Object.values(family === 'classic' ? endpoints : unifiedEndpoints);
  const valid = answersOf(family).map(({ text }) => text);
  const wrong: string[] = [];
  let read = 0;
  for (; read < options.answers; read++) {
    const endpoint = all[read % all.length] as Endpoint;
    const text = malformed(valid, random);
    const status = random.pick(STATUSES);
    try {
      const { code, data } = readAnswer(endpoint.name, status, text);
      if (envelopeIn(text)?.code !== code && status !== 429) wrong.push(`read as ${code}: ${shown(text)}`);
      decodeResponse(endpoint, data);
    } catch (error) {
      const isOpen = error instanceof TradingError && (error.outcome === 'unknown' || error.code === 'invalid-input');
      if (!isOpen) wrong.push(`${String(error).slice(0, 200)}: ${shown(text)}`);
    }
  }
  return { read, wrong };
}

type Judge = (text: string, status: number) => string | undefined;

/** A send is refused by a code alone, agreed to by success alone, and open otherwise. */
const judgeSent =
  (sent: Sent): Judge =>
  (text, status) => {
    if (JSON.stringify(sent).includes(CANARY)) return 'tells a secret';
    const envelope = envelopeIn(text);
    const { outcome } = sent;
    if (outcome === 'unknown') return undefined;
    if (outcome === 'not-sent') return `not sent: ${sent.message}`;
    if (outcome === 'accepted') return envelope?.code === '00000' ? undefined : 'accepted without success';
    const isRefusal = status === 429 || (status < 500 && envelope !== undefined && envelope.code !== '00000');
    return isRefusal ? undefined : 'rejected without a code';
  };

/** An empty list is said by success with a list. */
const judgeList =
  (rows: readonly unknown[]): Judge =>
  (text) => {
    if (rows.length > 0) return undefined;
    const envelope = envelopeIn(text);
    const data = envelope?.data as { list?: unknown; entrustedList?: unknown } | null | undefined;
    return envelope?.code === '00000' && typeof data === 'object' ? undefined : 'flat without a list';
  };

const judgeFound =
  (found: unknown): Judge =>
  (text, status) =>
    found === 'absent' && (envelopeIn(text) === undefined || status >= 500) ? 'absent without a word' : undefined;

const CALLS: readonly ((venue: Venue) => Promise<Judge>)[] = [
  async (venue) => judgeSent(await venue.submit(approved({ ...order, intent: 'close', stopLoss: undefined }))),
  async (venue) => judgeSent(await venue.cancel('BTCUSDT', 'v-1')),
  async (venue) => judgeSent(await venue.placeTrigger(trigger)),
  async (venue) => judgeList(await venue.positions()),
  async (venue) => judgeList(await venue.openOrders()),
  async (venue) => judgeFound(await venue.order('BTCUSDT', 'v-1')),
  async (venue) => judgeFound(await venue.trigger('BTCUSDT', 't-1')),
];

/** A query may fail, if it says that it does not know; a refusal needs a code. */
function judgeFailure(error: unknown): Judge {
  return (text, status) => {
    if (!(error instanceof TradingError)) return `${String(error).slice(0, 200)}`;
    if (inspect(error).includes(CANARY)) return 'tells a secret';
    if (error.outcome === 'unknown') return undefined;
    return envelopeIn(text) || status === 429 ? undefined : `${error.outcome}: ${error.message}`;
  };
}

/** Through a venue and its REST client over HTTP. */
export async function fuzzVenue(family: AccountFamily, options: { seed: number; calls: number }) {
  let reply = { text: '', status: 200 };
  const server = await loopback({
    answer: ({ path }) => {
      if (path === endpoints.serverTime.path) return { data: { serverTime: String(NOW) } };
      if (path === endpoints.contracts.path) return { data: [BTC_CONTRACT] };
      if (path === endpoints.account.path && isPreparing) return { data: ACCOUNT };
      if (path === unifiedEndpoints.settings.path) return { data: { holdMode: 'hedge_mode' } };
      return path === unifiedEndpoints.instruments.path ? { data: [UNIFIED_INSTRUMENT] } : reply;
    },
  });
  let isPreparing = true;
  const credentials = {
    key: 'key-1',
    secret: new Secret(`${CANARY}-secret`),
    passphrase: new Secret(CANARY),
  };
  const pace = { limitFactor: 10_000, attemptsMax: 1, paceMaxMs: 1, retryWaitMs: 0 };
  const rest = restAt(server.url, { credentials, ...pace });
  const { venue } = venueOf(family, {
    rest,
    credentials,
    socketOrigin: server.socketUrl,
    random: () => 0,
    orderPath: 'rest',
  });
  onTestFinished(() => venue.close());
  await venue.prepare({ symbols: ['BTCUSDT'], positionMode: 'hedge', marginMode: 'isolated' });
  await venue.instruments([]);
  isPreparing = false;
  const random = seeded(options.seed);
  const valid = answersOf(family);
  const wrong: string[] = [];
  let called = 0;
  for (; called < options.calls; called++) {
    reply = { text: pickText(valid, random), status: random.pick(STATUSES) };
    const call = CALLS[called % CALLS.length] as (typeof CALLS)[number];
    const judge = await call(venue).catch(judgeFailure);
    const verdict = judge(reply.text, reply.status);
    if (verdict !== undefined)
      wrong.push(`call ${called % CALLS.length}, HTTP ${reply.status}: ${verdict}: ${shown(reply.text)}`);
  }
  return { called, wrong };
}

const ACCOUNT = {
  marginCoin: 'USDT',
  available: '1',
  accountEquity: '1',
  marginMode: 'isolated',
  posMode: 'hedge_mode',
  crossedMarginLeverage: '20',
  isolatedLongLever: '20',
  isolatedShortLever: '5',
};

const pickText = (valid: readonly { text: string }[], random: Random): string =>
  malformed(
    valid.map(({ text }) => text),
    random,
  );
