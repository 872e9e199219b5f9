/**
 * The entry of the `viper` command: signals, roots, exit code.
 */
import { loadEnvFile, readEnvFile } from '../adapters/config/index.ts';
import { createTerminal, type Roots, runCli } from '../cli/index.ts';
import { backtest } from './backtest.ts';
import { backup, restore } from './backup.ts';
import { configRoots } from './config.ts';
import { exchange } from './embedded-exchange.ts';
import { addFaults, exchangeAdmin } from './exchange-admin.ts';
import { locksRoots } from './locks.ts';
import { newStrategy } from './new-strategy.ts';
import { replay } from './replay.ts';
import { score } from './score.ts';
import { serve } from './serve.ts';
import { start } from './start.ts';
import { status } from './status.ts';
import { study } from './study.ts';
import { testAlerts } from './test-alerts.ts';
import { universe } from './universe.ts';
import { debugSignature, validate } from './validate.ts';
import { version } from './version.ts';

const envFile = readEnvFile();
const config = configRoots(envFile, { fromFile: loadEnvFile(envFile) });
const roots: Roots = {
  backtest,
  study,
  replay,
  backup,
  restore,
  newStrategy,
  exchange,
  exchangeAdmin,
  addFaults,
  start,
  serve,
  status,
  score,
  universe,
  validate,
  debugSignature,
  testAlerts,
  config,
  locks: locksRoots,
};

/** The first signal asks for an orderly end; the second means it: positions keep their stops, the journal is durable. */
function stopSignal(): AbortSignal {
  const abort = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => (abort.signal.aborted ? process.exit(130) : abort.abort()));
  }
  return abort.signal;
}

process.exitCode = await runCli(process.argv.slice(2), { roots, terminal: createTerminal(), stopSignal }, version);
// A library that keeps a timer or a socket must not keep a finished command alive.
process.exit();
