import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLog } from '../../test/support/service-harness.ts';
import { createStubEngine, STUB_NOW } from '../../test/support/stub-engine.ts';
import { SERVICES, type ServiceName, type ServicePorts, startServices } from './index.ts';

const NAMES = Object.keys(SERVICES) as ServiceName[];
const portsOf = (liveTradingEngine: number): ServicePorts => ({
  exchangeConnector: 0,
  marketDataManager: 0,
  liveTradingEngine,
  viperScoring: 0,
  dashboard: 0,
});

let dashboardDir: string;
beforeAll(() => {
  dashboardDir = mkdtempSync(join(tmpdir(), 'viper-dashboard-'));
  mkdirSync(join(dashboardDir, 'dist'));
  writeFileSync(join(dashboardDir, 'dist', 'index.html'), 'page');
});
afterAll(() => rmSync(dashboardDir, { recursive: true }));

const start = (port: number) =>
  startServices({
    engine: createStubEngine(),
    clock: { now: () => STUB_NOW },
    log: silentLog,
    dashboardDir,
    ports: portsOf(port),
  });

describe('startServices', () => {
  it('starts all five on loopback, each with its health, and ends them all', async () => {
    const services = await start(0);
    for (const name of NAMES) {
      const health = await fetch(`${services.addresses[SERVICES[name].key]}/health`);
      expect([health.status, await health.json()]).toEqual([
        200,
        expect.objectContaining({ service: name, status: 'healthy' }),
      ]);
      expect((await fetch(`${services.addresses[SERVICES[name].key]}/openapi.json`)).status).toBe(200);
    }
    const stream = await fetch(`${services.addresses.dashboard}/api/stream`);
    await services.close();
    await expect(stream.text()).resolves.toContain('event: closing');
    for (const name of NAMES) await expect(fetch(`${services.addresses[SERVICES[name].key]}/health`)).rejects.toThrow();
  });

  it('starts none when one port is taken, and names it', async () => {
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve));
    const { port } = squatter.address() as { port: number };
    await expect(start(port)).rejects.toMatchObject({
      code: 'port-in-use',
      details: { service: 'live-trading-engine', port, variable: 'LIVE_TRADING_ENGINE_PORT' },
    });
    squatter.close();
  });
});
