/**
 * The `viper` command inside the test's own process, with the real roots and a terminal that is read.
 */
import { type CommandContext, type Roots, runCli } from '../../src/cli/index.ts';
import { backtest } from '../../src/main/backtest.ts';
import { exchange } from '../../src/main/embedded-exchange.ts';
import { addFaults, exchangeAdmin } from '../../src/main/exchange-admin.ts';
import { replay } from '../../src/main/replay.ts';
import { score } from '../../src/main/score.ts';
import { start } from '../../src/main/start.ts';
import { status } from '../../src/main/status.ts';

export const roots: Roots = { backtest, replay, exchange, exchangeAdmin, addFaults, start, status, score };

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
