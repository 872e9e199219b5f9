/**
 * The dashboard on a telephone, a tablet and a desk, dark and light, by keyboard, and without a word of the engine: what matters
 * stays in sight, nothing runs over the edge, and what is old looks old.
 * Needs Chromium at /usr/bin/chromium; where it is absent this says so in one line and does nothing.
 */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DashboardRun, hasBrowser, openDashboard, placeOrder } from '../support/dashboard-page.ts';

const SIZES = [
  { width: 1440, height: 900, hasTouch: false },
  { width: 1024, height: 768, hasTouch: true },
  { width: 390, height: 844, hasTouch: true },
];
/** What a finger needs. */
const TARGET_LEAST = 44;

describe.skipIf(!hasBrowser())('the looks of the dashboard', () => {
  let run: DashboardRun;

  beforeAll(async () => {
    run = await openDashboard();
    for (const [symbol, amount] of [
      ['BTCUSDT', '0.01'],
      ['ETHUSDT', '0.2'],
    ])
      await placeOrder(run, { symbol, side: 'buy', type: 'market', amount, leverage: 10 });
  });
  afterAll(() => run?.close());

  const openAt = async (
    { width, height, hasTouch }: (typeof SIZES)[number],
    colorScheme: 'dark' | 'light' = 'dark',
  ) => {
    const page = await run.open({ viewport: { width, height }, hasTouch, isMobile: width < 500, colorScheme });
    await page.goto(run.addresses.dashboard);
    await page.getByRole('table', { name: 'Open positions' }).waitFor();
    return page;
  };

  test.each(SIZES)('$width wide: nothing runs over the edge, and the two ways to stop stay in sight', async (size) => {
    const page = await openAt(size);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(size.width);
    await page.evaluate('window.scrollTo(0, document.documentElement.scrollHeight)');
    for (const name of ['Pause', 'Kill switch']) {
      const box = await page.getByRole('button', { name, exact: true }).boundingBox();
      expect(box && box.y >= 0 && box.y + box.height <= size.height && box.x + box.width <= size.width).toBe(true);
      if (size.hasTouch) expect(box?.height).toBeGreaterThanOrEqual(TARGET_LEAST);
    }
    await page.close();
  });

  test.each(SIZES)('$width wide: the way out of each position is within the screen', async (size) => {
    const page = await openAt(size);
    for (const name of ['Close BTCUSDT long', 'Close ETHUSDT long']) {
      const button = page.getByRole('button', { name });
      await button.scrollIntoViewIfNeeded();
      const box = await button.boundingBox();
      expect((box?.x ?? 0) + (box?.width ?? size.width)).toBeLessThanOrEqual(size.width);
    }
    await page.close();
  });

  test('a telephone shows stop and profit of a position without turning it', async () => {
    const page = await openAt(SIZES[2] as (typeof SIZES)[number]);
    const row = page.getByRole('row', { name: /BTCUSDT/ }).first();
    for (const name of ['Stop', 'Unrealised USDT']) {
      const box = await row.locator(`[data-name="${name}"]`).boundingBox();
      expect(box && box.x >= 0 && box.x + box.width <= 390).toBe(true);
    }
    await page.close();
  });

  test('follows the light or dark setting of the machine', async () => {
    const grounds = [];
    for (const scheme of ['dark', 'light'] as const) {
      const page = await openAt(SIZES[0] as (typeof SIZES)[number], scheme);
      grounds.push(await page.evaluate('getComputedStyle(document.body).backgroundColor'));
      await page.close();
    }
    expect(grounds).toEqual(['rgb(10, 13, 17)', 'rgb(236, 239, 243)']);
  });

  test('every control has a name, and the keyboard sees where it is', async () => {
    const page = await openAt(SIZES[0] as (typeof SIZES)[number]);
    for (const view of ['Alerts', 'Limits', 'Symbols']) {
      await page.locator('label', { hasText: new RegExp(`^${view}$`) }).click();
      expect(await namelessControls(page)).toEqual([]);
    }
    const pause = page.getByRole('button', { name: 'Pause', exact: true });
    for (let presses = 0; presses < 20 && !(await hasFocus(pause)); presses += 1) await page.keyboard.press('Tab');
    expect(await hasFocus(pause)).toBe(true);
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).not.toBe('none');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await expect.poll(() => hasFocus(pause)).toBe(true);
    await page.close();
  });

  test('nothing moves where less motion is wanted', async () => {
    const page = await run.open({ reducedMotion: 'reduce' });
    await page.goto(run.addresses.dashboard);
    await page.locator('.dot.up').waitFor();
    expect(await page.evaluate(`getComputedStyle(document.querySelector('.dot')).animationName`)).toBe('none');
    await page.close();
  });

  test('looks old once the stream is lost, says since when, and is itself again afterwards', async () => {
    const page = await openAt(SIZES[0] as (typeof SIZES)[number]);
    await page.getByText('Live', { exact: true }).waitFor();
    run.freeze();
    await page.getByText(/The live stream is lost; trying again. What you see is from/).waitFor();
    await page.getByText('Stream lost').waitFor();
    expect(await page.evaluate(`getComputedStyle(document.querySelector('.panels')).filter`)).toBe('grayscale(1)');
    expect(await page.title()).toMatch(/^\(1\)/);
    await page.getByRole('button', { name: 'Kill switch' }).click();
    await page.getByRole('dialog').getByText('Whatever is open then is closed.').waitFor();
    await page.keyboard.press('Escape');
    run.thaw();
    await page.getByText('Live', { exact: true }).waitFor();
    expect(await page.evaluate(`getComputedStyle(document.querySelector('.panels')).filter`)).toBe('none');
    await page.close();
  });
});

const hasFocus = (control: Locator): Promise<boolean> => control.evaluate((element) => element.matches(':focus'));

/** Controls that are read out as nothing. */
const namelessControls = (page: Page): Promise<unknown> =>
  page.evaluate(`[...document.querySelectorAll('button, input, select, [role=button], [tabindex="0"]')]
    .filter((one) => one.offsetParent !== null && one.type !== 'hidden')
    .filter((one) => !(one.ariaLabel || one.labels?.length || one.textContent.trim() || one.getAttribute('aria-labelledby')))
    .map((one) => one.outerHTML.slice(0, 120))`);
