/**
 * Places the orders of a V1 program: reads the wish, checks it against the account's modes, and finds out about a lost answer.
 * Invariant: every order has a name before it leaves; one whose answer was lost is looked for by that name, never sent again.
 */
import type { MarginMode } from '../../../domain/index.ts';
import { monotonicMs } from '../../client/monotonic.ts';
import { BitgetError } from '../../errors/index.ts';
import type { Ack, Doing, OrderWish, SettingFacts } from '../facts.ts';
import type { Params } from '../params.ts';
import { LegacyRefusal, missing, notOffered } from '../refusal.ts';
import { decodeForce, decodeOrderType, decodeSide, tradeSideOf } from '../words.ts';
import { symbolOf } from './account.ts';
import type { Asked } from './call.ts';
import { checkOpening } from './reserved.ts';

/** For how long an order without an answer is looked for, and the wait before each look. */
const LOOK_FOR_MS = 5_000;
const LOOK_WAIT_MS = 250;

/**
 * Refuses a side of the other position mode: in the wrong one it would mean something else.
 * @throws LegacyRefusal 40774.
 */
export function checkMode(doing: Doing, { isHedge }: SettingFacts): void {
  if (doing.isHedge === isHedge) return;
  const wanted = isHedge ? 'open_long, close_long, open_short or close_short' : 'buy_single or sell_single';
  const mode = isHedge ? 'double_hold' : 'single_hold';
  throw new LegacyRefusal('40774', `the account is in ${mode}, where a side is ${wanted}`);
}

export function wishOf(params: Params, nextName: () => string): OrderWish {
  const type = decodeOrderType(params.text('orderType'));
  const force = params.maybe('timeInForceValue');
  const price = params.maybePrice('price');
  if (type === 'limit' && price === undefined) throw missing('price');
  return {
    ...decodeSide(params.text('side'), params.flag('reduceOnly')),
    size: params.decimal('size'),
    type,
    price,
    force: force === undefined ? undefined : decodeForce(force),
    clientOid: params.clientOid() ?? nextName(),
    takeProfit: params.maybePrice('presetTakeProfitPrice'),
    stopLoss: params.maybePrice('presetStopLossPrice'),
  };
}

export async function placeOrder(asked: Asked): Promise<Ack> {
  const { params, desk, nextName } = asked;
  const symbol = symbolOf(asked);
  if (params.flag('reverse')) return reverse(asked, symbol);
  const wish = wishOf(params, nextName);
  if (wish.intent === 'open') checkOpening(asked, symbol);
  const setting = await desk.account.setting(symbol);
  checkMode(wish, setting);
  return settled(asked, { symbol, clientOid: wish.clientOid }, () =>
    desk.orders.place(symbol, wish, setting.marginMode),
  );
}

/** Up to 20 at once, as the exchange takes today; the rest follow. */
const BATCH_MAX = 20;
const ORDERS_MAX = 50;

export async function placeOrders(asked: Asked) {
  const { params, desk, nextName } = asked;
  const symbol = symbolOf(asked);
  const wishes = params.each('orderDataList').map((each) => wishOf(each, nextName));
  if (wishes.length === 0) throw missing('orderDataList');
  if (wishes.length > ORDERS_MAX) throw new LegacyRefusal('40017', `orderDataList: at most ${ORDERS_MAX} orders`);
  if (wishes.some(({ intent }) => intent === 'open')) checkOpening(asked, symbol);
  const setting = await desk.account.setting(symbol);
  for (const wish of wishes) checkMode(wish, setting);
  return batchesOf(asked, { symbol, wishes, marginMode: setting.marginMode });
}

type Batches = { readonly symbol: string; readonly wishes: readonly OrderWish[]; readonly marginMode: MarginMode };

/** After one that failed as a whole the rest is not sent: what was placed before is told, beside why. */
async function batchesOf({ desk }: Asked, { symbol, wishes, marginMode }: Batches) {
  const orderInfo: Ack[] = [];
  const failure: (Ack & { errorCode: string; errorMsg: string })[] = [];
  for (let from = 0; from < wishes.length; from += BATCH_MAX) {
    const some = wishes.slice(from, from + BATCH_MAX);
    try {
      const { done, failed } = await desk.orders.placeAll(symbol, some, marginMode);
      orderInfo.push(...done.map(({ orderId, clientOid }) => ({ orderId, clientOid })));
      failure.push(...failed.map(({ code, message, ...names }) => ({ ...names, errorCode: code, errorMsg: message })));
    } catch (error) {
      if (from === 0 || !(error instanceof BitgetError)) throw error;
      const told = { errorCode: error.code, errorMsg: error.message };
      failure.push(...wishes.slice(from).map(({ clientOid }) => ({ orderId: '', clientOid, ...told })));
      break;
    }
  }
  return { orderInfo, failure, result: failure.length === 0 };
}

/** Closes what is held and opens the other side, at market. */
async function reverse(asked: Asked, symbol: string): Promise<Ack> {
  checkOpening(asked, symbol);
  const { params, desk, nextName } = asked;
  const named = decodeSide(params.text('side'), false);
  const setting = await desk.account.setting(symbol);
  checkMode(named, setting);
  if (named.isHedge && named.intent !== 'close') throw notOffered('a reversal is a close_long or a close_short');
  const held = (await desk.account.positions(symbol)).find(
    ({ positionSide }) => !named.isHedge || positionSide === named.positionSide,
  );
  if (!held) throw new LegacyRefusal('40757');
  const doing = { ...named, intent: 'close', positionSide: held.positionSide } as const;
  const size = named.isHedge ? params.maybeDecimal('size') : undefined;
  return desk.orders.reverse({
    ...doing,
    symbol,
    side: tradeSideOf(doing),
    size,
    clientOid: params.clientOid() ?? nextName(),
  });
}

/**
 * The answer to a send; where none came, what a look at the exchange tells.
 * @throws BitgetError with outcome unknown when that does not tell either.
 */
async function settled(
  { desk }: Pick<Asked, 'desk'>,
  { symbol, clientOid }: { symbol: string; clientOid: string },
  send: () => Promise<Ack>,
): Promise<Ack> {
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof BitgetError) || error.outcome !== 'unknown') throw error;
    for (const until = monotonicMs() + LOOK_FOR_MS; monotonicMs() < until; ) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_WAIT_MS));
      const found = await desk.orders.order(symbol, { clientOid }).catch(() => undefined);
      if (found) return { orderId: found.orderId, clientOid };
    }
    throw error;
  }
}
