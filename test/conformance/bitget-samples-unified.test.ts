/**
 * Every documented sample payload of Bitget's Unified API decodes with the schema of its endpoint or channel.
 * The samples are not part of the repository: where they are absent the suite says so in one line and is skipped.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  decodeResponse,
  decodeRows,
  type Endpoint,
  Envelope,
  SUCCESS,
  validator,
} from '../../src/bitget/protocol/index.ts';
import { channelOf, channels, endpoints, frames } from '../../src/bitget/unified/protocol/index.ts';
import { sayLack } from '../support/say-lack.ts';

const folder = join(import.meta.dirname, '../../../shared/bitget/samples/v3');
const present = sayLack(existsSync(folder), `no sample payloads at ${folder}`);

const ENDPOINT_OF: Readonly<Record<string, Endpoint>> = {
  public__Instruments: endpoints.instruments,
  public__Tickers: endpoints.tickers,
  public__OrderBook: endpoints.orderbook,
  'public__Get-Candle-Data': endpoints.candles,
  'public__Get-History-Candle-Data': endpoints.historyCandles,
  public__Fills: endpoints.marketFills,
  'public__Get-Current-Funding-Rate': endpoints.currentFundRate,
  'public__Get-History-Funding-Rate': endpoints.historyFundRate,
  'public__Get-Open-Interest': endpoints.openInterest,
  'public__Get-Contracts-Oi': endpoints.openInterestLimit,
  'public__Get-Position-Tier-Data': endpoints.positionTier,
  'account__Get-Account-Setting': endpoints.settings,
  'account__Get-Account': endpoints.assets,
  'account__Get-Financial-Records': endpoints.financialRecords,
  'account__Get-Account-Fee-Rate': endpoints.feeRate,
  account__Get_OI_Limit: endpoints.ownOpenInterestLimit,
  'account__Change-Leverage': endpoints.setLeverage,
  'account__Change-Position-Mode': endpoints.setHoldMode,
  'trade__Get-Max-Open-Available': endpoints.maxOpenAvailable,
  'trade__Get-Position': endpoints.currentPosition,
  'trade__Get-Position-History': endpoints.historyPosition,
  'trade__Get-Position-ADL-Rank': endpoints.adlRank,
  'trade__Place-Order': endpoints.placeOrder,
  'trade__Place-Batch': endpoints.placeBatch,
  'trade__Modify-Order': endpoints.modifyOrder,
  'trade__Batch-Modify-Orders': endpoints.batchModifyOrder,
  'trade__Cancel-Order': endpoints.cancelOrder,
  'trade__Cancel-Batch': endpoints.cancelBatch,
  'trade__Cancel-All-Order': endpoints.cancelSymbolOrder,
  'trade__CountDown-Cancel-All': endpoints.countdownCancelAll,
  'trade__Close-All-Positions': endpoints.closePositions,
  'trade__Get-Order-Details': endpoints.orderInfo,
  'trade__Get-Order-Pending': endpoints.unfilledOrders,
  'trade__Get-Order-History': endpoints.historyOrders,
  'trade__Get-Order-Fills': endpoints.fills,
  'strategy__Place-Strategy-Order': endpoints.placeStrategyOrder,
  'strategy__Modify-Strategy-Order': endpoints.modifyStrategyOrder,
  'strategy__Cancel-Strategy-Order': endpoints.cancelStrategyOrder,
  'strategy__Get-Unfilled-Strategy-Orders': endpoints.unfilledStrategyOrders,
  'strategy__Get-History-Strategy-Orders': endpoints.historyStrategyOrders,
};

/** Samples of an endpoint that do not fit it, and why. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'public__Instruments.1.json': 'a spot pair: it has no leverage and no steps of its own',
  'public__Instruments.3.json': 'a margin pair: as above',
};

/** Endpoints without a sample: the documentation shows a request alone. */
const UNSHOWN: readonly Endpoint[] = [
  endpoints.serverTime,
  endpoints.indexComponents,
  endpoints.feeGroup,
  endpoints.accountInfo,
  endpoints.setMargin,
];

const files = present ? readdirSync(folder) : [];
const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));
const endpointOf = (file: string): Endpoint | undefined => ENDPOINT_OF[file.replace(/\.\d\.json$/, '')];

describe.skipIf(!present)('samples of REST answers', () => {
  test.each(files.filter((file) => endpointOf(file) && !(file in EXCEPTIONS)))('%s', (file) => {
    const envelope = validator(Envelope, 'envelope').decode(read(file));
    expect(envelope.code).toBe(SUCCESS);
    expect(() => decodeResponse(endpointOf(file) as Endpoint, envelope.data)).not.toThrow();
  });

  test.each(Object.keys(EXCEPTIONS))('%s is refused', (file) => {
    const { data } = validator(Envelope, 'envelope').decode(read(file));
    expect(() => decodeResponse(endpointOf(file) as Endpoint, data)).toThrow();
  });

  test('cover every endpoint', () => {
    const covered = new Set(files.flatMap((file) => endpointOf(file)?.name ?? []));
    const unshown = Object.values(endpoints).filter(({ name }) => !covered.has(name));
    expect(unshown).toEqual(UNSHOWN);
  });
});

describe.skipIf(!present)('samples of socket frames', () => {
  const ours = files.filter((file) => /^websocket__.*Channel\.[123]\.json$/.test(file));

  test('requests and acknowledgements', () => {
    let seen = 0;
    for (const file of ours.filter((name) => name.endsWith('.2.json'))) {
      const request = read(file.replace('.2.json', '.1.json')) as { op: string };
      if (request.op !== 'subscribe') continue;
      seen++;
      expect(() => validator(frames.ClientFrame, file).decode(request)).not.toThrow();
      expect(() => validator(frames.EventFrame, file).decode(read(file))).not.toThrow();
    }
    expect(seen).toBeGreaterThan(8);
  });

  test('pushes, for every kind of channel that has a sample', () => {
    const seen = new Set<string>();
    for (const file of ours.filter((name) => name.endsWith('.3.json'))) {
      const frame = validator(frames.PushFrame, file).decode(read(file));
      const channel = channelOf(frame.arg.topic);
      if (!channel) continue;
      seen.add(channel.name);
      expect(decodeRows(channel, frame.data).length).toBeGreaterThan(0);
    }
    // The documentation shows one depth of book, books1, for all four, and no strategy order.
    const shown = Object.values(channels).filter(({ name }) => !/^books(5|50)?$|^strategy-order$/.test(name));
    expect(shown.filter(({ name }) => !seen.has(name))).toEqual([]);
  });
});
