/**
 * One-word translations between the exchange and the domain.
 * Invariant: a word that is not known is refused, never guessed.
 */
import {
  InvalidInput,
  type MarginMode,
  type OrderReport,
  type OrderType,
  type PositionMode,
  type TimeInForce,
  type TriggerPriceType,
  type TriggerReport,
} from '../../domain/index.ts';

const reader =
  <T extends string>(field: string, words: Readonly<Record<string, T>>) =>
  (word: string | null | undefined): T => {
    const found = words[word ?? ''];
    if (found === undefined) throw new InvalidInput(field, word, Object.keys(words).join(' | '));
    return found;
  };

export const decodeOrderStatus = reader<OrderReport['status']>('order status', {
  init: 'live',
  new: 'live',
  live: 'live',
  partially_filled: 'partially-filled',
  filled: 'filled',
  canceled: 'canceled',
  cancelled: 'canceled',
});

const TRIGGER_STATUSES: Readonly<Record<string, TriggerReport['status']>> = {
  not_trigger: 'live',
  live: 'live',
  executing: 'live',
  executed: 'triggered',
  fail_execute: 'rejected',
  fail_trigger: 'rejected',
  cancelled: 'canceled',
  canceled: 'canceled',
};

export const decodeTriggerStatus = reader('trigger status', TRIGGER_STATUSES);

/** Of the Unified API's strategy orders, whose own words the documentation does not list: the Classic ones are read, too. */
export const decodeStrategyStatus = reader('strategy status', {
  ...TRIGGER_STATUSES,
  pending: 'live',
  submitting: 'live',
  success: 'triggered',
  failed: 'rejected',
});

export const decodeOrderType = reader<OrderType>('order type', { market: 'market', limit: 'limit' });

export const decodeMarginMode = reader<MarginMode>('margin mode', {
  isolated: 'isolated',
  fixed: 'isolated',
  crossed: 'crossed',
  cross: 'crossed',
});

export const decodePositionMode = reader<PositionMode>('position mode', {
  one_way_mode: 'one-way',
  hedge_mode: 'hedge',
});

export const encodePositionMode = (mode: PositionMode) => (mode === 'hedge' ? 'hedge_mode' : 'one_way_mode');

export const encodeForce = (timeInForce: TimeInForce): 'gtc' | 'ioc' | 'fok' | 'post_only' =>
  timeInForce === 'post-only' ? 'post_only' : timeInForce;

export const encodeTriggerType = (by: TriggerPriceType) => (by === 'mark' ? 'mark_price' : 'fill_price');

export const decodeTriggerType = (type: string | null | undefined): TriggerPriceType =>
  type === 'mark_price' ? 'mark' : 'last';
