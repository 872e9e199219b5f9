/**
 * What a reader wants: topics, and symbols or all of them. Read from a query or from a WebSocket message.
 * Invariant: a subscription is canonical, so that two readers who want the same have the same key and share one encoding.
 */
import Type, { type Static } from 'typebox';
import { InvalidInput, normalizeSymbol, validatorOf } from '../../domain/index.ts';
import { ON_DEMAND, STREAM_TOPICS, type StreamTopic, type SubscriptionRow, TOPIC_ALIASES } from '../contract/index.ts';

const SYMBOLS_MAX = 100;
const WORDS_MAX = 50;

export type Subscription = {
  readonly key: string;
  readonly topics: ReadonlySet<StreamTopic>;
  /** Undefined: every symbol. */
  readonly symbols: ReadonlySet<string> | undefined;
};

/** What a service can give. */
export type Offer = {
  readonly topics: readonly StreamTopic[];
  /** The contracts that can be named. */
  readonly symbols: () => readonly string[];
};

const Words = Type.Array(Type.String({ minLength: 1, maxLength: 40 }), { maxItems: SYMBOLS_MAX });

const MessageSchema = Type.Object(
  {
    op: Type.Enum(['subscribe', 'unsubscribe', 'ping'], { description: 'subscribe, unsubscribe or ping' }),
    topics: Type.Optional(Words),
    symbols: Type.Optional(Words),
  },
  { additionalProperties: false },
);

export type StreamMessage = Static<typeof MessageSchema>;

const invalidMessage = validatorOf(MessageSchema);

/** @throws InvalidInput for what is no JSON or no known message. */
export function parseMessage(text: string): StreamMessage {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new InvalidInput('message', text.slice(0, 80), 'JSON such as {"op":"subscribe","topics":["orders"]}');
  }
  const error = invalidMessage(value);
  if (error) throw error;
  return value as StreamMessage;
}

export type StreamQuery = { readonly topics?: string | undefined; readonly symbols?: string | undefined };

/** @throws InvalidInput for a topic that the service has not, or a symbol that is not traded. */
export function subscriptionOf(offer: Offer, { topics, symbols }: StreamQuery): Subscription {
  const named = topics === undefined ? usualTopics(offer) : topicsOf(offer, wordsOf('topics', topics));
  return canonical(named, symbols === undefined ? undefined : symbolsOf(offer, wordsOf('symbols', symbols)));
}

/** `subscribe` adds topics and sets the symbols; `unsubscribe` takes topics away. @throws InvalidInput as above. */
export function changed(held: Subscription, offer: Offer, { op, topics = [], symbols }: StreamMessage): Subscription {
  const named = new Set(topicsOf(offer, topics));
  const wanted =
    op === 'subscribe' ? [...held.topics, ...named] : [...held.topics].filter((topic) => !named.has(topic));
  return canonical(wanted, symbols === undefined ? held.symbols : symbolsOf(offer, symbols));
}

export const rowOf = ({ topics, symbols }: Subscription): SubscriptionRow => ({
  topics: [...topics],
  ...(symbols && { symbols: [...symbols] }),
});

const usualTopics = ({ topics }: Offer): readonly StreamTopic[] => {
  const usual = topics.filter((topic) => !ON_DEMAND.has(topic));
  return usual.length > 0 ? usual : topics;
};

function wordsOf(field: string, text: string): readonly string[] {
  const words = text.split(',').filter((word) => word !== '');
  const most = field === 'symbols' ? SYMBOLS_MAX : WORDS_MAX;
  if (words.length > 0 && words.length <= most) return words;
  throw new InvalidInput(field, text.slice(0, 80), `1 to ${most} of them, separated by commas`);
}

function topicsOf(offer: Offer, words: readonly string[]): readonly StreamTopic[] {
  return words.map((word) => {
    const topic = Object.hasOwn(TOPIC_ALIASES, word) ? TOPIC_ALIASES[word] : word;
    const found = offer.topics.find((known) => known === topic);
    if (found !== undefined) return found;
    throw new InvalidInput('topics', word, `one of ${offer.topics.join(', ')}`);
  });
}

function symbolsOf(offer: Offer, words: readonly string[]): readonly string[] {
  const known = offer.symbols();
  return words.map((word) => {
    const symbol = normalizeSymbol(word);
    if (known.includes(symbol)) return symbol;
    throw new InvalidInput('symbols', word, `one of ${known.join(', ')}`);
  });
}

function canonical(topics: readonly StreamTopic[], symbols: Iterable<string> | undefined): Subscription {
  const wanted = new Set(topics);
  const ordered = STREAM_TOPICS.filter((topic) => wanted.has(topic));
  const sorted = symbols && [...new Set(symbols)].sort();
  return {
    key: `${ordered.join(',')}|${sorted?.join(',') ?? '*'}`,
    topics: new Set(ordered),
    symbols: sorted && new Set(sorted),
  };
}
