/**
 * The Unified API's words for the exchange's own.
 * Invariant: `side` is the side of the trade itself, in both position modes; fees are positive when paid.
 */
import {
  economicSide,
  type MarginMode,
  type OrderIntent,
  type OrderStatus,
  type PositionMode,
  type PositionSide,
  type Side,
  type TriggerPriceType,
} from '../../../../domain/index.ts';
import type { OrderSource } from '../../../core/index.ts';
import { MARGIN_COIN } from '../../wire/words.ts';

/** By REST; sockets write it in lower case. */
export const CATEGORY = 'USDT-FUTURES';

/** What the sockets call the market and the account. */
export const MARKET_TYPE = 'usdt-futures';
export const ACCOUNT_TYPE = 'UTA';

export const TIME_IN_FORCE = { gtc: 'gtc', ioc: 'ioc', fok: 'fok', post_only: 'post-only' } as const;

const ORDER_STATUS: Partial<Record<OrderStatus, string>> = {
  live: 'live',
  'partially-filled': 'partially_filled',
  filled: 'filled',
  canceled: 'cancelled',
  rejected: 'cancelled',
};

export const orderStatus = (status: OrderStatus): string => ORDER_STATUS[status] ?? 'live';

type Doing = { readonly intent: OrderIntent; readonly positionSide: PositionSide };

export const sideOf = ({ intent, positionSide }: Doing): Side => economicSide(intent, positionSide);

/** Orders and fills of one-way mode belong to no side. */
export const posSide = (mode: PositionMode, positionSide: PositionSide): string =>
  mode === 'hedge' ? positionSide : '';

const FORCED: Partial<Record<OrderSource, string>> = { liquidation: 'burst', delisting: 'delivery' };

export const tradeSide = ({ intent, positionSide }: Doing, source: OrderSource): string => {
  const forced = FORCED[source];
  return forced === undefined ? intent : `${forced}_close_${positionSide}`;
};

/** What a closing order does in the account's position mode: only one-way mode has the mark. */
export const isReduceOnly = (mode: PositionMode, intent: OrderIntent): boolean =>
  mode === 'one-way' && intent === 'close';

export const MARGIN_MODE_DEFAULT: MarginMode = 'crossed';

export const TRIGGER_BY = { last: 'market', mark: 'mark' } as const satisfies Record<TriggerPriceType, string>;

/** Absent is the last price. */
export const triggerByOf = (text: string | undefined): TriggerPriceType => (text === 'mark' ? 'mark' : 'last');

export const feeDetail = (fee: string) => [{ feeCoin: MARGIN_COIN, fee }];
