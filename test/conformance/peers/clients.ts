/**
 * Our client and two that others wrote, opened on the same recorder with the same key.
 * Invariant: peers run as they are published; only their addresses are set.
 */
import { RestClientV2, RestClientV3 } from 'bitget-api';
import { type BitgetRest, createBitgetRest } from '../../../src/bitget/client/index.ts';
import { Secret } from '../../../src/bitget/signing/index.ts';
import { type Ccxt, openCcxt } from './ccxt.ts';
import type { Recorder } from './recorder.ts';

export const KEY = { key: 'key-1', secret: 'a secret of the test', passphrase: 'pass-1' };

export type Clients = {
  readonly ours: BitgetRest;
  readonly ccxt: Ccxt;
  readonly classic: RestClientV2;
  readonly unified: RestClientV3;
};

export type Family = 'classic' | 'unified';

/** @param isDemoTrading whether all three ask for the demo environment */
export async function openClients({ url, take }: Recorder, family: Family, isDemoTrading: boolean): Promise<Clients> {
  const { key, secret, passphrase } = KEY;
  const ccxt = await openCcxt({
    url,
    isUnified: family === 'unified',
    apiKey: key,
    secret,
    password: passphrase,
  });
  if (isDemoTrading) ccxt.setSandboxMode(true);
  const api = { baseUrl: url, apiKey: key, apiSecret: secret, apiPass: passphrase, demoTrading: isDemoTrading };
  const ours = createBitgetRest({
    baseUrl: url,
    clock: { now: () => Date.now() },
    credentials: { key, secret: new Secret(secret), passphrase: new Secret(passphrase) },
    isDemoTrading,
    attemptsMax: 1,
    limitFactor: 1_000,
  });
  await ours.measureClock();
  take();
  return { ours, ccxt, classic: new RestClientV2(api), unified: new RestClientV3(api) };
}
