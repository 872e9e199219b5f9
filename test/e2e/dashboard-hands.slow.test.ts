/**
 * What an operator does by hand on the dashboard, in a real browser: orders, positions, strategies, symbols, limits; and
 * whether alerts arrive. Each change is asked about first, and is seen at the engine afterwards.
 * Needs Chromium at /usr/bin/chromium; where it is absent this says so in one line and does nothing.
 */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Receiver, startReceiver } from '../support/alert-receivers.ts';
import { type DashboardRun, hasBrowser, openDashboard, placeOrder, vividPixels } from '../support/dashboard-page.ts';

describe.skipIf(!hasBrowser())('the dashboard by hand', () => {
  let run: DashboardRun;
  let page: Page;
  let receiver: Receiver;
  let status = 503;
  const soon = { timeout: 20_000, interval: 100 };
  const engine = async (path: string): Promise<Record<string, unknown>> =>
    (await run.ask(run.addresses.liveTradingEngine + path, 'GET')).answer;
  const attention = (): Locator => page.getByRole('region', { name: 'Needs attention' });
  const show = (view: string): Promise<void> => page.locator('label', { hasText: new RegExp(`^${view}$`) }).click();
  const decide = async (words: RegExp | string, action: string): Promise<void> => {
    const question = page.getByRole('dialog');
    await question.getByText(words).waitFor();
    await question.getByRole('button', { name: action, exact: true }).click();
    await expect.poll(() => question.allTextContents(), soon).toEqual([]);
  };

  beforeAll(async () => {
    receiver = await startReceiver(() => ({ status }));
    run = await openDashboard({ ALERT_WEBHOOK_URL: receiver.url, ALERT_WEBHOOK_SECRET: 'a secret to sign with' });
    page = run.page;
    await page.goto(run.addresses.dashboard);
    await page.getByText('running', { exact: true }).waitFor();
  });
  afterAll(async () => {
    await run?.close();
    await receiver?.close();
  });

  test('tells which way for alerts is silent, and why; and when it speaks again', async () => {
    await show('Alerts');
    const alerts = page.getByRole('region', { name: 'Alerts' }).last();
    await alerts.getByText('not arriving').waitFor();
    await alerts
      .getByText(/tried again Viper has started/)
      .first()
      .waitFor();
    await attention()
      .getByText(/Alerts by webhook do not arrive since .*503/)
      .waitFor();
    status = 204;
    await alerts.getByText('arriving', { exact: true }).waitFor();
    await alerts.getByText(/last arrived 20\d\d-/).waitFor();
    await attention().getByText('Alerts by webhook').waitFor({ state: 'detached' });
  });

  test('turns a strategy off and on, and keeps it in sight while it is off', async () => {
    await page.getByRole('button', { name: 'Turn strategic off' }).click();
    await decide('strategic opens nothing more, over restarts too.', 'Turn strategic off');
    await attention().getByText('Turned off by hand, and entering nothing: strategic.').waitFor();
    expect(await engine('/api/strategies')).toMatchObject({
      strategies: expect.arrayContaining([expect.objectContaining({ name: 'strategic', enabled: false })]),
    });
    await page.getByRole('button', { name: 'Turn strategic on' }).click();
    await decide('may open positions again', 'Turn strategic on');
    await page.getByRole('button', { name: 'Turn strategic off' }).waitFor();
  });

  test('tightens a limit, says so at the top, and gives it back', async () => {
    await show('Limits');
    const value = page.getByRole('textbox', { name: 'New value' });
    await value.fill('many');
    await page.getByText('A whole number from 1').waitFor();
    expect(await page.getByRole('button', { name: 'Tighten' }).isDisabled()).toBe(true);
    await value.fill('2');
    await page.getByRole('button', { name: 'Tighten' }).click();
    await decide(/Open positions, at most: 2/, 'Tighten limit');
    await attention().getByText('Tighter than configured, by hand: max positions.').waitFor();
    expect(await engine('/api/limits')).toMatchObject({ max_positions: 2, tightened: ['max_positions'] });
    await page.getByRole('button', { name: 'Give back Open positions, at most' }).click();
    await decide('becomes again what is configured', 'Give back');
    await expect.poll(() => engine('/api/limits'), soon).toMatchObject({ max_positions: 10, tightened: [] });
  });

  test('says in words why a limit cannot be loosened', async () => {
    await page.getByRole('textbox', { name: 'New value' }).fill('500');
    await page.getByRole('button', { name: 'Tighten' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Tighten limit' }).click();
    const alert = page.getByRole('dialog').getByRole('alert');
    expect(await alert.textContent()).toMatch(/^Not done\. This would be looser than the limit in force/);
    await page.keyboard.press('Escape');
  });

  test('adds a symbol, and shows the candles before it without a reload', async () => {
    await show('Symbols');
    await page.getByRole('textbox', { name: 'Symbol to add' }).fill('solusdt');
    await page.getByRole('button', { name: 'Add symbol' }).click();
    await decide('Viper follows SOLUSDT from now on', 'Add SOLUSDT');
    await page.locator('label', { hasText: 'SOLUSDT' }).click();
    const chart = page.getByRole('img', { name: /Candles of SOLUSDT/ });
    await expect.poll(() => vividPixels(chart.locator('canvas'), 0.25), soon).toBeGreaterThan(1_500);
  });

  test('refuses an unknown symbol in words', async () => {
    await page.getByRole('textbox', { name: 'Symbol to add' }).fill('NOPEUSDT');
    await page.getByRole('button', { name: 'Add symbol' }).click();
    const question = page.getByRole('dialog');
    await question.getByRole('button', { name: 'Add NOPEUSDT' }).click();
    expect(await question.getByRole('alert').textContent()).toMatch(/^Not done: symbol: "NOPEUSDT" is not known/);
    await page.keyboard.press('Escape');
  });

  test('takes a symbol out after saying what becomes of its position', async () => {
    await placeOrder(run, { symbol: 'SOLUSDT', side: 'buy', type: 'market', amount: '1', leverage: 5 });
    await page.getByRole('button', { name: 'Close SOLUSDT long' }).waitFor();
    await page.getByRole('button', { name: 'Remove SOLUSDT' }).click();
    await decide('Nothing is closed: SOLUSDT long keeps its stop', 'Take SOLUSDT out');
    await page.getByText('taken out; managed until nothing is open').waitFor();
    expect(await engine('/api/symbols')).toMatchObject({
      symbols: expect.arrayContaining([expect.objectContaining({ symbol: 'SOLUSDT', enters: false, followed: true })]),
    });
  });

  test('closes one position, and leaves the others', async () => {
    await placeOrder(run, { symbol: 'BTCUSDT', side: 'buy', type: 'market', amount: '0.01', leverage: 10 });
    await page.getByRole('button', { name: 'Close BTCUSDT long' }).waitFor();
    await page.getByRole('button', { name: 'Close SOLUSDT long' }).click();
    await decide('Its stop and targets go with it.', 'Close position');
    const positions = page.getByRole('table', { name: 'Open positions' });
    await positions.getByRole('row', { name: /SOLUSDT/ }).waitFor({ state: 'detached' });
    expect(await positions.getByRole('row', { name: /BTCUSDT/ }).count()).toBe(1);
    await page.getByText('taken out', { exact: true }).waitFor();
  });

  test('changes an entry that rests, shows it changed, and cancels it', async () => {
    const far = { symbol: 'ETHUSDT', side: 'buy', type: 'limit', amount: '0.5', leverage: 5 };
    const [price, lower] = await pricesBelow('ETHUSDT');
    await placeOrder(run, { ...far, price });
    const row = page
      .getByRole('table', { name: 'Orders' })
      .getByRole('row', { name: /ETHUSDT.*Limit.*Open long.*at the exchange/ });
    await row.getByRole('button', { name: /^Change order/ }).click();
    await page.getByRole('textbox', { name: 'Price, USDT' }).fill(lower);
    await page.getByRole('button', { name: 'Go on' }).click();
    await decide(new RegExp(`Price .* becomes ${lower}`), 'Change order');
    await row.filter({ hasText: Number(lower).toLocaleString('en-US') }).waitFor();
    await row.getByRole('button', { name: /^Cancel order/ }).click();
    await decide('nothing of it is filled so far', 'Cancel order');
    await row.waitFor({ state: 'detached' });
  });

  test('puts warnings aside, and keeps them under Notices', async () => {
    await run.ask(`${run.addresses.liveTradingEngine}/api/kill`, 'POST');
    await attention()
      .getByText(/Critical .*The kill switch was used: positions are being closed/)
      .waitFor();
    await attention().getByRole('button', { name: 'Put aside' }).click();
    await decide('They stay under Notices', 'Put aside');
    await attention().getByRole('button', { name: 'Put aside' }).waitFor({ state: 'detached' });
    expect(await engine('/api/alerts')).toMatchObject({ count: 0 });
  });

  /** Below the market, out of its reach for a while, and a little more. */
  async function pricesBelow(symbol: string): Promise<readonly [string, string]> {
    const { answer } = await run.ask(`${run.addresses.dashboard}/api/overview`, 'GET');
    const { tickers } = answer as { tickers: { symbol: string; last: string }[] };
    const last = Number(tickers.find((row) => row.symbol === symbol)?.last);
    return [(last * 0.97).toFixed(1), (last * 0.965).toFixed(1)];
  }
});
