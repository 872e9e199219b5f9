/**
 * Every documented sample payload of Bitget decodes with the schema of its endpoint or channel.
 * The samples are not part of the repository: where they are absent the suite says so in one line and is skipped.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  ClientFrame,
  channelOf,
  channels,
  decodeResponse,
  decodeRows,
  type Endpoint,
  Envelope,
  EventFrame,
  endpoints,
  PushFrame,
  SUCCESS,
  validator,
} from '../../src/bitget/protocol/index.ts';
import { sayLack } from '../support/say-lack.ts';

const folder = join(import.meta.dirname, '../../../shared/bitget/samples/v2');
const present = sayLack(existsSync(folder), `no sample payloads at ${folder}`);

const ENDPOINT_OF: Readonly<Record<string, Endpoint>> = {
  'common__public__Get-Server-Time': endpoints.serverTime,
  'market__Get-All-Symbols-Contracts': endpoints.contracts,
  'market__Get-Ticker': endpoints.ticker,
  'market__Get-All-Symbol-Ticker': endpoints.tickers,
  'market__Get-Merge-Depth': endpoints.mergeDepth,
  'market__Get-Candle-Data': endpoints.candles,
  'market__Get-History-Candle-Data': endpoints.historyCandles,
  'market__Get-Current-Funding-Rate': endpoints.currentFundRate,
  'position__Get-Query-Position-Lever': endpoints.queryPositionLever,
  'account__Get-Single-Account': endpoints.account,
  'account__Get-Account-List': endpoints.accounts,
  'account__Get-Account-Bill': endpoints.bill,
  'account__Change-Leverage': endpoints.setLeverage,
  'account__Change-Margin-Mode': endpoints.setMarginMode,
  'account__Change-Hold-Mode': endpoints.setPositionMode,
  'position__get-all-position': endpoints.allPosition,
  'position__get-single-position': endpoints.singlePosition,
  'trade__Place-Order': endpoints.placeOrder,
  'trade__Batch-Order': endpoints.batchPlaceOrder,
  'trade__Modify-Order': endpoints.modifyOrder,
  'trade__Cancel-Order': endpoints.cancelOrder,
  'trade__Batch-Cancel-Orders': endpoints.batchCancelOrders,
  'trade__Cancel-All-Orders': endpoints.cancelAllOrders,
  'trade__Flash-Close-Position': endpoints.closePositions,
  'trade__Get-Order-Details': endpoints.orderDetail,
  'trade__Get-Orders-Pending': endpoints.ordersPending,
  'trade__Get-Orders-History': endpoints.ordersHistory,
  'trade__Get-Order-Fills': endpoints.fills,
  'trade__Get-Fill-History': endpoints.fillHistory,
  trade__Reversal: endpoints.reversePosition,
  'common__public__Get-Trade-Rate': endpoints.tradeRate,
  'market__Get-Symbol-Price': endpoints.symbolPrice,
  'market__Get-Open-Interest': endpoints.openInterest,
  'market__Get-Contracts-Oi': endpoints.openInterestLimit,
  'market__Get-Recent-Fills': endpoints.marketFills,
  'market__Get-Fills-History': endpoints.marketFillsHistory,
  'market__Get-Symbol-Next-Funding-Time': endpoints.fundingTime,
  'market__Get-History-Funding-Rate': endpoints.historyFundRate,
  'market__Get-History-Mark-Candle-Data': endpoints.historyMarkCandles,
  'market__Get-History-Index-Candle-Data': endpoints.historyIndexCandles,
  'market__Get-VIP-Fee-Rate': endpoints.vipFeeRate,
  'account__Change-Margin': endpoints.setMargin,
  'account__Set-Auto-Margin': endpoints.setAutoMargin,
  'account__Change-All-Leverage': endpoints.setAllLeverage,
  'account__Est-Open-Count': endpoints.openCount,
  'account__Get-Max-Open': endpoints.maxOpen,
  'account__Get-Liquidation-Price': endpoints.liquidationPrice,
  'account__Get-Isolated-Symbols': endpoints.isolatedSymbols,
  'position__Get-History-Position': endpoints.historyPosition,
  'position__Get-Position-Adl': endpoints.adlRank,
  'plan__Place-Plan-Order': endpoints.placePlanOrder,
  'plan__Modify-Plan-Order': endpoints.modifyPlanOrder,
  'plan__Plan-Sub-Orders': endpoints.planSubOrder,
  'plan__Place-Tpsl-Order': endpoints.placeTpslOrder,
  'plan__Place-Pos-Tpsl-Order': endpoints.placePosTpsl,
  'plan__Modify-Tpsl-Order': endpoints.modifyTpslOrder,
  'plan__Cancel-Plan-Order': endpoints.cancelPlanOrder,
  'plan__get-orders-plan-pending': endpoints.ordersPlanPending,
  'plan__orders-plan-history': endpoints.ordersPlanHistory,
};

const MULTI_ASSET = 'multi-asset margin: Viper trades with USDT as its only margin';

/** Samples that no endpoint of Viper decodes, each with its reason. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  'account__Get-Sub-Account-Contract-Assets': 'balances of other accounts: a key of Viper trades its own account',
  'account__Get-Switch-Union-USDT': MULTI_ASSET,
  'account__Get-Union-Config': MULTI_ASSET,
  'account__Get-Union-Transfer-Limits': MULTI_ASSET,
  'account__Interest-History': MULTI_ASSET,
  'account__Set-Asset-Mode': MULTI_ASSET,
  'account__Union-Convert': MULTI_ASSET,
  'market__Get-Discount-Rate': MULTI_ASSET,
  'market__Get-Exchange-Rate': MULTI_ASSET,
  'market__Get-Interest-Rate': MULTI_ASSET,
};

/** Endpoints without a sample: the page that defines them belongs to another product. */
const UNSHOWN: readonly Endpoint[] = [endpoints.accountInfo];

