/**
 * Stop-losses and take-profits that the exchange holds for a Unified account, as strategy orders of type tpsl.
 * Invariant: each has one leg, fires at market and only reduces; what asks for more is refused, not ignored.
 */
import type { RequestOf } from '../../../../bitget/protocol/index.ts';
import type { unifiedEndpoints } from '../../../../bitget/unified/index.ts';
import type { PositionSide, TriggerKind, TriggerPriceType } from '../../../../domain/index.ts';
import type { TriggerDetail } from '../../../core/index.ts';
import { ApiError } from '../../http/api-error.ts';
import type { Call } from '../../routes/call.ts';
import { pageOf } from '../../routes/paging.ts';
import { strategyRow } from '../wire/strategies.ts';
import { triggerByOf } from '../wire/words.ts';
import { isNamed, type Names, readPrice, readSize, type UnifiedHandlers } from './call.ts';
import { refuseOtherTpsl } from './order.ts';

const TRIGGERS_LIVE_MAX = 400;

type PlaceRequest = RequestOf<typeof unifiedEndpoints.placeStrategyOrder>;
type Leg = { readonly kind: TriggerKind; readonly price: string; readonly by: TriggerPriceType };

/** @throws ApiError 40019 for no leg, 25238 for two. */
function legOf(terms: Pick<PlaceRequest, 'takeProfit' | 'stopLoss' | 'tpTriggerBy' | 'slTriggerBy'>): Leg {
  const { takeProfit, stopLoss, tpTriggerBy, slTriggerBy } = terms;
  if (takeProfit && stopLoss) throw new ApiError('25238', 'takeProfit, stopLoss');
  if (takeProfit) return { kind: 'take-profit', price: takeProfit, by: triggerByOf(tpTriggerBy) };
  if (stopLoss) return { kind: 'stop-loss', price: stopLoss, by: triggerByOf(slTriggerBy) };
  throw new ApiError('40019', 'stopLoss');
}

/** Of the position that it reduces: named, or what the closing side reduces, or the only one there is. */
function heldSide(call: Call, { symbol, posSide, side }: PlaceRequest): PositionSide {
  if (posSide !== undefined) return posSide;
  if (side !== undefined) return side === 'sell' ? 'long' : 'short';
  const held = call.exchange.positions(call.account).filter((position) => position.symbol === symbol);
  if (call.positionMode === 'hedge') throw new ApiError('40019', 'posSide');
  const [only] = held;
  if (!only) throw new ApiError('25601');
  return only.positionSide;
}

function place(call: Call, request: PlaceRequest) {
  const instrument = call.instrument(request.symbol);
  const { tpslMode = 'full', qty, clientOid = '' } = request;
  refuseOtherTpsl(request);
  if (call.exchange.openTriggers(call.account).length >= TRIGGERS_LIVE_MAX)
    throw new ApiError('25599', String(TRIGGERS_LIVE_MAX));
  if (tpslMode === 'partial' && qty === undefined) throw new ApiError('40019', 'qty');
  const { kind, price, by } = legOf(request);
  const positionSide = heldSide(call, request);
  const trigger = {
    clientOid,
    symbol: instrument.symbol,
    positionSide,
    kind,
    triggerPrice: readPrice(instrument, price),
    triggerBy: by,
    size: tpslMode === 'partial' && qty !== undefined ? readSize(instrument, qty) : undefined,
  };
  const asked = { positionSide, isTrigger: true };
  const { id } = call.execute((exchange, at) => exchange.placeTrigger(call.account, trigger, at), asked);
  return { orderId: id, clientOid };
}

/** @throws ApiError 25597 when no live one has the name. */
function liveTrigger(call: Call, names: Names): TriggerDetail {
  const isWanted = isNamed(names);
  const found = call.exchange
    .openTriggerDetails(call.account)
    .find(({ triggerId, clientOid }) => isWanted({ id: triggerId, clientOid }));
  if (!found) throw new ApiError('25597');
  return found;
}

function move(call: Call, request: RequestOf<typeof unifiedEndpoints.modifyStrategyOrder>) {
  const trigger = liveTrigger(call, request);
  const instrument = call.instrument(trigger.symbol);
  refuseOtherTpsl(request);
  const { kind, price } = legOf(request);
  if (kind !== trigger.kind) throw new ApiError('400172', kind === 'stop-loss' ? 'stopLoss' : 'takeProfit');
  const change = {
    symbol: trigger.symbol,
    id: trigger.triggerId,
    triggerPrice: readPrice(instrument, price),
    size: request.qty && trigger.size !== undefined ? readSize(instrument, request.qty) : undefined,
  };
  const asked = { positionSide: trigger.positionSide, isTrigger: true };
  call.execute((exchange, at) => exchange.moveTrigger(call.account, change, at), asked);
  return { orderId: trigger.triggerId, clientOid: trigger.clientOid };
}

const rowsOf = (call: Call, triggers: readonly TriggerDetail[]) => {
  const mode = call.positionMode;
  return triggers.map((trigger) => strategyRow(call.instrument(trigger.symbol), mode, trigger));
};

export const strategyRoutes: UnifiedHandlers<
  | 'placeStrategyOrder'
  | 'modifyStrategyOrder'
  | 'cancelStrategyOrder'
  | 'unfilledStrategyOrders'
  | 'historyStrategyOrders'
> = {
  placeStrategyOrder: (request, call) => place(call, request),

  modifyStrategyOrder: (request, call) => move(call, request),

  cancelStrategyOrder: (request, call) => {
    const { symbol, triggerId } = liveTrigger(call, request);
    call.execute((exchange, at) => exchange.cancelTrigger(call.account, { symbol, id: triggerId }, at));
    return null;
  },

  unfilledStrategyOrders: (_request, call) => rowsOf(call, call.exchange.openTriggerDetails(call.account)),

  historyStrategyOrders: ({ cursor, ...query }, call) => {
    const ended = call.desk.parts.history
      .of(call.account)
      .trigger.toSorted((a, b) => (BigInt(a.triggerId) < BigInt(b.triggerId) ? -1 : 1));
    const key = { id: ({ triggerId }: TriggerDetail) => triggerId, at: ({ createdAt }: TriggerDetail) => createdAt };
    const { rows, endId } = pageOf(ended, { ...query, idLessThan: cursor }, key);
    return { list: rowsOf(call, rows), cursor: endId };
  },
};
