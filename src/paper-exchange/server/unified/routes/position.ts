/**
 * A Unified account's positions, open and closed.
 * Invariant: only reads; no position is told as null, not as an empty list.
 */
import type { PositionSide } from '../../../../domain/index.ts';
import { ApiError } from '../../http/api-error.ts';
import type { Call } from '../../routes/call.ts';
import { pageOf } from '../../routes/paging.ts';
import { adlRow, closedRow, positionRow } from '../wire/accounts.ts';
import type { UnifiedHandlers } from './call.ts';

/** The only one there is in one-way mode. @throws ApiError 40019 in hedge mode, 25227 when nothing is held. */
export function sideHeld(call: Call, symbol: string): PositionSide {
  if (call.positionMode === 'hedge') throw new ApiError('40019', 'posSide');
  const held = call.exchange.positions(call.account).find((position) => position.symbol === symbol);
  if (!held) throw new ApiError('25227');
  return held.positionSide;
}

export const positionRoutes: UnifiedHandlers<'currentPosition' | 'historyPosition' | 'adlRank'> = {
  currentPosition: ({ symbol, posSide }, call) => {
    if (symbol !== undefined) call.instrument(symbol);
    const account = call.exchange.accountDetail(call.account);
    const list = call.exchange
      .positionDetails(call.account)
      .filter((position) => symbol === undefined || position.symbol === symbol)
      .filter((position) => posSide === undefined || position.positionSide === posSide)
      .map((position) => positionRow(call.instrument(position.symbol), { position, account }));
    return { list: list.length === 0 ? null : list };
  },

  historyPosition: ({ symbol, cursor, ...query }, call) => {
    const closed = call.exchange
      .closedPositions(call.account, 0)
      .filter((position) => symbol === undefined || position.symbol === symbol)
      .toSorted((a, b) => (BigInt(a.positionId) < BigInt(b.positionId) ? -1 : 1));
    const key = {
      id: (row: { positionId: string }) => row.positionId,
      at: (row: { closedAt: number }) => row.closedAt,
    };
    const { rows, endId } = pageOf(closed, { ...query, idLessThan: cursor }, key);
    return { list: rows.map((position) => closedRow(call.instrument(position.symbol), position)), cursor: endId };
  },

  adlRank: (_request, call) => call.exchange.adlRanks(call.account).map(adlRow),
};
