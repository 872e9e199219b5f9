/**
 * Sockets that are renewed again and again while the market moves and orders fill: nothing is missing afterwards.
 * Invariant: what comes twice is harmless: fills are named, trades are given once, books begin with a new snapshot.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type AccountFamily, lots, type MarketEvent, type VenueEvent } from '../../src/domain/index.ts';
import { START } from '../../src/paper-exchange/server/testing/market.ts';
import { exchangeClient } from '../support/exchange-client.ts';
import { bookMove, marketOrder, tradeAt } from '../support/exchange-script.ts';
import { btc } from '../support/instruments.ts';

const SYMBOL = btc.symbol;
const RENEW_EVERY_MS = 60;
const ROUNDS = 40;

test.each<AccountFamily>(['classic', 'unified'])(
  '%s: every trade, fill and level over many renewals',
  async (family) => {
    const { venue, feed, books, updates, advance } = await exchangeClient(family, { renewEveryMs: RENEW_EVERY_MS });
    const { signal } = new AbortController();
    const market: MarketEvent[] = [];
    const told: VenueEvent[] = [];
    const gaps: string[] = [];
    const broken: string[] = [];
    let snapshots = 0;
    await venue.prepare({ symbols: [SYMBOL], positionMode: 'hedge', marginMode: 'isolated' });
    await feed.listen(
      [SYMBOL],
      { onEvent: (event) => market.push(event), onGap: (reason) => broken.push(reason) },
      signal,
    );
    await venue.listen({ onEvent: (event) => told.push(event), onGap: (reason) => gaps.push(reason) }, signal);
    const onBook = ({ isSnapshot }: { isSnapshot: boolean }): void => {
      snapshots += isSnapshot ? 1 : 0;
    };
    await books.listen([SYMBOL], { onBook, onGap: (reason) => broken.push(reason) }, signal);
    const prices: number[] = [];
    for (let i = 0; i < ROUNDS; i++) {
      const at = START + 1_000 + i * 100;
      updates.push(tradeAt(at, 601_000 + i), bookMove(at, i));
      prices.push(601_000 + i);
      await Promise.all([advance(at), venue.submit(marketOrder(i))]);
      await sleep(10);
    }
    // Books are published at intervals of the market's time.
    await advance(START + 1_000 + ROUNDS * 100 + 1_000);
    await Promise.all([venue.settle(), feed.settle(), books.settle()]);
    const trades = market.flatMap((event) => (event.type === 'trade' && event.at > START + 500 ? [event.price] : []));
    expect(trades.filter((price) => prices.includes(price))).toEqual(prices);
    const fills = told.flatMap((event) => (event.type === 'fill' ? [event.fill] : []));
    const byRest = await venue.fills(START);
    expect(new Set(fills.map(({ tradeId }) => tradeId))).toEqual(new Set(byRest.map(({ tradeId }) => tradeId)));
    expect(byRest).toHaveLength(ROUNDS);
    for (const fill of fills) expect(byRest).toContainEqual(fill);
    expect(broken).toEqual([]);
    expect(new Set(gaps)).toEqual(new Set(['the connection was renewed']));
    expect(gaps.length).toBeGreaterThanOrEqual(5);
    expect(snapshots).toBeGreaterThanOrEqual(5);
    expect(books.book(SYMBOL)?.isSynced).toBe(true);
    expect(books.book(SYMBOL)?.bids(1)).toEqual([[599_995, lots(10_000 + ROUNDS - 1)]]);
  },
);
