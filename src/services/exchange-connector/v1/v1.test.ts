/** The V1 paths and socket on the exchange connector: what reaches the gateway, and what does not. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { type ServiceHarness, startService } from '../../../../test/support/service-harness.ts';
import { createExchangeConnector } from '../index.ts';
import type { V1Gateway } from './gateway-port.ts';

const requests: Parameters<V1Gateway['answer']>[0][] = [];
const heard: string[] = [];
let closed = 0;

const gateway: V1Gateway = {
  answer: async (request) => {
    requests.push(request);
    return { status: 400, body: '{"code":"40009","data":null}' };
  },
  connect: ({ send, close }) => ({
    receive: (text) => {
      heard.push(text);
      if (text === 'leave') close(1012, 'as asked');
      else send(`heard ${text}`);
    },
    closed: () => {
      closed++;
    },
  }),
  close: async () => undefined,
};

let service: ServiceHarness;
beforeEach(async () => {
  requests.length = 0;
  heard.length = 0;
  closed = 0;
  service = await startService(createExchangeConnector({ v1: gateway }));
});
afterEach(() => service.close());

const JSON_TYPE = { 'content-type': 'application/json' };

describe('a V1 path', () => {
  it('hands query and body on byte for byte, and the answer back', async () => {
    const path = '/api/mix/v1/order/placeOrder?a=%20b&a=c';
    const body = '{ "size" : "0.010",\n"__proto__": 1 }';
    const answer = await service.raw({ method: 'POST', path, headers: { ...JSON_TYPE, 'access-key': 'k' }, body });
    expect([answer.status, answer.text]).toEqual([400, '{"code":"40009","data":null}']);
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(requests).toMatchObject([{ method: 'POST', url: path, body, headers: { 'access-key': 'k' } }]);
  });

  it('answers to loopback names alone, to no other page, and to bodies of a sane size', async () => {
    const path = '/api/mix/v1/market/ticker';
    const post = { method: 'POST', path } as const;
    const statuses = [
      await service.raw({ path, headers: { host: 'evil.example' } }),
      await service.raw({ ...post, headers: { ...JSON_TYPE, origin: 'https://evil.example' }, body: '{}' }),
      await service.raw({ ...post, headers: { 'content-type': 'text/plain' }, body: '{}' }),
      await service.raw({ ...post, headers: JSON_TYPE, body: `{"a":"${'x'.repeat(300 * 1024)}"}` }),
    ].map(({ status }) => status);
    expect(statuses).toEqual([421, 403, 415, 413]);
    expect(requests).toEqual([]);
  });

  it('leaves the connector’s own routes and their strict bodies as they are', async () => {
    expect((await service.raw({ path: '/health' })).status).toBe(200);
    const own = await service.raw({ method: 'POST', path: '/api/orders', headers: JSON_TYPE, body: '{"sise":1}' });
    expect([own.status, requests]).toEqual([400, []]);
    const { paths } = JSON.parse((await service.raw({ path: '/openapi.json' })).text);
    expect(Object.keys(paths).some((path) => path.includes('v1'))).toBe(false);
  });
});

describe('the V1 socket', () => {
  const url = () => `${service.address.replace('http', 'ws')}/mix/v1/stream`;
  const opened = async (): Promise<WebSocket> => {
    const socket = new WebSocket(url());
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return socket;
  };
  const next = (socket: WebSocket): Promise<string> =>
    new Promise((resolve) => socket.once('message', (data) => resolve(String(data))));
  const end = (socket: WebSocket): Promise<number> => new Promise((resolve) => socket.once('close', resolve));

  it('carries text both ways, and tells the gateway when the line is gone', async () => {
    const socket = await opened();
    socket.send('ping');
    expect(await next(socket)).toBe('heard ping');
    const ended = end(socket);
    socket.send('leave');
    expect(await ended).toBe(1012);
    await vi.waitFor(() => expect(closed).toBe(1));
    expect(heard).toEqual(['ping', 'leave']);
  });

  it.each([
    [
      'more than ten messages a second',
      (socket: WebSocket) => Array.from({ length: 11 }, () => socket.send('x')),
      1008,
    ],
    ['a frame that is too long', (socket: WebSocket) => socket.send('x'.repeat(5_000)), 1009],
    ['bytes', (socket: WebSocket) => socket.send(Buffer.from('x')), 1008],
  ])('cuts a program that sends %s', async (_case, send, code) => {
    const socket = await opened();
    const ended = end(socket);
    send(socket);
    expect(await ended).toBe(code);
  });
});
