/**
 * A demo with its services on free ports, in the test's own process.
 * Invariant: its folder goes with it.
 */
import type { RunningPlatform, StartRequest } from '../../src/cli/index.ts';
import { start } from '../../src/main/start.ts';
import { temporaryFolder } from './temporary-folder.ts';

export async function startServed(
  wish: Partial<StartRequest> = {},
): Promise<{ platform: RunningPlatform; folder: ReturnType<typeof temporaryFolder> }> {
  const folder = temporaryFolder('served');
  const platform = await start({
    mode: 'demo',
    family: undefined,
    feed: 'synthetic:7',
    speed: 1,
    until: undefined,
    symbols: undefined,
    profile: 'strategic',
    timeframe: undefined,
    balance: '10000',
    exchange: undefined,
    leverageMax: undefined,
    params: {},
    dataDir: folder.path,
    areServicesOn: true,
    arePortsFree: true,
    onNotice: () => {},
    onChecked: async () => true,
    ...wish,
  });
  return { platform, folder };
}
