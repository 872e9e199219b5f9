/**
 * A demo with its services on free ports, in the test's own process.
 * Invariant: its folder goes with it.
 */
import type { RunningPlatform, StartRequest } from '../../src/cli/index.ts';
import { start } from '../../src/main/start.ts';
import { runRequest } from './run-request.ts';
import { temporaryFolder } from './temporary-folder.ts';

export async function startServed(
  wish: Partial<StartRequest> = {},
): Promise<{ platform: RunningPlatform; folder: ReturnType<typeof temporaryFolder> }> {
  const folder = temporaryFolder('served');
  const demo = { mode: 'demo', feed: 'synthetic:7', speed: 1, dataDir: folder.path, areServicesOn: true } as const;
  const platform = await start(runRequest({ ...demo, ...wish }));
  return { platform, folder };
}
