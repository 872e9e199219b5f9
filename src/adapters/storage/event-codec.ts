/**
 * Events as JSON text and back.
 * Invariant: decode(encode(event)) equals the event; a bigint is {"$n":"123"}, keys that begin with $ gain one more,
 * and a field that is undefined is left out.
 */
import { type Event, type EventType, InvalidInput, InvariantError } from '../../domain/index.ts';

const TYPES: Readonly<Record<EventType, true>> = {
  candle: true,
  quote: true,
  trade: true,
  mark: true,
  order: true,
  'order-rejected': true,
  fill: true,
  trigger: true,
  'trigger-rejected': true,
  bill: true,
  session: true,
  history: true,
  universe: true,
  'symbol-listed': true,
  'symbol-refused': true,
  'strategy-failed': true,
  'outcome-unknown': true,
  absent: true,
  'request-failed': true,
  'amend-sent': true,
  'leverage-set': true,
  reconciled: true,
  alarm: true,
  command: true,
};

/** @throws InvariantError for a number that JSON cannot hold. */
export const encodeEvent = (event: Event): string => JSON.stringify(event, tag);

/** @throws InvalidInput when the text is no event. */
export function decodeEvent(text: string): Event {
  const value = parse(text) as { type?: unknown; at?: unknown } | null;
  if (typeof value?.type !== 'string' || !Object.hasOwn(TYPES, value.type) || !Number.isFinite(value.at)) {
    throw new InvalidInput('event', text, 'an object with a known type and a time');
  }
  return value as Event;
}

function parse(text: string): unknown {
  try {
    return text.includes('"$') ? JSON.parse(text, untag) : JSON.parse(text);
  } catch (cause) {
    throw new InvalidInput('event', text, 'JSON', cause);
  }
}

function tag(key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return new Tagged(value);
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new InvariantError(`${key}: ${value} has no place in an event`);
  if (typeof value !== 'object' || value === null || value instanceof Tagged || Array.isArray(value)) return value;
  return hasDollar(value) ? rename(value, (name) => (name.startsWith('$') ? `$${name}` : name)) : value;
}

function untag(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !hasDollar(value)) return value;
  if ('$n' in value) return BigInt(value.$n as string);
  return rename(value, (name) => (name.startsWith('$') ? name.slice(1) : name));
}

/** A bigint on its way into JSON; its own key is not escaped. */
class Tagged {
  readonly $n: string;

  constructor(value: bigint) {
    this.$n = value.toString();
  }
}

function hasDollar(value: object): boolean {
  for (const name in value) if (name.startsWith('$')) return true;
  return false;
}

const rename = (value: object, by: (name: string) => string): object =>
  Object.fromEntries(Object.entries(value).map(([name, field]) => [by(name), field]));
