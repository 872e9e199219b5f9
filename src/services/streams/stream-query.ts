/**
 * What a request for the stream asks for: `?topics=orders,positions&symbols=BTCUSDT&after=1001`.
 * Invariant: an unknown field is refused; `Last-Event-ID` stands before `after`.
 */
import { InvalidInput } from '../../domain/index.ts';
import { type Offer, type Subscription, subscriptionOf } from './subscription.ts';

const FIELDS = ['topics', 'symbols', 'after'];

export type Asked = { readonly subscription: Subscription; readonly after: number | undefined };

/** @throws InvalidInput. */
export function askedOf(
  offer: Offer,
  { url, lastEventId }: { readonly url: string; readonly lastEventId: unknown },
): Asked {
  const query = new URLSearchParams(url.split('?').slice(1).join('?'));
  for (const field of query.keys()) {
    if (FIELDS.includes(field) && query.getAll(field).length === 1) continue;
    throw new InvalidInput(field.slice(0, 80), query.get(field), `each of ${FIELDS.join(', ')} once at most`);
  }
  const value = (field: string): string | undefined => query.get(field) ?? undefined;
  const after =
    sequenceOf('Last-Event-ID', lastEventId === '' ? undefined : lastEventId) ?? sequenceOf('after', value('after'));
  return { subscription: subscriptionOf(offer, { topics: value('topics'), symbols: value('symbols') }), after };
}

function sequenceOf(field: string, text: unknown): number | undefined {
  if (text === undefined) return undefined;
  if (typeof text === 'string' && /^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidInput(field, text, 'a sequence number of the journal');
}
