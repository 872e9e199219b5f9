/**
 * An exchange on loopback that notes each request byte for byte and answers every one with success.
 * Invariant: what is noted is what arrived; calls for the list of contracts are not noted.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BTC_CONTRACT } from '../../../src/bitget/client/testing/parts.ts';

export type Recorded = {
  readonly method: string;
  /** Path and query as they stood in the request line. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type Recorder = {
  readonly url: string;
  /** What has arrived since the last call. */
  take(): readonly Recorded[];
  close(): Promise<void>;
};

const UNIFIED_INSTRUMENT = {
  symbol: 'BTCUSDT',
  category: 'USDT-FUTURES',
  baseCoin: 'BTC',
  quoteCoin: 'USDT',
  minOrderQty: '0.001',
  maxOrderQty: '1200',
  maxMarketOrderQty: '220',
  minOrderAmount: '5',
  pricePrecision: '1',
  quantityPrecision: '3',
  priceMultiplier: '0.1',
  quantityMultiplier: '0.001',
  type: 'perpetual',
  status: 'online',
  makerFeeRate: '0.0002',
  takerFeeRate: '0.0006',
  minLeverage: '1',
  maxLeverage: '125',
  fundInterval: '8',
};

/** What clients ask for before their first call of any kind. */
function preparation({ pathname, searchParams }: URL): unknown {
  const isUsdt = [searchParams.get('productType'), searchParams.get('category')].includes('USDT-FUTURES');
  if (pathname === '/api/v2/mix/market/contracts')
    return isUsdt ? [{ ...BTC_CONTRACT, supportMarginCoins: ['USDT'] }] : [];
  if (pathname === '/api/v3/market/instruments') return isUsdt ? [UNIFIED_INSTRUMENT] : [];
  if (pathname === '/api/v2/spot/public/coins') return [];
  return undefined;
}

export async function startRecorder(): Promise<Recorder> {
  const recorded: Recorded[] = [];
  const server = createServer((request, response) => {
    void read(request).then((one) => {
      const prepared = preparation(new URL(one.target, 'http://127.0.0.1'));
      if (prepared === undefined) recorded.push(one);
      const data = prepared ?? { serverTime: String(Date.now()) };
      response.end(JSON.stringify({ code: '00000', msg: 'success', requestTime: Date.now(), data }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    take: () => recorded.splice(0),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function read(request: IncomingMessage): Promise<Recorded> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { method = '', url = '' } = request;
  const headers = request.headers as Record<string, string>;
  return { method, target: url, headers, body: Buffer.concat(chunks).toString('utf8') };
}
