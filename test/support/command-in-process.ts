/**
 * The `viper` command inside the test's own process, with the real roots and a terminal that is read.
 */
import { type Roots, runCli } from '../../src/cli/index.ts';
import { backtest } from '../../src/main/backtest.ts';
import { exchange } from '../../src/main/embedded-exchange.ts';
import { replay } from '../../src/main/replay.ts';
import { start } from '../../src/main/start.ts';
import { status } from '../../src/main/status.ts';

const roots: Roots = { backtest, replay, exchange, start, status };

export type EndedInProcess = {
  readonly code: number;
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
};

/** A command that would stay up is ended by its signal at once. */
export async function runInProcess(argv: readonly string[]): Promise<EndedInProcess> {
  const [stdout, stderr]: [string[], string[]] = [[], []];
  const terminal = {
    isInteractive: false,
    columns: 100,
    print: (line: string) => void stdout.push(line),
    tell: (line: string) => void stderr.push(line),
    paint: (text: string) => void stdout.push(text),
  };
  const code = await runCli(argv, { roots, terminal, signal: AbortSignal.abort() }, '0.0.0');
  return { code, stdout, stderr };
}
