/**
 * Where a command writes: results to stdout, progress and errors to stderr.
 * Invariant: with `--json`, stdout holds JSON lines and nothing else.
 */
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { WriteStream } from 'node:tty';

/** `isHidden`: what is typed is not shown. */
export type AskOptions = { readonly isHidden?: boolean };

export type Terminal = {
  readonly isInteractive: boolean;
  /** Its width now: it may be changed. */
  readonly columns: number;
  /** A line of the result. */
  print(line: string): void;
  /** A line about the work. */
  tell(line: string): void;
  /** Raw text for repainting; only on an interactive terminal. */
  paint(text: string): void;
  /** Asks a person and gives what was typed; absent where nobody can answer. */
  ask?(question: string, options?: AskOptions): Promise<string>;
};

export function createTerminal(out: WriteStream = process.stdout, err: WriteStream = process.stderr): Terminal {
  const canAnswer = process.stdin.isTTY === true && err.isTTY === true;
  return {
    isInteractive: out.isTTY === true && err.isTTY === true,
    get columns() {
      return out.columns ?? 100;
    },
    print: (line) => void out.write(`${line}\n`),
    tell: (line) => void err.write(`${line}\n`),
    paint: (text) => void out.write(text),
    ...(canAnswer && { ask: (question: string, options: AskOptions = {}) => ask(question, err, options) }),
  };
}

/** Empty when the person leaves instead of answering. */
async function ask(question: string, screen: WriteStream, { isHidden = false }: AskOptions): Promise<string> {
  const output = isHidden ? silenced(screen, question) : screen;
  const lines = createInterface({ input: process.stdin, output, terminal: true });
  const left = new AbortController();
  lines.once('SIGINT', () => left.abort()).once('close', () => left.abort());
  try {
    return await lines.question(question, { signal: left.signal });
  } catch (error) {
    if (left.signal.aborted) return '';
    throw error;
  } finally {
    lines.close();
    if (isHidden) screen.write('\n');
  }
}

/** Shows the question, and nothing of what comes after it. */
function silenced(screen: WriteStream, question: string): Writable {
  screen.write(question);
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}
