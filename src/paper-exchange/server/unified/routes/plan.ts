/**
 * Orders of a Unified account that wait for a price: strategy orders of type trigger.
 * Invariant: what is not named of a change stays as it is.
 */
import type { RequestOf } from '../../../../bitget/protocol/index.ts';
import type { unifiedEndpoints } from '../../../../bitget/unified/index.ts';
import type { PlanDetail } from '../../../core/index.ts';
import { ApiError } from '../../http/api-error.ts';
import type { Call } from '../../routes/call.ts';
import { readExecutePrice } from '../../routes/call.ts';
import { triggerByOf } from '../wire/words.ts';
import { readOptionalPrice, readPrice, readSize } from './call.ts';
import { doingOf, firingOf } from './order.ts';

type PlaceRequest = RequestOf<typeof unifiedEndpoints.placeStrategyOrder>;
type ModifyRequest = RequestOf<typeof unifiedEndpoints.modifyStrategyOrder>;

/** @throws ApiError 40019 naming what an order that waits needs. */
export function placePlan(call: Call, request: PlaceRequest) {
  const instrument = call.instrument(request.symbol);
  const { side, qty, triggerPrice, triggerOrderType = 'market', triggerOrderPrice, clientOid = '' } = request;
  if (side === undefined) throw new ApiError('40019', 'side');
  if (qty === undefined) throw new ApiError('40019', 'qty');
  if (!triggerPrice) throw new ApiError('40019', 'triggerPrice');
  if (triggerOrderType === 'limit' && !triggerOrderPrice) throw new ApiError('40019', 'triggerOrderPrice');
  const { symbol } = instrument;
  const doing = doingOf(call, { ...request, side });
  const plan = {
    ...doing,
    ...firingOf(instrument, request),
    clientOid,
    kind: 'trigger',
    symbol,
    size: readSize(instrument, qty),
    triggerPrice: readPrice(instrument, triggerPrice),
    triggerBy: triggerByOf(request.triggerBy),
    type: triggerOrderType,
    price: triggerOrderType === 'limit' ? readOptionalPrice(instrument, triggerOrderPrice) : undefined,
    timeInForce: 'gtc',
    marginMode: call.exchange.setting(call.account, symbol).marginMode,
    callback: undefined,
    stopLoss: readOptionalPrice(instrument, request.stopLoss),
    takeProfit: readOptionalPrice(instrument, request.takeProfit),
  } as const;
  const { id } = call.execute((exchange, at) => exchange.placePlan(call.account, plan, at), doing);
  return { orderId: id, clientOid };
}

export function changePlan(call: Call, plan: PlanDetail, request: ModifyRequest) {
  const { symbol, planId, clientOid, positionSide } = plan;
  const instrument = call.instrument(symbol);
  const { stopLossExecute, takeProfitExecute } = firingOf(instrument, request);
  const presetOf = (text: string | undefined) =>
    text === undefined ? undefined : (readExecutePrice(instrument, text) ?? ('none' as const));
  const change = {
    symbol,
    id: planId,
    triggerPrice: readOptionalPrice(instrument, request.triggerPrice),
    triggerBy: request.triggerBy && triggerByOf(request.triggerBy),
    size: request.qty ? readSize(instrument, request.qty) : undefined,
    price: readOptionalPrice(instrument, request.triggerOrderPrice),
    stopLoss: presetOf(request.stopLoss),
    takeProfit: presetOf(request.takeProfit),
    stopLossBy: request.slTriggerBy && triggerByOf(request.slTriggerBy),
    takeProfitBy: request.tpTriggerBy && triggerByOf(request.tpTriggerBy),
    stopLossExecute,
    takeProfitExecute,
  };
  call.execute((exchange, at) => exchange.modifyPlan(call.account, change, at), { positionSide });
  return { orderId: planId, clientOid };
}
