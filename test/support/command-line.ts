/**
 * The real `viper` command as a child process: what it prints, how it ends, and never left behind.
 * Invariant: at most two children work at once; every child has ended, by itself or by force, when its promise settles.
 */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const VIPER = fileURLToPath(new URL('../../bin/viper.mjs', import.meta.url));
const CHILDREN_MAX = 2;
const TIMEOUT_MS = 60_000;

type Env = Readonly<Record<string, string>>;
type Json = Readonly<Record<string, unknown>>;

export type Ended = {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
};

export type RunningViper = {
  readonly pid: number;
  /** The lines of stdout so far. */
  readonly lines: readonly string[];
  /** The first JSON line on stdout that passes. @throws when the child ends or the time is over before it. */
  line(wanted: (line: Json) => boolean): Promise<Json>;
  /** Sends the signal and waits for the end. */
  stop(signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): Promise<Ended>;
};

let working = 0;
const waiting: (() => void)[] = [];

/** Runs a command to its end. */
export async function runViper(args: readonly string[], env: Env = {}): Promise<Ended> {
  if (working >= CHILDREN_MAX) await new Promise<void>((resolve) => waiting.push(resolve));
  working += 1;
  try {
    return await ended(spawnViper(args, env));
  } finally {
    working -= 1;
    waiting.shift()?.();
  }
}

/** Starts a command that stays up; the caller stops it. */
export function startViper(args: readonly string[], env: Env = {}): RunningViper {
  const child = spawnViper(args, env);
  const end = ended(child);
  const lines: string[] = [];
  const wake = new Set<() => void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    for (const check of wake) check();
  });
  const found = (wanted: (line: Json) => boolean): Json | undefined =>
    lines.map((line) => JSON.parse(line) as Json).find(wanted);
  return {
    pid: child.pid ?? 0,
    lines,
    line: (wanted) =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          const line = found(wanted);
          if (!line) return;
          wake.delete(check);
          resolve(line);
        };
        wake.add(check);
        check();
        end.then(
          ({ code, stderr }) => reject(new Error(`viper ${args.join(' ')} ended with ${code}: ${stderr.join('\n')}`)),
          reject,
        );
      }),
    stop(signal) {
      child.kill(signal);
      return end;
    },
  };
}

const spawnViper = (args: readonly string[], env: Env): ChildProcessWithoutNullStreams =>
  spawn(process.execPath, [VIPER, ...args], { env: { ...process.env, ...env } });

async function ended(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  const [stdout, stderr] = [textOf(child.stdout), textOf(child.stderr)];
  const timer = setTimeout(() => child.kill('SIGKILL'), TIMEOUT_MS);
  const [code] = (await once(child, 'close')) as [number | null];
  clearTimeout(timer);
  return { code, stdout: linesOf(stdout()), stderr: linesOf(stderr()) };
}

function textOf(stream: NodeJS.ReadableStream): () => string {
  let text = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    text += chunk;
  });
  return () => text;
}

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line !== '');
