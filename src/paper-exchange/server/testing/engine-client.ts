/**
 * The engine's own client on a running exchange: venue and feed of the family that the key belongs to, listening.
 * Invariant: test support only; closed with the test.
 */
import { requestOf } from '../../../../test/support/orders.ts';
import { createBitgetRest } from '../../../bitget/client/index.ts';
import { detectFamily, venueOf } from '../../../bitget/family.ts';
import { Secret } from '../../../bitget/signing/index.ts';
import type { OrderRequest, VenueEvent } from '../../../domain/index.ts';
import { approve } from '../../../kernel/risk/approved.ts';
import type { KEY } from './client.ts';
import { onCleanup, type running } from './running.ts';

type Exchange = Pick<Awaited<ReturnType<typeof running>>, 'server' | 'clock'>;

export async function engineClient({ server, clock }: Exchange, { apiKey, apiSecret, passphrase }: typeof KEY) {
  const credentials = { key: apiKey, secret: new Secret(apiSecret), passphrase: new Secret(passphrase) };
  const rest = createBitgetRest({ baseUrl: server.rest, credentials, clock, limitFactor: 100 });
  await rest.measureClock();
  const family = await detectFamily(rest);
  const socketOrigin = server.rest.replace('http', 'ws');
  const { venue, feed } = venueOf(family, { rest, credentials, socketOrigin, random: () => 0.5 });
  onCleanup(async () => {
    await venue.close();
    await feed.close();
    await rest.close();
  });
  const events: VenueEvent[] = [];
  await venue.listen({ onEvent: (event) => events.push(event), onGap: () => {} }, new AbortController().signal);
  return { family, venue, feed, events };
}

/** An order that has passed the gate: 0.01 BTC long at market, with 20 times leverage and no stop. */
export const approvedOrder = (given: Partial<OrderRequest> = {}) =>
  approve(requestOf({ clientOid: 'in', timeInForce: 'gtc', leverage: 20, stopLoss: undefined, ...given }));
