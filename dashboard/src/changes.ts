/**
 * What a person can change from the page, each as one call of the service.
 * Invariant: a change is plain data, so that its repeat after a lost answer carries the same key.
 */
import {
  addSymbol,
  amendOrder,
  cancelOrder,
  clearAlerts,
  closePosition,
  disableStrategy,
  enableStrategy,
  kill,
  loosenLimits,
  pause,
  removeSymbol,
  resume,
  tightenLimits,
} from '../../src/services/dashboard/routes/index.ts';
import { client, type Limits } from './api.ts';

export type LimitName = Limits['tightened'][number];

export type Change =
  | { readonly kind: 'kill' | 'pause' | 'resume' | 'put-alerts-aside' }
  | { readonly kind: 'enable-strategy' | 'disable-strategy'; readonly name: string }
  | { readonly kind: 'add-symbol' | 'remove-symbol'; readonly symbol: string }
  | { readonly kind: 'tighten-limit'; readonly limit: LimitName; readonly value: string }
  | { readonly kind: 'loosen-limit'; readonly limit: LimitName }
  | { readonly kind: 'close-position'; readonly symbol: string; readonly side: 'long' | 'short' }
  | { readonly kind: 'cancel-order'; readonly id: string }
  | { readonly kind: 'amend-order'; readonly id: string; readonly price?: string; readonly amount?: string };

/** What the service has answered: its fields differ by kind. */
export type Answer = Readonly<Record<string, unknown>>;

/** @throws ServiceError; its outcome `unknown` means: send the same key again to learn what became of it. */
export function send(change: Change, idempotencyKey: string): Promise<Answer> {
  const once = { idempotencyKey };
  switch (change.kind) {
    case 'kill':
      return client.call(kill, { body: {} }, once);
    case 'pause':
      return client.call(pause, { body: {} }, once);
    case 'resume':
      return client.call(resume, { body: {} }, once);
    case 'put-alerts-aside':
      return client.call(clearAlerts, {}, once);
    case 'enable-strategy':
      return client.call(enableStrategy, { params: { name: change.name }, body: {} }, once);
    case 'disable-strategy':
      return client.call(disableStrategy, { params: { name: change.name }, body: {} }, once);
    case 'add-symbol':
      return client.call(addSymbol, { body: { symbol: change.symbol } }, once);
    case 'remove-symbol':
      return client.call(removeSymbol, { params: { symbol: change.symbol } }, once);
    case 'tighten-limit':
      return client.call(tightenLimits, { body: bodyOf(change.limit, change.value) }, once);
    case 'loosen-limit':
      return client.call(loosenLimits, { query: { limit: change.limit } }, once);
    case 'close-position':
      return client.call(closePosition, { params: { symbol: change.symbol }, body: { side: change.side } }, once);
    case 'cancel-order':
      return client.call(cancelOrder, { params: { id: change.id }, query: {} }, once);
    case 'amend-order': {
      const { id, price, amount } = change;
      const body = { ...(price !== undefined && { price }), ...(amount !== undefined && { amount }) };
      return client.call(amendOrder, { params: { id }, body }, once);
    }
  }
}

/** Counts are numbers of JSON; shares and money stay text, so that no digit is lost. */
const bodyOf = (limit: LimitName, value: string) =>
  limit === 'risk_per_trade' || limit === 'max_daily_loss' ? { [limit]: value } : { [limit]: Number(value) };
