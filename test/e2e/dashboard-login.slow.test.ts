/**
 * The dashboard of a run that asks for tokens, in a real browser: the login, what a narrow token may not, the end of both.
 * Needs Chromium at /usr/bin/chromium; where it is absent this says so in one line and does nothing.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tokenFile } from '../../src/adapters/secrets/index.ts';
import { startViper, type ViperChild } from '../support/children.ts';
import { sayLack } from '../support/say-lack.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const CHROMIUM = '/usr/bin/chromium';
const isThere = sayLack(existsSync(CHROMIUM), `no browser at ${CHROMIUM}; apt-get install chromium`);

const folder = temporaryFolder('dashboard-login');
const file = tokenFile(join(folder.path, 'tokens.json'), Date.now);

describe.skipIf(!isThere)('the login of the dashboard', () => {
  const { token } = file.create({ name: 'desk', scope: 'trade', expiresInMs: undefined });
  let viper: ViperChild;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    const args = ['start', '--symbols', 'BTCUSDT', '--ports', 'free', '--json', '--data-dir', join(folder.path, 'run')];
    viper = startViper(args, { VIPER_TOKENS_FILE: join(folder.path, 'tokens.json') });
    const { services } = (await viper.waitFor(({ event }) => event === 'started')) as unknown as {
      services: { readonly dashboard: string };
    };
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
    page = await browser.newPage();
    page.setDefaultTimeout(60_000);
    await page.goto(services.dashboard);
  });

  afterAll(async () => {
    await browser?.close();
    await viper?.end('SIGKILL');
    folder.remove();
  });

  test('refuses a wrong token with words, and shows nothing of the run', async () => {
    await page.getByRole('textbox', { name: 'Token' }).fill('viper_wrong');
    await page.getByRole('button', { name: 'Log in' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('the token is not good');
    expect(await page.getByText('Equity').count()).toBe(0);
  });

  test('opens with a good one, keeps it from scripts, and does no more than its scope', async () => {
    await page.getByRole('textbox', { name: 'Token' }).fill(token);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByText('running', { exact: true }).waitFor();
    const kept = await page.evaluate('document.cookie + JSON.stringify(localStorage) + JSON.stringify(sessionStorage)');
    expect(kept).toBe('{}{}');
    await page.getByRole('button', { name: 'Kill switch' }).click();
    await page.getByRole('button', { name: 'Close everything' }).click();
    const words = page.getByRole('alert').filter({ hasText: 'Not done' });
    expect(await words.textContent()).toContain('scope: "trade" is not allowed; expected admin');
  });

  test('asks again by itself once the token is revoked', async () => {
    file.revoke('desk');
    await page.getByRole('textbox', { name: 'Token' }).waitFor();
  });
});
