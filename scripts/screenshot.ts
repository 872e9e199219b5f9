/**
 * Takes docs/images/dashboard.png of a real demo run: starts Viper, waits for trades, photographs the page.
 * Needs Chromium (`apt-get install -y chromium`). Usage: npm run screenshot [-- <seconds to trade> [<file>]]
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CHROMIUM = '/usr/bin/chromium';
const CHROMIUM_FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const START_TIMEOUT_MS = 60_000;
const PAGE_TIMEOUT_MS = 60_000;

const [seconds = '35', file = join(ROOT, 'docs', 'images', 'dashboard.png')] = process.argv.slice(2);

const dataDir = mkdtempSync(join(tmpdir(), 'viper-screenshot-'));
const viper = spawn(
  process.execPath,
  [join(ROOT, 'bin', 'viper.mjs'), 'start', '--json', '--ports', 'free', '--data-dir', dataDir],
  { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] },
);
try {
  const url = await dashboardOf(viper);
  await sleep(Number(seconds) * 1_000);
  await photograph(url, file);
  console.log(`${file} shows ${url} after ${seconds} s`);
} finally {
  viper.kill('SIGINT');
  if (viper.exitCode === null) await Promise.race([once(viper, 'exit'), sleep(10_000)]);
  rmSync(dataDir, { recursive: true, force: true });
}

/** The address in the line that tells what was started. */
async function dashboardOf({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('no output of viper to read');
  const lines = createInterface({ input: stdout, signal: AbortSignal.timeout(START_TIMEOUT_MS) });
  for await (const line of lines) {
    const { event, dashboard } = JSON.parse(line) as { event?: string; dashboard?: string };
    if (event !== 'started') continue;
    stdout.resume();
    if (dashboard !== undefined) return dashboard;
  }
  throw new Error(`viper start told no dashboard address within ${START_TIMEOUT_MS} ms`);
}

async function photograph(url: string, path: string): Promise<void> {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_FLAGS });
  try {
    const page = await browser.newPage({ viewport: { width: 1600, height: 1000 }, colorScheme: 'dark' });
    await page.goto(url);
    await page.getByRole('region', { name: 'Equity' }).waitFor({ timeout: PAGE_TIMEOUT_MS });
    // The newest position has its stop and its targets near the price.
    await page
      .getByRole('table', { name: 'Open positions' })
      .getByTitle(/in the chart$/)
      .last()
      .click();
    await sleep(2_000);
    await page.screenshot({ path });
  } finally {
    await browser.close();
  }
}
