/**
 * The `viper` command inside the test's own process, with the real roots and a terminal that is read.
 */
import { type CommandContext, type Roots, runCli } from '../../src/cli/index.ts';
import { backtest } from '../../src/main/backtest.ts';
import { backup, restore } from '../../src/main/backup.ts';
import { configRoots } from '../../src/main/config.ts';
import { exchange } from '../../src/main/embedded-exchange.ts';
import { addFaults, exchangeAdmin } from '../../src/main/exchange-admin.ts';
import { locksRoots } from '../../src/main/locks.ts';
import { newStrategy } from '../../src/main/new-strategy.ts';
import { replay } from '../../src/main/replay.ts';
import { score } from '../../src/main/score.ts';
import { serve } from '../../src/main/serve.ts';
import { start } from '../../src/main/start.ts';
import { status } from '../../src/main/status.ts';
import { study } from '../../src/main/study.ts';
import { testAlerts } from '../../src/main/test-alerts.ts';
import { universe } from '../../src/main/universe.ts';
import { debugSignature, validate } from '../../src/main/validate.ts';

export const roots: Roots = {
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
  config: configRoots(undefined, { fromFile: new Set() }),
  locks: locksRoots,
};

export type EndedInProcess = {
  readonly code: number;
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
};

type Terminal = CommandContext['terminal'];

export const silentTerminal = (): Terminal => readTerminal([], []);

const readTerminal = (stdout: string[], stderr: string[]): Terminal => ({
  isInteractive: false,
  columns: 100,
  print: (line) => void stdout.push(line),
  tell: (line) => void stderr.push(line),
  paint: (text) => void stdout.push(text),
});

/** A command that would stay up is ended by its signal at once. */
export async function runInProcess(argv: readonly string[]): Promise<EndedInProcess> {
  const [stdout, stderr]: [string[], string[]] = [[], []];
  const context = { roots, terminal: readTerminal(stdout, stderr), stopSignal: () => AbortSignal.abort() };
  const code = await runCli(argv, context, '0.0.0');
  return { code, stdout, stderr };
}
