/**
 * A V1 program beside the engine on one account: who trades what, and whether the books agree afterwards.
 */
import { join } from 'node:path';
import { FuturesClient } from 'bitget-api-v1';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { NoticeLine, StartRequest } from '../../src/cli/index.ts';
import { start } from '../../src/main/start.ts';
import { entryByHand } from '../support/orders.ts';
import { quietRequest } from '../support/run-request.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const KEY = { apiKey: 'gateway-key', apiSecret: 'a secret of the gateway', apiPass: 'gateway-pass' };
const SOON = { timeout: 15_000 };

/** 0.01 BTC. */
const OPEN_BTC = entryByHand();

afterEach(() => vi.unstubAllEnvs());

const useKey = (): void => {
  vi.stubEnv('VIPER_GATEWAY_KEY', KEY.apiKey);
  vi.stubEnv('VIPER_GATEWAY_SECRET', KEY.apiSecret);
  vi.stubEnv('VIPER_GATEWAY_PASSPHRASE', KEY.apiPass);
};

async function demo(given: Partial<StartRequest> = {}) {
  const folder = temporaryFolder('v1-gateway');
  onTestFinished(() => folder.remove());
  const notices: NoticeLine[] = [];
  const platform = await start(
    quietRequest({
      mode: 'demo',
      family: 'classic',
      feed: 'synthetic:7',
      speed: 1,
      dataDir: join(folder.path, 'data'),
      areServicesOn: true,
      onNotice: (line) => notices.push(line),
      ...given,
    }),
  );
  let isStopped = false;
  const stop = () => {
    isStopped = true;
    return platform.stop();
  };
  onTestFinished(async () => {
    if (!isStopped) await platform.stop();
  });
  const baseUrl = platform.started.services?.exchangeConnector ?? '';
  return { ...platform, stop, notices, baseUrl, client: new FuturesClient({ baseUrl, ...KEY }) };
}

describe.each(['classic', 'unified'] as const)('beside the engine on a %s account', (family) => {
  it('what the program trades reaches the ledger to the last digit', async () => {
    useKey();
    const { client, engine, stop, notices } = await demo({ family });
    const order = { marginCoin: 'USDT', orderType: 'market' } as const;

    // A contract that the session does not trade: its cash is booked, its position is the program's own.
    const eth = { ...order, symbol: 'ETHUSDT_UMCBL', size: '0.1' } as const;
    // Right after the start the exchange has no price yet, and refuses.
    await vi.waitFor(() => client.submitOrder({ ...eth, side: 'open_short' }), SOON);
    // An answer means received; the exchange of a demo fills a moment later.
    const held = async (total: string) => {
      const { data } = await client.getPositionV2('ETHUSDT_UMCBL', 'USDT');
      expect(data[1]).toMatchObject({ holdSide: 'short', total });
    };
    await vi.waitFor(() => held('0.1'), SOON);
    await client.submitOrder({ ...eth, side: 'close_short' });
    await vi.waitFor(() => held('0'), SOON);

    // One that it trades: a program may close there, and nothing else.
    const btc = { ...order, symbol: 'BTCUSDT_UMCBL', size: '0.01' } as const;
    const refused = {
      body: { code: '40805', msg: expect.stringMatching(/BTCUSDT is traded by the engine.*--symbols/) },
    };
    await expect(client.submitOrder({ ...btc, side: 'open_long' })).rejects.toMatchObject(refused);
    await expect(client.setLeverage('BTCUSDT_UMCBL', 'USDT', '50')).rejects.toMatchObject(refused);
    await expect(client.setHoldMode('umcbl', 'single_hold')).rejects.toMatchObject({ body: { code: '40805' } });
    await client.setHoldMode('umcbl', 'double_hold');
    let attempts = 0;
    const openByHand = () => engine.command(OPEN_BTC, `by hand ${attempts++}`);
    await vi.waitFor(async () => expect(await openByHand()).toMatchObject({ ok: true }), SOON);
    await vi.waitFor(() => expect(engine.positions()).toMatchObject([{ symbol: 'BTCUSDT', size: '0.01' }]), SOON);
    await client.submitOrder({ ...btc, side: 'close_long' });
    await vi.waitFor(() => expect(engine.positions()).toEqual([]), SOON);

    // What a person has paused, no program opens.
    await engine.command({ kind: 'pause' }, 'pause');
    await expect(client.submitOrder({ ...eth, side: 'open_long' })).rejects.toMatchObject({
      body: { code: '40805', msg: expect.stringMatching(/paused/) },
    });

    const summary = await stop();
    expect(summary.ledger.difference).toBe('0');
    expect(summary).toMatchObject({ fills: 4, openPositions: 0 });
    expect(summary.fees).not.toBe('0');
    const events = notices.map(({ event }) => event);
    expect(events.filter((event) => event === 'foreign-fill')).toHaveLength(2);
    expect(events).not.toContain('position-drift');
    expect(events).not.toContain('ledger-drift');
  });
});

describe('without a key', () => {
  it('there is no gateway', async () => {
    const { baseUrl } = await demo();
    expect((await fetch(`${baseUrl}/api/mix/v1/market/contracts?productType=umcbl`)).status).toBe(404);
  });

  it('half a key stops the start', async () => {
    vi.stubEnv('VIPER_GATEWAY_KEY', KEY.apiKey);
    await expect(demo()).rejects.toThrow(/VIPER_GATEWAY_SECRET/);
  });
});
