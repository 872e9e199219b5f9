/**
 * The `viper` command inside the test's own process, with the real roots and a terminal that is read.
 */
import { type CommandContext, type Roots, runCli } from '../../src/cli/index.ts';
import { configRoots } from '../../src/main/config.ts';
import { rootsWith } from '../../src/main/roots.ts';

export const roots: Roots = rootsWith(configRoots(undefined, { fromFile: new Set() }));

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
