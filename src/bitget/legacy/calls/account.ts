/**
 * V1's calls about the account and its positions.
 * Invariant: a list of positions that is empty means flat, because the exchange said so.
 */
import type { PageQuery, PositionFacts } from '../facts.ts';
import type { Params } from '../params.ts';
import { wrong } from '../refusal.ts';
import {
  accountRow,
  balanceRow,
  billRow,
  closedPositionRow,
  flatRow,
  leverageRow,
  MARGIN_COIN,
  positionRow,
} from '../rows/rest.ts';
import { checkCoin, checkProduct, decodeHoldMode, decodeHoldSide, decodeMarginMode, decodeSymbol } from '../words.ts';
import { type Asked, type LegacyCall, type LegacyCalls, mix } from './call.ts';
import { checkFree, isModeSet } from './reserved.ts';

const own = (answer: LegacyCall['answer']): LegacyCall => ({ auth: 'private', answer });

export const symbolOf = ({ params }: Pick<Asked, 'params'>): string => {
  const coin = params.maybe('marginCoin');
  if (coin !== undefined) checkCoin(coin);
  return decodeSymbol(params.text('symbol'));
};

/** Of a call that changes what the engine counts on. @throws LegacyRefusal as `checkFree`. */
export function freeSymbolOf(asked: Asked): string {
  const symbol = symbolOf(asked);
  checkFree(asked, symbol);
  return symbol;
}

export const checkWhole = ({ params }: Pick<Asked, 'params'>): void => {
  checkProduct(params.text('productType'));
  const coin = params.maybe('marginCoin');
  if (coin !== undefined) checkCoin(coin);
};

/** The contract that a list is of; undefined for the whole product. */
export function maybeSymbol(params: Params): string | undefined {
  const symbol = params.maybe('symbol');
  if (symbol !== undefined) return decodeSymbol(symbol);
  const product = params.maybe('productType');
  if (product !== undefined) checkProduct(product);
  return undefined;
}

export const pageOf = (params: Params): PageQuery => ({
  startTime: params.maybe('startTime'),
  endTime: params.maybe('endTime'),
  limit: params.maybe('pageSize'),
  after: params.maybe('lastEndId'),
});

const leverageOf = (params: Params): string => {
  const leverage = params.text('leverage');
  if (/^\d{1,3}$/.test(leverage)) return leverage;
  throw wrong('leverage', leverage, 'a whole number such as 20');
};

const maybeSide = (params: Params) => {
  const side = params.maybe('holdSide');
  return side === undefined ? undefined : decodeHoldSide(side);
};

/** One side is held in one-way mode, and its margin is that of the contract. */
async function sideOf({ params, desk }: Asked, symbol: string) {
  const named = maybeSide(params);
  if (named) return named;
  const [held] = await desk.account.positions(symbol);
  return held?.positionSide ?? 'long';
}

/** Both sides of a contract in hedge mode, held or not. */
async function sidesOf(asked: Asked) {
  const symbol = symbolOf(asked);
  const { desk } = asked;
  const [held, setting] = await Promise.all([desk.account.positions(symbol), desk.account.setting(symbol)]);
  const rowOn = (side: PositionFacts['positionSide']) => {
    const position = held.find(({ positionSide }) => positionSide === side);
    return position ? positionRow(position) : flatRow(symbol, side, setting);
  };
  return setting.isHedge ? [rowOn('long'), rowOn('short')] : held.map(positionRow);
}

async function allOf(asked: Asked) {
  checkWhole(asked);
  return (await asked.desk.account.positions(undefined)).map(positionRow);
}

async function billsOf({ params, desk }: Asked) {
  const asked = { ...pageOf(params), symbol: maybeSymbol(params), business: params.maybe('business') };
  const { rows, endId } = await desk.account.bills(asked);
  return { result: rows.map(billRow), endId: endId || null, nextFlag: rows.length > 0 && endId !== '', preFlag: false };
}

export const accountCalls: LegacyCalls = {
  [`GET ${mix('account/account')}`]: own(async (asked) =>
    accountRow(await asked.desk.account.account(symbolOf(asked))),
  ),
  [`GET ${mix('account/accounts')}`]: own(async (asked) => {
    checkWhole(asked);
    return [balanceRow(await asked.desk.account.balance())];
  }),
  [`GET ${mix('account/accountBill')}`]: own(billsOf),
  [`GET ${mix('account/accountBusinessBill')}`]: own(billsOf),
  [`POST ${mix('account/open-count')}`]: own(async (asked) => {
    const { params, desk } = asked;
    const openCount = await desk.account.openCount({
      symbol: symbolOf(asked),
      price: params.decimal('openPrice'),
      amount: params.decimal('openAmount'),
      leverage: params.maybe('leverage') === undefined ? '20' : leverageOf(params),
    });
    return { openCount };
  }),
  [`POST ${mix('account/setLeverage')}`]: own(async (asked) => {
    const symbol = freeSymbolOf(asked);
    const { params, desk } = asked;
    return leverageRow(symbol, await desk.account.setLeverage(symbol, leverageOf(params), maybeSide(params)));
  }),
  [`POST ${mix('account/setMarginMode')}`]: own(async (asked) => {
    const symbol = freeSymbolOf(asked);
    const mode = decodeMarginMode(asked.params.text('marginMode'));
    return leverageRow(symbol, await asked.desk.account.setMarginMode(symbol, mode));
  }),
  [`POST ${mix('account/setPositionMode')}`]: own(async (asked) => {
    checkWhole(asked);
    const isHedge = decodeHoldMode(asked.params.text('holdMode'));
    if (!(await isModeSet(asked, isHedge))) await asked.desk.account.setPositionMode(isHedge);
    return { marginCoin: MARGIN_COIN, dualSidePosition: isHedge };
  }),
  [`POST ${mix('account/setMargin')}`]: own(async (asked) => {
    const symbol = freeSymbolOf(asked);
    const amount = asked.params.decimal('amount');
    await asked.desk.account.moveMargin(symbol, amount, await sideOf(asked, symbol));
    return { result: true };
  }),
  [`POST ${mix('account/set-auto-margin')}`]: own(async (asked) => {
    const symbol = freeSymbolOf(asked);
    const { params, desk } = asked;
    const word = params.text('autoMargin');
    if (word !== 'on' && word !== 'off') throw wrong('autoMargin', word, 'on or off');
    await desk.account.setAutoMargin(symbol, decodeHoldSide(params.text('holdSide')), word === 'on');
    return 'success';
  }),

  [`GET ${mix('position/singlePosition')}`]: own(sidesOf),
  [`GET ${mix('position/singlePosition-v2')}`]: own(sidesOf),
  [`GET ${mix('position/allPosition')}`]: own(allOf),
  [`GET ${mix('position/allPosition-v2')}`]: own(allOf),
  [`GET ${mix('position/history-position')}`]: own(async ({ params, desk }) => {
    const { rows, endId } = await desk.account.closedPositions({ ...pageOf(params), symbol: maybeSymbol(params) });
    return { list: rows.map(closedPositionRow), endId: endId || null };
  }),
};
