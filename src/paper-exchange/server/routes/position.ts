/**
 * Positions that are open and positions that have closed.
 * Invariant: only reads.
 */
import type { PositionSide } from '../../../domain/index.ts';
import { adlRow, closedRow, positionRow } from '../wire/positions.ts';
import type { Call, Handlers } from './call.ts';
import { pageOf } from './paging.ts';

function positionRows(call: Call, symbol?: string) {
  const account = call.exchange.accountDetail(call.account);
  const positions = call.exchange.positionDetails(call.account);
  return positions
    .filter((position) => symbol === undefined || position.symbol === symbol)
    .map((position) => positionRow(call.instrument(position.symbol), { position, account }));
}

export const positionRoutes: Handlers<'allPosition' | 'singlePosition' | 'historyPosition' | 'adlRank'> = {
  allPosition: (_request, call) => positionRows(call),

  singlePosition: ({ symbol }, call) => positionRows(call, call.instrument(symbol).symbol),

  historyPosition: ({ symbol, ...query }, call) => {
    const closed = call.exchange
      .closedPositions(call.account, 0)
      .filter((position) => symbol === undefined || position.symbol === symbol)
      .toSorted((a, b) => (BigInt(a.positionId) < BigInt(b.positionId) ? -1 : 1));
    const { rows, endId } = pageOf(closed, query, {
      id: ({ positionId }) => positionId,
      at: ({ closedAt }) => closedAt,
    });
    return { list: rows.map((position) => closedRow(call.instrument(position.symbol), position)), endId };
  },

  adlRank: (_request, call) => call.exchange.adlRanks(call.account).map(adlRow),
};

/** Bitget's names of a position's side: by the position in hedge mode, by the side that opened it in one-way mode. */
export const heldSide = (text: string): PositionSide => (text === 'long' || text === 'buy' ? 'long' : 'short');
