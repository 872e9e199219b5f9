/**
 * Both families of the Bitget client against the embedded exchange, over its wire; Unified orders by either way.
 */
import type { AccountFamily } from '../../src/domain/index.ts';
import { book, funding, mark, START, trade } from '../../src/paper-exchange/server/testing/market.ts';
import { type ExchangeClientOptions, exchangeClient } from '../support/exchange-client.ts';
import { describeVenue, type StartedVenue } from './describe-venue.ts';

const started = (family: AccountFamily, options: ExchangeClientOptions) => async (): Promise<StartedVenue> => {
  const { venue, updates, advance, proxy } = await exchangeClient(family, { balance: '10000', ...options });
  let at = START;
  return {
    venue,
    startAt: START,
    amendsInPlace: family === 'unified',
    moveTo: async (price) => {
      at += 1_000;
      updates.push(book(at, price), trade(at, price), mark(at, price));
      await advance(at);
    },
    settleFunding: async () => {
      at += 1_000;
      updates.push(funding(at));
      await advance(at);
    },
    loseAnswers: () => {
      proxy.isLossy = true;
    },
    findAnswers: () => {
      proxy.isLossy = false;
    },
  };
};

describeVenue('Classic over the embedded exchange', started('classic', {}));
describeVenue('Unified over the embedded exchange, by REST', started('unified', { orderPath: 'rest' }));
describeVenue('Unified over the embedded exchange, by its socket', started('unified', { orderPath: 'socket' }));
