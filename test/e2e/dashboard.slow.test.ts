/**
 * The dashboard of a running start, in a real browser: what it shows, and that its kill switch reaches the exchange.
 * Needs Chromium at /usr/bin/chromium; where it is absent this says so in one line and does nothing.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type DashboardRun,
  hasBrowser,
  openDashboard,
  PAGE_TIMEOUT_MS,
  placeOrder,
  vividPixels,
} from '../support/dashboard-page.ts';

describe.skipIf(!hasBrowser())('dashboard', () => {
  let run: DashboardRun;
  let page: Page;
  const soon = { timeout: PAGE_TIMEOUT_MS };
  const statusOf = async (): Promise<unknown> =>
    (await run.ask(`${run.addresses.liveTradingEngine}/api/status`, 'GET')).answer;

  beforeAll(async () => {
    run = await openDashboard();
    await placeOrder(run, { symbol: 'BTCUSDT', side: 'buy', type: 'market', amount: '0.01', leverage: 10 });
    page = run.page;
    await page.goto(run.addresses.dashboard);
  });
  afterAll(() => run?.close());

  test('shows mode, equity and the state of the engine, in the title of the tab, too', async () => {
    await page.getByRole('heading', { name: 'VIPER' }).waitFor();
    await page.getByText('running', { exact: true }).waitFor();
    await page.getByText('demo', { exact: true }).waitFor();
    const equity = page.locator('.metric', { hasText: 'Equity' }).locator('dd');
    expect(Number(((await equity.textContent()) ?? '').replace(/[^\d.]/g, ''))).toBeCloseTo(10_000, -2);
    expect(await page.title()).toBe('running · demo · Viper');
  });

  test('draws candles and the equity curve', async () => {
    const candles = page.getByRole('img', { name: /Candles of BTCUSDT/ });
    await page.locator('.legend', { hasText: 'BTCUSDT' }).waitFor();
    await candles.locator('canvas').first().waitFor();
    for (const region of [candles, page.getByRole('region', { name: 'Equity' })])
      await expect.poll(() => vividPixels(region.locator('canvas')), soon).toBeGreaterThan(500);
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
    await expect.poll(() => mark.textContent(), soon).not.toBe(before);
  });

  test('says what happened in words', async () => {
    const notices = page.getByRole('table', { name: 'Notices' });
    await notices.getByText('Filled').first().waitFor();
    expect(await notices.textContent()).not.toMatch(/positionSide|clientOid/);
  });

  test('asks before the kill switch closes everything, and does nothing when the answer is no', async () => {
    await page.getByRole('button', { name: 'Kill switch' }).click();
    const question = page.getByRole('dialog');
    await question.getByText('Closes 1 position at market').waitFor();
    await question.getByRole('button', { name: 'Keep trading' }).click();
    await question.waitFor({ state: 'hidden' });
    expect(await statusOf()).toMatchObject({ state: 'running', openPositions: 1 });
  });

  test('closes everything and pauses when the answer is yes', async () => {
    await page.getByRole('button', { name: 'Kill switch' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Close everything' }).click();
    await page.getByText('The kill switch was used: entries are canceled').waitFor();
    await page.getByText('paused', { exact: true }).waitFor();
    await page.getByText('No open position.').waitFor();
    expect(await statusOf()).toMatchObject({ state: 'paused', openPositions: 0 });
  });

  test('says at the top that entries are paused, and asks before they are made again', async () => {
    const attention = page.getByRole('region', { name: 'Needs attention' });
    await attention.getByText('Entries are paused: nothing new is opened.').waitFor();
    expect(await page.title()).toMatch(/^\(\d\) paused/);
    await attention.getByRole('button', { name: 'Resume' }).click();
    expect(await statusOf()).toMatchObject({ state: 'paused' });
    await page.getByRole('dialog').getByRole('button', { name: 'Resume trading' }).click();
    await page.getByText('running', { exact: true }).waitFor();
    expect(await statusOf()).toMatchObject({ state: 'running' });
    await attention.getByText('Entries are paused').waitFor({ state: 'detached' });
  });

  test('pauses in two steps, and says what that leaves', async () => {
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    await page.getByRole('dialog').getByText('open positions keep their stops').waitFor();
    await page.getByRole('button', { name: 'Pause entries' }).click();
    await expect.poll(statusOf, soon).toMatchObject({ state: 'paused' });
  });

  test('complains of nothing and asks this machine alone', () => {
    const { complaints, requests, addresses } = run;
    expect(complaints).toEqual([]);
    expect(requests.length).toBeGreaterThan(3);
    expect(requests.filter((url) => !url.startsWith(addresses.dashboard) && !url.startsWith('data:'))).toEqual([]);
  });
});
