/**
 * Where a command writes: results to stdout, progress and errors to stderr.
 * Invariant: with `--json`, stdout holds JSON lines and nothing else.
 */
import type { WriteStream } from 'node:tty';

export type Terminal = {
  readonly isInteractive: boolean;
  readonly columns: number;
  /** A line of the result. */
  print(line: string): void;
  /** A line about the work. */
  tell(line: string): void;
  /** Raw text for repainting; only on an interactive terminal. */
  paint(text: string): void;
};

export function createTerminal(out: WriteStream = process.stdout, err: WriteStream = process.stderr): Terminal {
  return {
    isInteractive: out.isTTY === true && err.isTTY === true,
    columns: out.columns ?? 100,
    print: (line) => void out.write(`${line}\n`),
    tell: (line) => void err.write(`${line}\n`),
    paint: (text) => void out.write(text),
  };
}
