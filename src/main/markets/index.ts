/**
 * The market of each mode.
 * Invariant: a mode that is not named here trades nothing; a mode loads what it trades on, and no other's.
 */
import type { StartRequest } from '../../cli/index.ts';
import { unreachable } from '../../domain/index.ts';
import type { PreparedMarket } from './market.ts';

export type { OpenMarket, PreparedMarket } from './market.ts';

/** @throws InvalidInput for what the mode does not allow. @param startedAt epoch ms. */
export async function prepareMarket(request: StartRequest, startedAt: number): Promise<PreparedMarket> {
  const { mode, exchange } = request;
  switch (mode) {
    case 'demo':
      return exchange === undefined
        ? (await import('./embedded.ts')).prepareEmbedded(request, startedAt)
        : (await import('./beside.ts')).prepareBeside(request, exchange, startedAt);
    case 'paper':
      return (await import('./paper.ts')).preparePaper(request);
    case 'testnet':
      return (await import('./bitget.ts')).prepareBitget(request, 'testnet');
    case 'live':
      return (await import('./bitget.ts')).prepareBitget(request, 'mainnet');
    default:
      return unreachable(mode);
  }
}
