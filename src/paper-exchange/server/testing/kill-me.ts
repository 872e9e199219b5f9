/**
 * A process of its own with a server on the store that is its argument; tells its address and waits to be killed.
 * Invariant: test support only.
 */
import { createDrivenClock } from '../../../adapters/clock/index.ts';
import { money } from '../../../domain/index.ts';
import { startPaperServer } from '../index.ts';
import { KEY } from './client.ts';
import { opening, playedSource, START } from './market.ts';

const server = await startPaperServer({
  source: playedSource([]),
  accounts: [{ name: 'a', balance: money('10000'), ...KEY, positionMode: 'hedge', marginMode: 'isolated' }],
  clock: createDrivenClock(START),
  store: process.argv[2] ?? '',
  rateLimits: 'off',
});
for (const update of opening()) server.push(update);
process.send?.(server.rest);
