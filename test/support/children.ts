/**
 * Runs the real command line as a child process and reads its JSON lines.
 * Invariant: every child that a test started is gone when the test ends.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const VIPER = fileURLToPath(new URL('../../bin/viper.mjs', import.meta.url));
/** What one start has compiled, the next one need not: half of what a start costs, and there are hundreds of them. */
const COMPILED = fileURLToPath(new URL('../../node_modules/.cache/viper-children', import.meta.url));

export type Line = { readonly event?: string } & Readonly<Record<string, unknown>>;

export type ViperChild = {
  readonly process: ChildProcess;
  /** Every JSON line so far. */
  readonly lines: readonly Line[];
  /** Lines of stdout that are no JSON: none, but for the last one of a kill. */
  readonly strays: readonly string[];
  readonly errors: readonly string[];
  /** The next line, from now on or already read, that satisfies `is`. @throws when the child ends first. */
  waitFor(is: (line: Line) => boolean): Promise<Line>;
  /** Calls back on every line from now on. */
  onLine(listener: (line: Line) => void): void;
  /** Sends the signal and waits for the end. @returns exit code, null after a kill */
  end(signal: NodeJS.Signals): Promise<number | null>;
  readonly ended: Promise<number | null>;
};

export function startViper(args: readonly string[], env: Readonly<Record<string, string>> = {}): ViperChild {
  const child = spawn(process.execPath, [VIPER, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { NODE_COMPILE_CACHE: COMPILED, ...process.env, ...env },
  });
  const lines: Line[] = [];
  const strays: string[] = [];
  const errors: string[] = [];
  const listeners = new Set<(line: Line) => void>();
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = parse(text);
    if (!line) return void strays.push(text);
    lines.push(line);
    for (const listener of listeners) listener(line);
  });
  createInterface({ input: child.stderr }).on('line', (text) => errors.push(text));
  return {
    process: child,
    lines,
    strays,
    errors,
    ended,
    onLine: (listener) => void listeners.add(listener),
    waitFor: (is) =>
      new Promise((resolve, reject) => {
        const known = lines.find(is);
        if (known) return resolve(known);
        listeners.add((line) => {
          if (is(line)) resolve(line);
        });
        void ended.then((code) => reject(new Error(`viper ${args[0]} ended with ${code}: ${errors.join(' | ')}`)));
      }),
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}

function parse(text: string): Line | undefined {
  try {
    return JSON.parse(text) as Line;
  } catch {
    return undefined;
  }
}

export type Ended = {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: readonly Line[];
  readonly strays: readonly string[];
  readonly stderr: readonly string[];
};

const WORKING_MAX = 2;
const RUN_TIMEOUT_MS = 60_000;

let working = 0;
const waiting: (() => void)[] = [];

/** Runs a command to its end, at most two of them at once. A command that does not end is killed, and its code is null. */
export async function runViper(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  if (working >= WORKING_MAX) await new Promise<void>((resolve) => waiting.push(resolve));
  working += 1;
  const { ended, end, lines, strays, errors } = startViper(args, env);
  const timer = setTimeout(() => void end('SIGKILL'), RUN_TIMEOUT_MS);
  try {
    return { code: await ended, stdout: lines, strays, stderr: errors };
  } finally {
    clearTimeout(timer);
    working -= 1;
    waiting.shift()?.();
  }
}
