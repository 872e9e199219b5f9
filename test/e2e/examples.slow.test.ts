/**
 * Every program in examples/ runs to its end against the embedded exchange and says what it should.
 */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { environmentOf, startTradedExchange, type TradedExchange } from '../support/traded-exchange.ts';

const folder = join(import.meta.dirname, '../../examples');
const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && file !== 'connect.ts');

type Family = 'classic' | 'unified';
type Case = { readonly family: Family; readonly says: readonly RegExp[]; readonly isLossy?: boolean };

const CASES: Readonly<Record<string, Case>> = {
  'account-family.ts': {
    family: 'unified',
    says: [/^the account is unified$/m, /^equity 10000\S* USDT, hedge_mode$/m],
  },
  'batch-orders.ts': { family: 'classic', says: [/^3 orders placed$/m, /^3 orders canceled$/m] },
  'follow-fills.ts': { family: 'unified', says: [/: buy 0\.001 at \d/, /: sell 0\.001 at \d/, /^flat again$/m] },
  'limit-order-classic.ts': {
    family: 'classic',
    says: [/^received as \d+$/m, /^live: buy 0\.001 at \d+$/m, /^canceled$/m],
  },
  'limit-order-unified.ts': {
    family: 'unified',
    says: [/^received as \d+$/m, /^(live|new): buy 0\.001 at \d+$/m, /^cancell?ed$/m],
  },
  'market-data.ts': {
    family: 'classic',
    says: [
      /^BTCUSDT bid [\d.]+, ask [\d.]+, mark [\d.]+$/m,
      /^(candle \S+Z( [\d.]+){4}\n){5}/m,
      /^(ask [\d.]+ [\d.]+\n){3}(bid [\d.]+ [\d.]+\n){3}/m,
      /^classic\.ticker: \d+ of 20 requests left in its second$/m,
    ],
  },
  'stop-loss-take-profit.ts': {
    family: 'classic',
    says: [/^take-profit \d+$/m, /^(pos_loss|loss_plan) at \d+: live$/m, /^pos_profit at \d+: live$/m, /^closing$/m],
  },
  'trader-debug.ts': {
    family: 'unified',
    says: [/^Connection successful!$/m, /^Generated signature: 44 characters$/m, /^Remaining requests: \d+$/m],
  },
  'trader-market-data.ts': {
    family: 'classic',
    says: [
      /^BTCUSDT last [\d.]+, mark [\d.]+, funding -?[\d.]+$/m,
      /^[1-9]\d* bids from [\d.]+, [1-9]\d* asks from [\d.]+$/m,
      /^[1-9]\d* trades, the newest a (buy|sell) of [\d.]+$/m,
      /^spread [\d.]+ bps, imbalance -?[\d.]+$/m,
      /^0\.5 would cost [\d.]+ USDT, [\d.]+ bps$/m,
    ],
  },
  'trader-orders.ts': {
    family: 'unified',
    says: [
      /^by risk: [\d.]+, of which the stop would cost [\d.]+ USDT$/m,
      /^LONG 0\.01: stop-loss [\d.]+, take-profit [\d.]+$/m,
      /^SHORT at \d+: live$/m,
      /^0 positions left$/m,
    ],
  },
  'trader-positions.ts': {
    family: 'classic',
    says: [
      /^equity [\d.]+ USDT, [\d.]+ of it free$/m,
      /^LONG 0\.02 at 10x: (LOW|MEDIUM|HIGH), stop [\d.]+$/m,
      /^exposed to [\d.]+ USDT, [\d.]+ of equity$/m,
      /^realised -?[\d.]+, fees [\d.]+, in all -?[\d.]+ USDT$/m,
      /^open 0\.02 at [\d.]+, close 0\.02 at [\d.]+$/m,
    ],
  },
  'unknown-outcome.ts': {
    family: 'classic',
    isLossy: true,
    says: [/^unknown: order\/place-order: .*whether it was carried out is unknown$/m, /^the order is live$/m],
  },
};

let exchange: TradedExchange;

beforeAll(async () => {
  exchange = await startTradedExchange();
}, 60_000);

afterAll(() => exchange.stop());

async function run(file: string, env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, ['--conditions=viper-source', join(folder, file)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    timeout: 60_000,
  });
  const [said, complained, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((resolve) => child.once('close', resolve)),
  ]);
  return { said, complained, code };
}

/** Hands requests on, and cuts off the first answer to an order. */
async function cuttingProxy(target: string): Promise<string> {
  let isCut = false;
  const server = createServer((asked, answer) => {
    const onward = forward(new URL(asked.url ?? '', target), { method: asked.method, headers: asked.headers });
    onward.on('response', (given) => {
      if (!isCut && asked.url?.endsWith('/place-order')) {
        isCut = true;
        given.resume();
        asked.socket.destroy();
        return;
      }
      answer.writeHead(given.statusCode ?? 502, given.headers);
      given.pipe(answer);
    });
    asked.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('examples', () => {
  test('each has a case here and a line in their README', () => {
    const readme = readFileSync(join(folder, 'README.md'), 'utf8');
    expect(files.toSorted()).toEqual(Object.keys(CASES).toSorted());
    expect(files.filter((file) => !readme.includes(`](${file})`))).toEqual([]);
  });

  test.each(Object.entries(CASES))('%s', async (file, { family, says, isLossy = false }) => {
    const rest = isLossy ? await cuttingProxy(exchange.rest) : exchange.rest;
    const { said, complained, code } = await run(file, environmentOf(rest, exchange[family]));
    expect({ complained, code }).toEqual({ complained: '', code: 0 });
    for (const line of says) expect(said).toMatch(line);
  });
});
