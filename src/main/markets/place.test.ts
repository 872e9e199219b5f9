import { afterEach, expect, it, vi } from 'vitest';
import { placeOf } from './place.ts';

afterEach(() => vi.unstubAllEnvs());

it('is at Bitget unless the environment says otherwise', () => {
  expect(placeOf('mainnet')).toMatchObject({
    restUrl: 'https://api.bitget.com',
    socketOrigin: 'wss://ws.bitget.com',
    isDemoTrading: false,
    isHere: false,
  });
  expect(placeOf('testnet')).toMatchObject({ socketOrigin: 'wss://wspap.bitget.com', isDemoTrading: true });
});

it('is where the environment says, and stays the network it is', () => {
  vi.stubEnv('BITGET_BASE_URL', 'http://127.0.0.1:4000/');
  expect(placeOf('testnet')).toEqual({
    restUrl: 'http://127.0.0.1:4000',
    socketOrigin: 'ws://127.0.0.1:4000',
    host: '127.0.0.1:4000',
    isDemoTrading: true,
    isHere: true,
  });
});

it.each([
  ['BITGET_BASE_URL', 'http://api.example'],
  ['BITGET_BASE_URL', 'wss://api.example'],
  ['BITGET_BASE_URL', 'api.example'],
  ['BITGET_BASE_URL', 'https://api.example?key=1'],
  ['BITGET_SOCKET_URL', 'ws://sockets.example'],
  ['BITGET_SOCKET_URL', 'https://sockets.example'],
])('refuses %s=%s', (variable, text) => {
  vi.stubEnv(variable, text);
  expect(() => placeOf('mainnet')).toThrow(new RegExp(`^${variable}`));
});
