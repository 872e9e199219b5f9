/**
 * Ends with 0 where the run of this container answers `/live`, else with 1.
 * Invariant: asks this machine alone and sends nothing but the question, so that no certificate has to be looked at.
 */
import { get } from 'node:http';
import { get as getByTls } from 'node:https';

const TIMEOUT_MS = 1_500;

try {
  process.loadEnvFile('.env');
} catch {
  // None there: then the container's environment says it all.
}
const { LIVE_TRADING_ENGINE_PORT: port = '8002', VIPER_HOST: host = '127.0.0.1' } = process.env;
/** A service that listens on all addresses answers on loopback too. */
const hostname = ['0.0.0.0', '::', 'localhost'].includes(host) ? '127.0.0.1' : host;

const isAlive = (ask) =>
  new Promise((resolve) => {
    const options = { hostname, port, path: '/live', timeout: TIMEOUT_MS, rejectUnauthorized: false };
    const request = ask(options, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
  });

process.exit((await isAlive(get)) || (await isAlive(getByTls)) ? 0 : 1);
