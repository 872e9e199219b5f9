/**
 * The entry of the `viper` command: signals, roots, exit code.
 */
import { readFileSync } from 'node:fs';
import { createTerminal, type Roots, runCli } from '../cli/index.ts';
import { backtest } from './backtest.ts';
import { exchange } from './embedded-exchange.ts';
import { replay } from './replay.ts';
import { start } from './start.ts';
import { status } from './status.ts';

const roots: Roots = { backtest, replay, exchange, start, status };

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

const abort = new AbortController();
let signals = 0;
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    signals += 1;
    abort.abort();
    // The second signal means it: positions keep their stops on the exchange, the journal is durable.
    if (signals > 1) process.exit(130);
  });
}

process.exitCode = await runCli(
  process.argv.slice(2),
  { roots, terminal: createTerminal(), signal: abort.signal },
  version,
);
// A library that keeps a timer or a socket must not keep a finished command alive.
process.exit();
