/**
 * A running demo and its page in a real browser, for the tests of the dashboard.
 * Invariant: what the browser complains of and asks for is kept, so that a test can hold it to nothing; both are gone when
 * the test ends.
 */
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { vi } from 'vitest';
import { startViper } from './children.ts';
import { sayLack } from './say-lack.ts';
import { temporaryFolder } from './temporary-folder.ts';

const CHROMIUM = '/usr/bin/chromium';
const FLAGS = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'];

/** Of the page, and of what is expected on it. */
export const PAGE_TIMEOUT_MS = 60_000;

/** Says in one line where there is none. */
export const hasBrowser = (): boolean =>
  sayLack(existsSync(CHROMIUM), `no browser at ${CHROMIUM}; apt-get install chromium`);

export const launchBrowser = (): Promise<Browser> => chromium.launch({ executablePath: CHROMIUM, args: FLAGS });

export type Addresses = {
  readonly dashboard: string;
  readonly exchangeConnector: string;
  readonly liveTradingEngine: string;
};

export type DashboardRun = {
  readonly addresses: Addresses;
  readonly page: Page;
  /** Errors and warnings of the page. */
  readonly complaints: readonly string[];
  /** Addresses that the page has asked for. */
  readonly requests: readonly string[];
  /** Stops the whole run in its tracks, and lets it go on. */
  freeze(): void;
  thaw(): void;
  /** Another page, which nobody listens to. */
  open(options: BrowserContextOptions): Promise<Page>;
  /** Asks a service. */
  ask(address: string, method: string, body?: object): Promise<{ status: number; answer: Record<string, unknown> }>;
  close(): Promise<void>;
};

/** A demo of two symbols whose strategies wait a day before they enter, at a pace that a busy machine keeps; and its page. */
export async function openDashboard(env: Readonly<Record<string, string>> = {}): Promise<DashboardRun> {
  const folder = temporaryFolder('dashboard');
  const args = [
    'start',
    '--symbols',
    'BTCUSDT,ETHUSDT',
    '--timeframe',
    '1D',
    '--speed',
    '10',
    '--ports',
    'free',
    '--json',
  ];
  const viper = startViper([...args, '--data-dir', folder.path], env);
  const { services } = await viper.waitFor(({ event }) => event === 'started');
  const addresses = services as Addresses;
  await vi.waitFor(() => isBuilt(addresses.dashboard), { timeout: PAGE_TIMEOUT_MS, interval: 250 });
  const browser = await launchBrowser();
  const open = async (options: BrowserContextOptions): Promise<Page> => {
    const page = await browser.newPage(options);
    page.setDefaultTimeout(PAGE_TIMEOUT_MS);
    return page;
  };
  const page = await open({ viewport: { width: 1600, height: 1000 } });
  const heard = listenTo(page);
  const close = async (): Promise<void> => {
    await browser.close();
    await viper.end('SIGKILL');
    folder.remove();
  };
  const freeze = (): void => void viper.process.kill('SIGSTOP');
  const thaw = (): void => void viper.process.kill('SIGCONT');
  return { addresses, page, ...heard, freeze, thaw, open, ask, close };
}

/** Where the page is older than its sources, the first start builds it. */
async function isBuilt(address: string): Promise<void> {
  const { status } = await fetch(address);
  if (status !== 200) throw new Error(`the page is not there yet: ${status}`);
}

function listenTo(page: Page): Pick<DashboardRun, 'complaints' | 'requests'> {
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('requestfailed', (request) => complaints.push(`${request.url()} ${request.failure()?.errorText}`));
  page.on('request', (request) => requests.push(request.url()));
  return { complaints, requests };
}

const ask: DashboardRun['ask'] = async (address, method, body) => {
  const headers = { 'content-type': 'application/json' };
  const init = method === 'GET' ? {} : { method, headers, body: JSON.stringify(body ?? {}) };
  const answer = await fetch(address, init);
  return { status: answer.status, answer: (await answer.json()) as Record<string, unknown> };
};

/** Sends an order as soon as there is a price: before that the gate refuses, and nothing is sent. */
export async function placeOrder(run: DashboardRun, order: object): Promise<Record<string, unknown>> {
  const place = async (): Promise<Record<string, unknown>> => {
    const { status, answer } = await run.ask(`${run.addresses.exchangeConnector}/api/orders`, 'POST', order);
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(answer)}`);
    return answer;
  };
  return vi.waitFor(place, { timeout: 15_000, interval: 100 });
}

/**
 * Candles and curves are red and green; axes, grid and letters are grey, but for the label of the last price.
 * @param share of the width, from the left; below 1 the scale at the right is left out, the dotted line of the price is not
 */
export const vividPixels = (canvases: ReturnType<Page['locator']>, share = 1): Promise<number> =>
  canvases.evaluateAll((all, part) => {
    let vivid = 0;
    const canvases = all as unknown as Canvas[];
    const widest = Math.max(...canvases.map(({ width }) => width));
    for (const canvas of canvases) {
      if (part < 1 && canvas.width < widest / 2) continue;
      const width = Math.max(1, Math.floor(canvas.width * part));
      const { data } = canvas.getContext('2d').getImageData(0, 0, width, canvas.height);
      for (let i = 0; i < data.length; i += 4) if (Math.abs((data[i] ?? 0) - (data[i + 1] ?? 0)) > 80) vivid += 1;
    }
    return vivid;
  }, share);

/** What is used of a browser's canvas; the tests are compiled without the types of a browser. */
type Canvas = {
  readonly width: number;
  readonly height: number;
  getContext(kind: '2d'): {
    getImageData(x: number, y: number, width: number, height: number): { readonly data: Uint8ClampedArray };
  };
};
