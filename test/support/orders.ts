/**
 * Order and trigger requests and the venue's words on them, for tests.
 */
import {
  type Command,
  lots,
  type OrderReport,
  type OrderRequest,
  type TriggerReport,
  type TriggerRequest,
  ticks,
} from '../../src/domain/index.ts';

export const requestOf = (given: Partial<OrderRequest> = {}): OrderRequest => ({
  clientOid: 'test-e1',
  symbol: 'BTCUSDT',
  intent: 'open',
  positionSide: 'long',
  type: 'market',
  price: undefined,
  size: lots(100),
  timeInForce: 'ioc',
  marginMode: 'isolated',
  leverage: 10,
  stopLoss: ticks(99_000),
  takeProfit: undefined,
  ...given,
});

type OpenPosition = Extract<Command, { kind: 'open-position' }>;

/** An entry by hand: 100 lots long, at market. */
export const entryByHand = (given: Partial<OpenPosition> = {}): OpenPosition => ({
  kind: 'open-position',
  symbol: 'BTCUSDT',
  positionSide: 'long',
  type: 'market',
  price: undefined,
  size: lots(100),
  timeInForce: 'ioc',
  marginMode: 'isolated',
  leverage: 10,
  stopLoss: undefined,
  takeProfit: undefined,
  ...given,
});

export function reportOf(request: OrderRequest, given: Partial<OrderReport> = {}): OrderReport {
  const { clientOid, symbol, intent, positionSide, type, price, size } = request;
  const word = { orderId: `id-${clientOid}`, filled: lots(0), status: 'live' as const, updatedAt: 1_000 };
  return { clientOid, symbol, intent, positionSide, type, price, size, ...word, ...given };
}

export const triggerOf = (given: Partial<TriggerRequest> = {}): TriggerRequest => ({
  clientOid: 'test-s1',
  symbol: 'BTCUSDT',
  positionSide: 'long',
  kind: 'stop-loss',
  triggerPrice: ticks(99_000),
  triggerBy: 'mark',
  size: undefined,
  ...given,
});

export const triggerReportOf = (request: TriggerRequest, given: Partial<TriggerReport> = {}): TriggerReport => ({
  ...request,
  triggerId: `id-${request.clientOid}`,
  status: 'live',
  updatedAt: 1_000,
  ...given,
});
