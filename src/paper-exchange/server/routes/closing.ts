/**
 * Closing positions at market, and turning them round.
 * Invariant: each position is closed by an order of its own; one that fails is listed with its reason, the others stand.
 */
import type { PositionSide } from '../../../domain/index.ts';
import { ApiError } from '../http/api-error.ts';
import { type Call, type Handlers, readSize } from './call.ts';
import { intentOf } from './order.ts';

/** In hedge mode the side names the position; in one-way mode there is one at most. @throws ApiError 22002 when there is none. */
function heldSide(call: Call, symbol: string, side: 'buy' | 'sell'): PositionSide {
  if (call.positionMode === 'hedge') return side === 'buy' ? 'long' : 'short';
  const held = call.exchange.positions(call.account).find((position) => position.symbol === symbol);
  if (!held) throw new ApiError('22002');
  return held.positionSide;
}

export const closingRoutes: Handlers<'closePositions' | 'reversePosition'> = {
  closePositions: ({ symbol, holdSide }, call) => {
    if (symbol !== undefined) call.instrument(symbol);
    const positionSide = call.positionMode === 'one-way' ? undefined : holdSide;
    const closed = call.executeEach((exchange, at) =>
      exchange.closePositions(call.account, { symbol, positionSide }, at),
    );
    if (closed.length === 0) throw new ApiError('22002');
    const accepted = closed.flatMap((row) => ('orderId' in row ? [{ ...row, clientOid: '' }] : []));
    const refused = closed.flatMap((row) =>
      'error' in row
        ? [
            {
              symbol: row.symbol,
              orderId: '',
              clientOid: '',
              errorMsg: row.error.message,
              errorCode: row.error.apiCode,
            },
          ]
        : [],
    );
    return { successList: accepted, failureList: refused };
  },

  reversePosition: ({ side, tradeSide, size, clientOid = '', ...request }, call) => {
    const instrument = call.instrument(request.symbol);
    intentOf(call.positionMode, { tradeSide });
    const { symbol } = instrument;
    const terms = { size: size === undefined ? undefined : readSize(instrument, size), clientOid };
    const order = { symbol, positionSide: heldSide(call, symbol, side), ...terms };
    const { id } = call.execute((exchange, at) => exchange.reverse(call.account, order, at));
    return { orderId: id, clientOid };
  },
};
