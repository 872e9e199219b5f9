/**
 * POST /api/positions/:symbol/close: see src/services/contract/close-position.ts.
 */
import { defineClosePosition, implementClosePosition } from '../../contract/index.ts';

export const closePosition = defineClosePosition('live-trading-engine');

export const closePositionRoute = implementClosePosition(closePosition);
