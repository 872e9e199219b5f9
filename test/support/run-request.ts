/**
 * What a run is asked for, complete: a test names what it is about and leaves the rest.
 * Invariant: no services and free ports unless asked for, so that runs beside each other do not meet.
 */
import type { StartRequest } from '../../src/cli/index.ts';

export const runRequest = (wish: Pick<StartRequest, 'mode' | 'dataDir'> & Partial<StartRequest>): StartRequest => ({
  family: undefined,
  feed: 'synthetic',
  speed: undefined,
  until: undefined,
  symbols: undefined,
  profile: 'strategic',
  timeframe: undefined,
  balance: '10000',
  exchange: undefined,
  leverageMax: undefined,
  params: {},
  areServicesOn: false,
  arePortsFree: true,
  onNotice: () => {},
  onChecked: async () => true,
  ...wish,
});

/** Bars of an hour in one symbol: the profile stays out of the way of what is done by hand. */
export const quietRequest = (wish: Parameters<typeof runRequest>[0]): StartRequest =>
  runRequest({ symbols: ['BTCUSDT'], timeframe: '1H', ...wish });
