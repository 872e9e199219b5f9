/** What commands load: a person waits for it each time. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { recordModules } from '../../test/support/loaded-modules.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';

const VIPER = fileURLToPath(new URL('../../bin/viper.mjs', import.meta.url));
const folder = temporaryFolder('loaded');
afterAll(folder.remove);

it.each(['--version', 'status'])('%s loads no exchange, no database, no web server', async (command) => {
  const { env, loaded } = recordModules(folder.path);
  // Nobody listens on this port.
  const asked = { env: { ...process.env, ...env, LIVE_TRADING_ENGINE_PORT: '1' } };
  await promisify(execFile)(process.execPath, [VIPER, command], asked).catch(() => {});
  const of = (part: RegExp): readonly string[] => loaded().filter((url) => part.test(url));
  expect(of(/src\/main\/cli\.ts$/)).toHaveLength(1);
  expect(of(/node_modules\/(fastify|undici|better-sqlite3|grammy|nodemailer|ws)\//)).toEqual([]);
  expect(of(/src\/(paper-exchange|backtest|trader|bitget\/(client|protocol|unified))\//)).toEqual([]);
});
