/**
 * Reads the live stream as an async iterator: connects again with a growing pause and resumes after the last row seen.
 * Invariant: each row comes once, whatever is cut where; rows that may be missing are told by a `gap`, never passed over.
 */
import { problemError, ServiceError } from './client.ts';
import { PROBLEM_TYPE, type ProblemFields } from './problem.ts';
import { type Body, type EventText, readEvents } from './read-events.ts';
import { ROW_TOPICS, STREAM_PATH, type StreamFrame, type StreamTopic } from './stream.ts';

/** What is needed of `fetch`. */
export type StreamFetch = (
  url: string,
  init: { headers: Record<string, string>; signal: AbortSignal },
) => Promise<{
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: Body | null;
  text(): Promise<string>;
}>;

export type StreamOptions = {
  /** Such as `http://127.0.0.1:8002`; empty for the page's own origin. */
  readonly baseUrl: string;
  readonly fetch: StreamFetch;
  /** Default: what the service has without asking anybody. */
  readonly topics?: readonly StreamTopic[];
  /** Default: every symbol. */
  readonly symbols?: readonly string[];
  /** Rows after this sequence number; default: from now on. */
  readonly after?: number;
  /** Ends the iteration without an error. */
  readonly signal?: AbortSignal;
  readonly token?: string;
  /** Longer silence counts as lost, whatever the connection says; heartbeats come every 5 s. Default 15,000. */
  readonly silenceMs?: number;
  /** The first pause before connecting again, doubled each time up to `retryMaxMs`. Default 250 and 10,000. */
  readonly retryMinMs?: number;
  readonly retryMaxMs?: number;
  /** Uniform in [0, 1): spreads the pauses of many readers. Default: none is spread. */
  readonly random?: () => number;
};

const DEFAULTS = { silenceMs: 15_000, retryMinMs: 250, retryMaxMs: 10_000, random: () => 1 };

/** Asking again would be answered the same. */
const FINAL: ReadonlySet<number> = new Set([400, 401, 403, 404, 421]);

/** Where a reader stands. */
type Place = {
  after: number | undefined;
  /** Rows of a sequence number that has not been told to its end: they come again after a cut. */
  unfinished: string[];
};

/** Endless but for `signal`. @throws ServiceError where asking again is no use: bad input, no right, no such service. */
export async function* readStream(given: StreamOptions): AsyncGenerator<StreamFrame, void, undefined> {
  const options = { ...DEFAULTS, ...given };
  const { signal } = options;
  const place: Place = { after: options.after, unfinished: [] };
  for (let failures = 0; !signal?.aborted; failures++) {
    try {
      for await (const frame of connection(options, place)) {
        if (frame.event === 'hello') failures = 0;
        yield frame;
      }
    } catch (error) {
      if (error instanceof ServiceError && FINAL.has(error.problem?.status ?? 0)) throw error;
    }
    const pauseMs = Math.min(options.retryMinMs * 2 ** failures, options.retryMaxMs);
    await pause(pauseMs * (0.5 + options.random() / 2), signal);
  }
}

type Settled = StreamOptions & typeof DEFAULTS;

/** One connection, to its end. */
async function* connection(options: Settled, place: Place): AsyncGenerator<StreamFrame, void, undefined> {
  const cut = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, cut.signal]) : cut.signal;
  let silence = setTimeout(() => cut.abort(), options.silenceMs);
  const again = [...place.unfinished];
  try {
    const headers: Record<string, string> = { accept: 'text/event-stream' };
    if (options.token !== undefined) headers.authorization = `Bearer ${options.token}`;
    const answer = await options.fetch(urlOf(options, place.after), { headers, signal });
    if (!answer.body || !answer.headers.get('content-type')?.startsWith('text/event-stream'))
      throw await failure(answer);
    for await (const event of readEvents(answer.body, signal)) {
      clearTimeout(silence);
      silence = setTimeout(() => cut.abort(), options.silenceMs);
      if (isNews(event, { place, again })) yield frameOf(event);
    }
  } finally {
    clearTimeout(silence);
    cut.abort();
  }
}

/** Notes where the reader stands; false for a row that it had before the cut. */
function isNews({ event, id, data }: EventText, { place, again }: { place: Place; again: string[] }): boolean {
  const isRow = ROW_TOPICS.has(event as StreamTopic);
  const text = `${event} ${data}`;
  const isKnown = isRow && again[0] === text;
  if (isKnown) again.shift();
  else if (isRow && again.length > 0) {
    again.length = 0;
    place.unfinished = [];
  }
  if (id !== undefined) {
    place.after = Number(id);
    place.unfinished = [];
  } else if (isRow && !isKnown) place.unfinished.push(text);
  return !isKnown;
}

const frameOf = ({ event, id, data }: EventText): StreamFrame =>
  ({ event, ...(id !== undefined && { id: Number(id) }), data: JSON.parse(data) }) as StreamFrame;

function urlOf({ baseUrl, topics, symbols }: StreamOptions, after: number | undefined): string {
  const query = new URLSearchParams();
  if (topics) query.set('topics', topics.join(','));
  if (symbols) query.set('symbols', symbols.join(','));
  if (after !== undefined) query.set('after', String(after));
  return `${baseUrl}${STREAM_PATH}${query.size === 0 ? '' : `?${query.toString()}`}`;
}

async function failure(answer: Awaited<ReturnType<StreamFetch>>): Promise<ServiceError> {
  const isProblem = answer.headers.get('content-type')?.startsWith(PROBLEM_TYPE) ?? false;
  if (isProblem) return problemError(JSON.parse(await answer.text()) as ProblemFields);
  const message = `${STREAM_PATH}: status ${answer.status} without a stream; is this a Viper service?`;
  return new ServiceError('bad-answer', message, { outcome: 'not-sent' });
}

const pause = (delayMs: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, delayMs);
    signal?.addEventListener('abort', end);
  });
