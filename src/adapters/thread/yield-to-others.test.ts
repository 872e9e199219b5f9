/** The priority of one thread alone. */
import { existsSync } from 'node:fs';
import { getPriority } from 'node:os';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';

const MODULE = JSON.stringify(new URL('./yield-to-others.ts', import.meta.url).href);
const CODE = `
  import { readlinkSync } from 'node:fs';
  import { getPriority } from 'node:os';
  import { parentPort } from 'node:worker_threads';
  import { yieldToOthers } from ${MODULE};
  yieldToOthers();
  parentPort.postMessage(getPriority(Number(readlinkSync('/proc/thread-self').split('/')[2])));
`;

it.skipIf(!existsSync('/proc/thread-self'))('lowers that of the thread that asks, and no other', async () => {
  const before = getPriority();
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(CODE)}`));
  const priority = await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
  expect(priority).toBeGreaterThan(before);
  expect(getPriority()).toBe(before);
  await worker.terminate();
});
