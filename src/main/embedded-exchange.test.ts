import { expect, it } from 'vitest';
import { openSource, startEmbeddedExchange } from './embedded-exchange.ts';

const start = (accounts: string) =>
  startEmbeddedExchange({
    source: openSource('synthetic', ['BTCUSDT']),
    port: 0,
    accounts,
    balance: '500',
    dataDir: undefined,
    speed: 1,
  });

it('opens accounts of both families, Classic ones first', async () => {
  const { server, address } = await start('unified:1,classic:2');
  await server.close();
  expect(address.accounts.map(({ name, family, balance }) => `${name} ${family} ${balance}`)).toEqual([
    'classic-1 classic 500',
    'classic-2 classic 500',
    'unified-1 unified 500',
  ]);
  expect(address.ws.private).toMatch(/\/v2\/ws\/private$/);
  expect(address.unifiedWs.private).toMatch(/\/v3\/ws\/private$/);
  expect(new Set(address.accounts.map(({ apiKey }) => apiKey)).size).toBe(3);
});

it.each(['', 'classic', 'classic:0', 'classic:100', 'spot:1', 'classic:1,classic:1', 'classic:1,'])(
  'refuses the accounts %j',
  async (accounts) => {
    await expect(start(accounts)).rejects.toThrow('classic:<count>');
  },
);
