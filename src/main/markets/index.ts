/**
 * The market of each mode.
 * Invariant: a mode that is not named here trades nothing.
 */
import type { StartRequest } from '../../cli/index.ts';
import { unreachable } from '../../domain/index.ts';
import { prepareBeside } from './beside.ts';
import { prepareBitget } from './bitget.ts';
import { prepareEmbedded } from './embedded.ts';
import type { PreparedMarket } from './market.ts';
import { preparePaper } from './paper.ts';

export type { OpenMarket, PreparedMarket } from './market.ts';

/** @throws InvalidInput for what the mode does not allow. @param startedAt epoch ms. */
export function prepareMarket(request: StartRequest, startedAt: number): PreparedMarket {
  const { mode, exchange } = request;
  switch (mode) {
    case 'demo':
      return exchange === undefined ? prepareEmbedded(request, startedAt) : prepareBeside(request, exchange, startedAt);
    case 'paper':
      return preparePaper(request);
    case 'testnet':
      return prepareBitget(request, 'testnet');
    case 'live':
      return prepareBitget(request, 'mainnet');
    default:
      return unreachable(mode);
  }
}