const names = present ? readdirSync(folder).map((file) => file.replace(/\.1\.json$/, '')) : [];
const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));

describe.skipIf(!present)('samples of REST answers', () => {
  test.each(names.filter((name) => name in ENDPOINT_OF))('%s', (name) => {
    const envelope = validator(Envelope, 'envelope').decode(read(`${name}.1.json`));
    expect(envelope.code).toBe(SUCCESS);
    const endpoint = ENDPOINT_OF[name] as Endpoint;
    expect(() => decodeResponse(endpoint, envelope.data)).not.toThrow();
  });

  test('are all read, but for those that are left out for a reason', () => {
    const unread = names.filter((name) => !name.startsWith('websocket__') && !(name in ENDPOINT_OF));
    expect(unread.sort()).toEqual(Object.keys(LEFT_OUT).sort());
  });

  test('cover every endpoint', () => {
    const covered = new Set(names.flatMap((name) => ENDPOINT_OF[name]?.name ?? []));
    expect(Object.values(endpoints).filter(({ name }) => !covered.has(name))).toEqual(UNSHOWN);
  });
});

describe.skipIf(!present)('samples of socket frames', () => {
  const ours = names.filter((name) => /^websocket__.*\.[23]\.json$/.test(name));

  test('requests and acknowledgements', () => {
    for (const name of ours.filter((file) => file.endsWith('.2.json'))) {
      const request = read(name.replace('.2.json', '.1.json')) as { op: string };
      if (request.op !== 'subscribe') continue;
      expect(() => validator(ClientFrame, name).decode(request)).not.toThrow();
      expect(() => validator(EventFrame, name).decode(read(name))).not.toThrow();
    }
  });

  test('pushes, for every kind of channel that has a sample', () => {
    const seen = new Set<string>();
    for (const name of ours.filter((file) => file.endsWith('.3.json'))) {
      const frame = validator(PushFrame, name).decode(read(name));
      const channel = channelOf(frame.arg.channel);
      if (!channel) continue;
      seen.add(channel.name);
      expect(decodeRows(channel, frame.data).length).toBeGreaterThan(0);
    }
    // The documentation shows one depth of book, books5, for all four.
    const shown = Object.values(channels).filter(({ name }) => !/^books(1|15)?$/.test(name));
    expect(shown.filter(({ name }) => !seen.has(name))).toEqual([]);
  });
});
