/**
 * The entry of the `viper` command: signals, roots, exit code.
 */
import { readFileSync } from 'node:fs';
import { createTerminal, type Roots, runCli } from '../cli/index.ts';
import { backtest } from './backtest.ts';
import { exchange } from './embedded-exchange.ts';
import { addFaults, exchangeAdmin } from './exchange-admin.ts';
import { replay } from './replay.ts';
import { score } from './score.ts';
import { start } from './start.ts';
import { status } from './status.ts';

const roots: Roots = { backtest, replay, exchange, exchangeAdmin, addFaults, start, status, score };

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
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
