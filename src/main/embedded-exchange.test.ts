import { expect, it } from 'vitest';
import { systemClock } from '../adapters/clock/index.ts';
import { openSource, startEmbeddedExchange } from './embedded-exchange.ts';

const start = (accounts: string, speed = 1) =>
  startEmbeddedExchange({
    source: openSource('synthetic', ['BTCUSDT'], speed),
    port: 0,
    accounts,
    balance: '500',
    dataDir: undefined,
    speed,
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

it('has the clock of the machine at the pace of life, and whole minutes of candles all the same', async () => {
  const source = openSource('synthetic', ['BTCUSDT'], 1);
  const { server } = await start('classic:1');
  const before = systemClock.now();
  const told = server.clock.now();
  await server.close();
  expect(told).toBeGreaterThanOrEqual(before);
  expect(told).toBeLessThanOrEqual(systemClock.now());
  expect(before - source.startAt).toBeLessThan(5_000);
  const [last] = source.history('BTCUSDT', source.startAt, 1);
  expect(last?.openAt).toBe(source.startAt - (source.startAt % 60_000) - 60_000);
  while (source.peekAt() !== undefined) {
    const update = source.next();
    if (update?.type !== 'candle') continue;
    expect(update.candle.openAt).toBe((last?.openAt ?? 0) + 60_000);
    break;
  }
});

it('begins with the minute where it runs ahead of life', () => {
  expect(openSource('synthetic', ['BTCUSDT'], 60).startAt % 60_000).toBe(0);
});
