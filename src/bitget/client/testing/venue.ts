/**
 * A venue over a loopback exchange whose answers a test writes, with an order and a trigger to send.
 * Invariant: test support only.
 */
import { onTestFinished } from 'vitest';
import { requestOf, triggerOf } from '../../../../test/support/orders.ts';
import { lots, type OrderRequest, ticks } from '../../../domain/index.ts';
import type { Approved } from '../../../kernel/index.ts';
import { endpoints } from '../../protocol/index.ts';
import { InstrumentBook } from '../instrument-book.ts';
import { BitgetVenue } from '../venue.ts';
import { type Asked, type Loopback, loopback, type Reply } from './loopback.ts';
import { BTC_CONTRACT, BTC_TIERS, credentials, NOW, restAt } from './parts.ts';

/** What the gate does in the kernel; a test of the wire needs no risk rules. */
export const approved = (order: OrderRequest) => order as Approved<OrderRequest>;

export const order = requestOf({ clientOid: 'v-1', leverage: 5, stopLoss: ticks(590_000) });

const account = {
  marginCoin: 'USDT',
  available: '1000',
  accountEquity: '1000',
  marginMode: 'isolated',
  posMode: 'hedge_mode',
  crossedMarginLeverage: '20',
  isolatedLongLever: '20',
  isolatedShortLever: '5',
};

export type Answers = Readonly<Record<string, (asked: Asked) => Reply>>;

/** An exchange where all is well. */
const DEFAULTS: Answers = {
  [endpoints.serverTime.path]: () => ({ data: { serverTime: String(NOW) } }),
  [endpoints.contracts.path]: () => ({ data: [BTC_CONTRACT] }),
  [endpoints.queryPositionLever.path]: () => ({ data: BTC_TIERS }),
  [endpoints.account.path]: () => ({ data: account }),
  [endpoints.setLeverage.path]: () => ({ data: { symbol: 'BTCUSDT' } }),
  [endpoints.setMarginMode.path]: () => ({ data: { symbol: 'BTCUSDT' } }),
  [endpoints.setPositionMode.path]: () => ({ data: { posMode: 'hedge_mode' } }),
  [endpoints.placeOrder.path]: () => ({ data: { orderId: '77', clientOid: 'v-1' } }),
  [endpoints.placeTpslOrder.path]: () => ({ data: { orderId: '5', clientOid: 't-1' } }),
  [endpoints.modifyTpslOrder.path]: () => ({ data: { orderId: '5', clientOid: 't-1' } }),
};

/** A venue whose exchange answers by path; what is not answered is unknown to it. */
export async function venueWith(
  answers: Answers = {},
): Promise<{ venue: BitgetVenue; server: Loopback; posted: () => Asked[] }> {
  const script = { ...DEFAULTS, ...answers };
  const server = await loopback({ answer: (asked) => script[asked.path]?.(asked) ?? { code: '40404', status: 404 } });
  const rest = restAt(server.url, { timeoutMs: 200 });
  const venue = new BitgetVenue({
    rest,
    instruments: new InstrumentBook(rest),
    socketUrl: server.socketUrl,
    credentials,
    random: () => 0.5,
    timeoutMs: 500,
  });
  onTestFinished(() => venue.close());
  return { venue, server, posted: () => server.asked.filter(({ method }) => method === 'POST') };
}

export const json = (asked: Asked | undefined) => JSON.parse(asked?.body ?? 'null') as Record<string, unknown>;

export const trigger = triggerOf({ clientOid: 't-1', triggerPrice: ticks(590_000), size: lots(100) });
