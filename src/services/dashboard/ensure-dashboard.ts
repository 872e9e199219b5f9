/**
 * Builds the web UI when it is missing or older than its sources, in a child process of low priority.
 * Invariant: never delays trading, and never leaves half a build: the finished folder is moved into place.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants, setPriority } from 'node:os';
import { dirname, join } from 'node:path';
import type { Log } from '../log.ts';

const BUILD_TIMEOUT_MS = 180_000;
/** What the page is made of, seen from its workspace; the routes that it calls are part of it. */
const SOURCES = [
  'src',
  'public',
  'index.html',
  'vite.config.ts',
  'package.json',
  '../src/adapters/notify/alert-table.ts',
  '../src/services/contract',
  '../src/services/dashboard/routes',
  '../src/services/exchange-connector/routes',
  '../src/services/live-trading-engine/routes',
];

export type DashboardState = 'ready' | 'building' | 'no-vite' | 'failed';

export type Dashboard = {
  /** Where the built files are once the state is `ready`. */
  readonly folder: string;
  readonly state: () => DashboardState;
  /** Resolves when nothing is being built. */
  readonly settled: Promise<void>;
  /** Ends a build that is under way. */
  readonly close: () => void;
};

/** @param root the `dashboard/` workspace, with its sources or with only `dist/`. */
export function ensureDashboard({ root, log }: { root: string; log: Log }): Dashboard {
  const folder = join(root, 'dist');
  const still = (state: DashboardState): Dashboard => ({
    folder,
    state: () => state,
    settled: Promise.resolve(),
    close: () => {},
  });
  if (isFresh(root, folder)) return still('ready');
  const vite = findVite(root);
  if (vite !== undefined) return startBuild({ root, folder, vite, log });
  const isOldBuild = existsSync(join(folder, 'index.html'));
  log.warn(
    { folder },
    isOldBuild ? 'the dashboard is older than its sources; run npm ci to have vite rebuild it' : NO_VITE,
  );
  return still(isOldBuild ? 'ready' : 'no-vite');
}

export const NO_VITE =
  'the dashboard is not built and vite is not installed: run npm ci (without --omit=dev), then start again';

/** Newer than every source; a package without sources is always fresh. */
function isFresh(root: string, folder: string): boolean {
  const builtAt = modifiedAt(join(folder, 'index.html'));
  return builtAt !== undefined && SOURCES.every((source) => newestIn(join(root, source)) <= builtAt);
}

const modifiedAt = (path: string): number | undefined => statSync(path, { throwIfNoEntry: false })?.mtimeMs;

function newestIn(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) return stat?.mtimeMs ?? 0;
  return Math.max(0, ...readdirSync(path).map((name) => newestIn(join(path, name))));
}

function findVite(root: string): string | undefined {
  try {
    return join(dirname(createRequire(join(root, 'package.json')).resolve('vite/package.json')), 'bin', 'vite.js');
  } catch {
    return undefined;
  }
}

type Build = { readonly root: string; readonly folder: string; readonly vite: string; readonly log: Log };

function startBuild(build: Build): Dashboard {
  const { root, folder, vite, log } = build;
  removeOldDrafts(root);
  const draft = `${folder}-${process.pid}`;
  let state: DashboardState = 'building';
  let isClosed = false;
  log.info({ root }, 'the dashboard is being built');
  const child = spawn(process.execPath, [vite, 'build', '--outDir', draft, '--emptyOutDir', '--logLevel', 'error'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: BUILD_TIMEOUT_MS,
  });
  lowerPriority(child);
  const settled = outcomeOf(child).then((failure) => {
    state = failure === undefined && moveIntoPlace(draft, folder) ? 'ready' : 'failed';
    rmSync(draft, { recursive: true, force: true });
    if (state === 'ready') log.info({ folder }, 'the dashboard is built');
    else if (!isClosed) log.error({ root, failure }, 'the dashboard could not be built; trading is not affected');
  });
  const close = (): void => {
    isClosed = true;
    child.kill();
  };
  return { folder, state: () => state, settled, close };
}

/** Of builds that were killed with their process. */
function removeOldDrafts(root: string): void {
  for (const name of readdirSync(root)) {
    const pid = /^dist-(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(root, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

function lowerPriority({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // Gone already, or not allowed here: the build then runs at normal priority.
  }
}

/** What went wrong, or undefined. */
const outcomeOf = (child: ChildProcess): Promise<string | undefined> =>
  new Promise((resolve) => {
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-2_000);
    });
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code) => resolve(code === 0 ? undefined : said || `exit code ${code}`));
  });

/** Another process may have built it at the same time; either result is a whole one. */
function moveIntoPlace(draft: string, folder: string): boolean {
  rmSync(folder, { recursive: true, force: true });
  try {
    renameSync(draft, folder);
  } catch {
    // Judged below by what is there.
  }
  return existsSync(join(folder, 'index.html'));
}
