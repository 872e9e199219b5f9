/**
 * V1's private channels over those of the account's own family.
 * Invariant: what may have been missed is never passed over: the program is told by the end of its connection.
 */

import { type AccountFamily, unreachable } from '../../../domain/index.ts';
import type { Subscription } from '../../api/hub.ts';
import type { Sockets } from '../../api/sockets.ts';
import { streamedBalanceOf, streamedOrderOf, streamedPlanOf, streamedPositionOf } from '../desk/classic-rows.ts';
import {
  streamedUnifiedBalanceOf,
  streamedUnifiedPositionOf,
  unifiedOrderOf,
  unifiedPlansOf,
} from '../desk/unified-rows.ts';
import type { PlanFacts, PositionFacts } from '../facts.ts';
import { accountPush, orderPush, planPush, positionPush } from '../rows/socket.ts';
import type { Listening } from './public-channels.ts';

type Listen = (wanted: Listening) => Promise<Subscription>;
type PrivateChannels = Readonly<Record<'account' | 'positions' | 'orders' | 'ordersAlgo', Listen>>;

export function privateChannels(family: AccountFamily, sockets: Sockets): PrivateChannels {
  switch (family) {
    case 'classic':
      return classicChannels(sockets.classic);
    case 'unified':
      return unifiedChannels(sockets.unified);
    default:
      return unreachable(family);
  }
}

const classicChannels = (classic: Sockets['classic']): PrivateChannels => ({
  account: ({ push, onGap }) =>
    classic.account({ onGap, onRows: (rows) => push('snapshot', () => rows.map(streamedBalanceOf).map(accountPush)) }),
  positions: ({ push, onGap }) =>
    classic.positions({
      onGap,
      onRows: (rows) => push('snapshot', () => rows.map(streamedPositionOf).map(positionPush)),
    }),
  orders: ({ push, onGap }) =>
    classic.orders({ onGap, onRows: (rows) => push('snapshot', () => rows.map(streamedOrderOf).map(orderPush)) }),
  ordersAlgo: ({ push, onGap }) =>
    classic.ordersAlgo({
      onGap,
      onRows: (rows) => push('snapshot', () => anyOf(rows.map(streamedPlanOf).filter((plan) => plan !== undefined))),
    }),
});

const unifiedChannels = (unified: Sockets['unified']): PrivateChannels => ({
  account: ({ push, onGap }) =>
    unified.account({
      onGap,
      onRows: (rows) => push('snapshot', () => rows.map(streamedUnifiedBalanceOf).map(accountPush)),
    }),
  positions: ({ push, onGap }) => {
    const held = new Map<string, PositionFacts>();
    return unified.position({
      onGap,
      onRows: (rows) =>
        push('snapshot', () => {
          for (const position of rows.map(streamedUnifiedPositionOf)) keep(held, position);
          return [...held.values()].map(positionPush);
        }),
    });
  },
  orders: ({ push, onGap }) =>
    unified.order({ onGap, onRows: (rows) => push('snapshot', () => rows.map(unifiedOrderOf).map(orderPush)) }),
  ordersAlgo: ({ push, onGap }) =>
    unified.strategyOrder({ onGap, onRows: (rows) => push('snapshot', () => anyOf(rows.flatMap(unifiedPlansOf))) }),
});

/** A Unified account tells of the positions that change; V1 told of all of them. */
function keep(held: Map<string, PositionFacts>, position: PositionFacts): void {
  const key = `${position.symbol} ${position.positionSide}`;
  if (/[1-9]/.test(position.total)) held.set(key, position);
  else held.delete(key);
}

/** Nothing is said of rows that V1 has no word for. */
const anyOf = (plans: readonly PlanFacts[]) => (plans.length === 0 ? undefined : plans.map(planPush));
