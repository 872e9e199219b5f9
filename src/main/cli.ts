/**
 * The entry of the `viper` command: signals, roots, exit code.
 */
import { loadEnvFile, readEnvFile } from '../adapters/config/index.ts';
import { createTerminal, runCli } from '../cli/index.ts';
import { configRoots } from './config.ts';
import { rootsWith } from './roots.ts';
import { version } from './version.ts';

const envFile = readEnvFile();
const config = configRoots(envFile, { fromFile: loadEnvFile(envFile) });
const roots = rootsWith(config);
const terminal = createTerminal();

/** The first signal asks for an orderly end; the second means it: positions keep their stops, the journal is durable. */
function stopSignal(): AbortSignal {
  const abort = new AbortController();
  const end = (): void => {
    if (!abort.signal.aborted) return abort.abort();
    terminal.tell(
      'viper: ended at once; what is open at the exchange stays as it is there, and the next start asks for it',
    );
    process.exit(130);
  };
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, end);
  return abort.signal;
}

process.exitCode = await runCli(process.argv.slice(2), { roots, terminal, stopSignal }, version);
// A library that keeps a timer or a socket must not keep a finished command alive.
process.exit();
