/**
 * An embedded exchange with one account, the V1 gateway over it on the exchange connector, and `bitget-api` 2.3.5 as the program.
 * Invariant: the client is as published but for its addresses; the truth is what the exchange's core holds.
 */
import { FuturesClient, WebsocketClient } from 'bitget-api-v1';
import { createDrivenClock, systemClock } from '../../../src/adapters/clock/index.ts';
import { createBitgetRest, createLegacyGateway, Secret } from '../../../src/bitget/index.ts';
import { money, type PositionMode, rate } from '../../../src/domain/index.ts';
import type { PaperExchange } from '../../../src/paper-exchange/core/index.ts';
import { type AccountFamily, type PaperServer, startPaperServer } from '../../../src/paper-exchange/server/index.ts';
import { exchangeConnectorRoutes } from '../../../src/services/index.ts';
import { type ServiceHarness, startService } from '../../support/service-harness.ts';
import { BTC, handMovedMarket, MINUTE_MS, movesTo } from './market.ts';
import { V1Listener } from './v1-listener.ts';

const ACCOUNT_KEY = { apiKey: 'key-1', apiSecret: 'a secret of the account', passphrase: 'pass-1' };
export const GATEWAY_KEY = { apiKey: 'gateway-key', apiSecret: 'a secret of the gateway', apiPass: 'gateway-pass' };
export const ACCOUNT = 'a';

export type V1Session = {
  readonly server: PaperServer;
  readonly exchange: PaperExchange;
  readonly client: FuturesClient;
  /** Such as http://127.0.0.1:8000. */
  readonly address: string;
  readonly service: ServiceHarness;
  readonly failures: unknown[];
  listener(): V1Listener;
  clientWith(key: Partial<typeof GATEWAY_KEY>): FuturesClient;
  /** A second later the market stands at `price`. */
  move(price: number): void;
  /** A second later funding is settled. */
  settleFunding(): void;
  close(): Promise<void>;
};

export async function openV1Session(family: AccountFamily, positionMode: PositionMode = 'hedge'): Promise<V1Session> {
  const startAt = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
  const { source, updates } = handMovedMarket(startAt);
  const server = await startPaperServer({
    source,
    accounts: [
      { name: ACCOUNT, family, balance: money('10000'), ...ACCOUNT_KEY, positionMode, marginMode: 'isolated' },
    ],
    clock: createDrivenClock(startAt),
    signingClock: systemClock,
    rateLimits: 'off',
  });
  server.advance?.(startAt);
  const failures: unknown[] = [];
  const { apiKey: key, apiSecret, passphrase } = ACCOUNT_KEY;
  const credentials = { key, secret: new Secret(apiSecret), passphrase: new Secret(passphrase) };
  const rest = createBitgetRest({ baseUrl: server.rest, credentials, clock: systemClock, limitFactor: 100 });
  const gateway = createLegacyGateway({
    family,
    rest,
    socketOrigin: server.rest.replace(/^http/, 'ws'),
    credentials,
    own: {
      key: GATEWAY_KEY.apiKey,
      secret: new Secret(GATEWAY_KEY.apiSecret),
      passphrase: new Secret(GATEWAY_KEY.apiPass),
    },
    clock: systemClock,
    onFailure: (error) => failures.push(error),
  });
  const service = await startService(exchangeConnectorRoutes.createExchangeConnector({ v1: gateway }));
  const { address } = service;
  const clientWith = (given: Partial<typeof GATEWAY_KEY>) =>
    new FuturesClient({ baseUrl: address, ...GATEWAY_KEY, ...given });
  const listeners: V1Listener[] = [];
  return {
    server,
    exchange: server.exchange,
    client: clientWith({}),
    address,
    service,
    failures,
    clientWith,
    listener: () => {
      const wsUrl = `${address.replace(/^http/, 'ws')}/mix/v1/stream`;
      const quiet = () => undefined;
      const log = { silly: quiet, debug: quiet, notice: quiet, info: quiet, warning: quiet, error: quiet };
      const made = new V1Listener(new WebsocketClient({ ...GATEWAY_KEY, wsUrl }, log));
      listeners.push(made);
      return made;
    },
    move: (price) => {
      const at = server.clock.now() + 1_000;
      updates.push(...movesTo(BTC, at, price));
      server.advance?.(at);
    },
    settleFunding: () => {
      const at = server.clock.now() + 1_000;
      updates.push({ type: 'funding', at, symbol: BTC.symbol, rate: rate('0.0001') });
      server.advance?.(at);
    },
    close: async () => {
      for (const listener of listeners) listener.close();
      await service.close();
      await rest.close();
      await server.close();
    },
  };
}
