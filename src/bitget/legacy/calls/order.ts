/**
 * V1's calls about orders and fills.
 * Invariant: an order is named by orderId or clientOid; where both are given, orderId decides.
 */
import type { Batch, Names, OrderFacts } from '../facts.ts';
import type { Params } from '../params.ts';
import { LegacyRefusal } from '../refusal.ts';
import { fillRow, orderRow } from '../rows/rest.ts';
import { encodeSymbol } from '../words.ts';
import { checkWhole, maybeSymbol, pageOf, symbolOf } from './account.ts';
import { type Asked, type LegacyCall, type LegacyCalls, mix } from './call.ts';
import { placeOrder, placeOrders } from './placing.ts';
import { checkFree } from './reserved.ts';

const own = (answer: LegacyCall['answer']): LegacyCall => ({ auth: 'private', answer });

/** @throws LegacyRefusal 40924 when neither name is given. */
export function namesOf(params: Params): Names {
  const orderId = params.maybe('orderId');
  const clientOid = params.clientOid();
  if (orderId === undefined && clientOid === undefined) throw new LegacyRefusal('40924');
  return orderId === undefined ? { clientOid } : { orderId };
}

const canceled = ({ done, failed }: Batch) => ({
  order_ids: done.map(({ orderId }) => orderId),
  client_order_ids: done.map(({ clientOid }) => clientOid),
  fail_infos: failed.map(({ orderId, clientOid, code, message }) => ({
    order_id: orderId,
    clientOid,
    err_code: code,
    err_msg: message,
  })),
  result: failed.length === 0,
});

async function cancelSome(asked: Asked) {
  const symbol = symbolOf(asked);
  const { params, desk } = asked;
  const names = [
    ...params.texts('orderIds').map((orderId) => ({ orderId })),
    ...params.texts('clientOids').map((clientOid) => ({ clientOid })),
  ];
  // Without a name the exchange would cancel every order of the contract.
  if (names.length === 0) throw new LegacyRefusal('40924');
  if (names.length > 50) throw new LegacyRefusal('40912');
  const batches: Batch[] = [];
  for (let from = 0; from < names.length; from += 20) {
    batches.push(await desk.orders.cancelAll(symbol, names.slice(from, from + 20)));
  }
  const whole = { done: batches.flatMap(({ done }) => done), failed: batches.flatMap(({ failed }) => failed) };
  return { symbol: encodeSymbol(symbol), ...canceled(whole) };
}

async function pastOf({ params, desk }: Asked) {
  const asked = { ...pageOf(params), symbol: maybeSymbol(params), clientOid: params.clientOid() };
  const { rows, endId } = await desk.orders.pastOrders(asked);
  const ordered = params.flag('isPre') ? rows.toReversed() : rows;
  return { nextFlag: isFull(rows, asked.limit), endId: endId || null, orderList: ordered.map(orderRow) };
}

const PAGE_SIZE = 100;

/** A page that is full may be followed by another. */
const isFull = (rows: readonly OrderFacts[], limit: string | undefined): boolean =>
  rows.length >= Number(limit ?? PAGE_SIZE);

async function fillsOf({ params, desk }: Asked) {
  const asked = { ...pageOf(params), symbol: maybeSymbol(params), orderId: params.maybe('orderId') };
  return (await desk.orders.fills(asked)).rows.map(fillRow);
}

export const orderCalls: LegacyCalls = {
  [`POST ${mix('order/placeOrder')}`]: own(placeOrder),
  [`POST ${mix('order/batch-orders')}`]: own(placeOrders),
  [`POST ${mix('order/modifyOrder')}`]: own(async (asked) => {
    const { params, desk, nextName } = asked;
    const symbol = symbolOf(asked);
    checkFree(asked, symbol);
    return desk.orders.modify({
      symbol,
      ...namesOf(params),
      newClientOid: params.clientOid('newClientOid') ?? nextName(),
      size: params.maybeDecimal('size'),
      price: params.maybePrice('price'),
      takeProfit: params.maybePrice('presetTakeProfitPrice'),
      stopLoss: params.maybePrice('presetStopLossPrice'),
    });
  }),
  [`POST ${mix('order/cancel-order')}`]: own(async (asked) =>
    asked.desk.orders.cancel(symbolOf(asked), namesOf(asked.params)),
  ),
  [`POST ${mix('order/cancel-batch-orders')}`]: own(cancelSome),
  [`POST ${mix('order/cancel-symbol-orders')}`]: own(async (asked) => {
    const symbol = symbolOf(asked);
    return { symbol: encodeSymbol(symbol), ...canceled(await asked.desk.orders.clear(symbol)) };
  }),
  [`POST ${mix('order/cancel-all-orders')}`]: own(async (asked) => {
    checkWhole(asked);
    return canceled(await asked.desk.orders.clear(undefined));
  }),
  [`POST ${mix('order/close-all-positions')}`]: own(async (asked) => {
    checkWhole(asked);
    const { done, failed } = await asked.desk.orders.closeAll();
    return {
      orderInfo: done.map(({ symbol, ...names }) => ({ symbol: symbol && encodeSymbol(symbol), ...names })),
      failure: failed.map(({ code, message, ...names }) => ({ ...names, errorCode: code, errorMsg: message })),
      result: failed.length === 0,
    };
  }),

  [`GET ${mix('order/detail')}`]: own(async (asked) =>
    orderRow(await asked.desk.orders.order(symbolOf(asked), namesOf(asked.params))),
  ),
  [`GET ${mix('order/current')}`]: own(async (asked) =>
    (await asked.desk.orders.openOrders(symbolOf(asked))).map(orderRow),
  ),
  [`GET ${mix('order/marginCoinCurrent')}`]: own(async (asked) => {
    checkWhole(asked);
    return (await asked.desk.orders.openOrders(undefined)).map(orderRow);
  }),
  [`GET ${mix('order/history')}`]: own(pastOf),
  [`GET ${mix('order/historyProductType')}`]: own(pastOf),
  [`GET ${mix('order/fills')}`]: own(fillsOf),
  [`GET ${mix('order/allFills')}`]: own(fillsOf),
};
