/**
 * Closing a Unified account's positions at market, and canceling everything unless it speaks again.
 * Invariant: each position is closed by an order of its own; one that fails tells its code, the others stand.
 */
import { ApiError } from '../../http/api-error.ts';
import { DONE, type UnifiedHandlers } from './call.ts';

const COUNTDOWN_S = { min: 5, max: 60 };

export const closingRoutes: UnifiedHandlers<'closePositions' | 'countdownCancelAll'> = {
  closePositions: ({ symbol, posSide }, call) => {
    if (symbol !== undefined) call.instrument(symbol);
    const positionSide = call.positionMode === 'one-way' ? undefined : posSide;
    const closed = call.executeEach((exchange, at) =>
      exchange.closePositions(call.account, { symbol, positionSide }, at),
    );
    if (closed.length === 0) throw new ApiError('25227');
    const list = closed.map((row) =>
      'error' in row
        ? { orderId: '', clientOid: '', code: row.error.apiCode, msg: row.error.message }
        : { orderId: row.orderId, clientOid: '' },
    );
    return { list };
  },

  countdownCancelAll: ({ countdown }, call) => {
    const seconds = Number(countdown);
    const isAllowed = seconds === 0 || (seconds >= COUNTDOWN_S.min && seconds <= COUNTDOWN_S.max);
    if (!isAllowed) throw new ApiError('400172', 'countdown');
    call.desk.cancelAllAt(call.account, seconds === 0 ? undefined : call.desk.now() + seconds * 1_000);
    return DONE;
  },
};
