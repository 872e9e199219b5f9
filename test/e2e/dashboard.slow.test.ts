/**
 * The dashboard of a running start, in a real browser: what it shows, and that its kill switch reaches the exchange.
 * Needs Chromium at /usr/bin/chromium; where it is absent this says so in one line and does nothing.
 */
import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startViper, type ViperChild } from '../support/children.ts';
import { sayLack } from '../support/say-lack.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const CHROMIUM = '/usr/bin/chromium';
const FLAGS = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'];
const TIMEOUT_MS = 60_000;

const isThere = sayLack(existsSync(CHROMIUM), `no browser at ${CHROMIUM}; apt-get install chromium`);

const folder = temporaryFolder('dashboard');

type Addresses = { readonly dashboard: string; readonly exchangeConnector: string; readonly liveTradingEngine: string };

describe.skipIf(!isThere)('dashboard', () => {
  const complaints: string[] = [];
  const requests: string[] = [];
  let viper: ViperChild;
  let addresses: Addresses;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    const args = ['start', '--symbols', 'BTCUSDT,ETHUSDT', '--timeframe', '1D', '--ports', 'free', '--json'];
    viper = startViper([...args, '--data-dir', folder.path]);
    addresses = (await viper.waitFor(({ event }) => event === 'started')).services as Addresses;
    await openPosition(addresses);
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
    page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
    page.setDefaultTimeout(TIMEOUT_MS);
    page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('requestfailed', (request) => complaints.push(`${request.url()} ${request.failure()?.errorText}`));
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(addresses.dashboard);
  });

  afterAll(async () => {
    await browser?.close();
    await viper?.end('SIGKILL');
    folder.remove();
  });

  test('shows mode, equity and the state of the engine', async () => {
    await page.getByRole('heading', { name: 'VIPER' }).waitFor();
    await page.getByText('running', { exact: true }).waitFor();
    await page.getByText('demo', { exact: true }).waitFor();
    const equity = page.locator('.metric', { hasText: 'Equity' }).locator('dd');
    expect(Number(((await equity.textContent()) ?? '').replace(/[^\d.]/g, ''))).toBeCloseTo(10_000, -2);
  });

  test('draws candles and the equity curve', async () => {
    const candles = page.getByRole('img', { name: /Candles of BTCUSDT/ });
    await page.locator('.legend', { hasText: 'BTCUSDT' }).waitFor();
    await candles.locator('canvas').first().waitFor();
    for (const region of [candles, page.getByRole('region', { name: 'Equity' })])
      await expect.poll(() => vividPixels(region.locator('canvas')), { timeout: TIMEOUT_MS }).toBeGreaterThan(500);
  });

  test('lists the position with its stop', async () => {
    const row = page.getByRole('table', { name: 'Open positions' }).getByRole('row', { name: /BTCUSDT/ });
    await row.waitFor();
    const text = await row.textContent();
    expect(text).toMatch(/Long/);
    expect(text).toMatch(/0\.01/);
    expect(text).not.toMatch(/No stop/);
  });

  test('moves by itself', async () => {
    const mark = page.getByRole('table', { name: 'Open positions' }).getByRole('row', { name: /BTCUSDT/ });
    const before = await mark.textContent();
    await expect.poll(() => mark.textContent(), { timeout: TIMEOUT_MS }).not.toBe(before);
  });

  test('asks before the kill switch closes everything, and does nothing when the answer is no', async () => {
    await page.getByRole('button', { name: 'Kill switch' }).click();
    const question = page.getByRole('dialog');
    await question.getByText('Closes 1 position at market').waitFor();
    await question.getByRole('button', { name: 'Keep trading' }).click();
    await question.waitFor({ state: 'hidden' });
    expect(await statusOf(addresses)).toMatchObject({ state: 'running', openPositions: 1 });
  });

  test('closes everything and pauses when the answer is yes', async () => {
    await page.getByRole('button', { name: 'Kill switch' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Close everything' }).click();
    await page.getByText('paused', { exact: true }).waitFor();
    await page.getByText('No open position.').waitFor();
    expect(await statusOf(addresses)).toMatchObject({ state: 'paused', openPositions: 0 });
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByText('running', { exact: true }).waitFor();
    expect(await statusOf(addresses)).toMatchObject({ state: 'running' });
  });

  test('complains of nothing and asks this machine alone', () => {
    expect(complaints).toEqual([]);
    expect(requests.length).toBeGreaterThan(3);
    expect(requests.filter((url) => !url.startsWith(addresses.dashboard) && !url.startsWith('data:'))).toEqual([]);
  });
});

/** As soon as there is a price: before that the gate refuses, and nothing is sent. */
async function openPosition({ exchangeConnector }: Addresses): Promise<void> {
  const order = { symbol: 'BTCUSDT', side: 'buy', type: 'market', amount: '0.01', leverage: 10 };
  const ask = async (): Promise<void> => {
    const answer = await fetch(`${exchangeConnector}/api/orders`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(order),
    });
    expect(await answer.json()).toMatchObject({ symbol: 'BTCUSDT' });
    expect(answer.status).toBe(200);
  };
  await vi.waitFor(ask, { timeout: 15_000, interval: 100 });
}

const statusOf = async ({ liveTradingEngine }: Addresses): Promise<unknown> =>
  (await fetch(`${liveTradingEngine}/api/status`)).json();

/** Candles and curves are red and green; axes, grid and letters are grey. */
const vividPixels = (canvases: ReturnType<Page['locator']>): Promise<number> =>
  canvases.evaluateAll((all) => {
    let vivid = 0;
    for (const canvas of all as unknown as Canvas[]) {
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      for (let i = 0; i < data.length; i += 4) if (Math.abs((data[i] ?? 0) - (data[i + 1] ?? 0)) > 80) vivid += 1;
    }
    return vivid;
  });

/** What is used of a browser's canvas; the tests are compiled without the types of a browser. */
type Canvas = {
  readonly width: number;
  readonly height: number;
  getContext(kind: '2d'): {
    getImageData(x: number, y: number, width: number, height: number): { readonly data: Uint8ClampedArray };
  };
};
