/**
 * V1's public channels over the Classic ones, which serve both families.
 * Invariant: a channel that V1 had not is refused; frames keep the order in which they came.
 */

import type { Subscription } from '../../api/hub.ts';
import type { Sockets } from '../../api/sockets.ts';
import { pairsOf } from '../../mapper/index.ts';
import type { channels, RowOf } from '../../protocol/index.ts';
import { textOf } from '../desk/texts.ts';
import { encodeSymbol } from '../words.ts';
import { BookText, type TextLevel } from './book-text.ts';

/** `rows` is read at once, where a row that cannot be read harms nobody else; undefined says nothing. */
export type Push = (action: 'snapshot' | 'update', rows: () => readonly unknown[] | undefined) => void;

export type Listening = {
  readonly push: Push;
  /** Something may have been missed. */
  readonly onGap: (reason: string) => void;
};

type Wanted = { readonly symbol: string } & Listening;
type Classic = Sockets['classic'];

const action = (isSnapshot: boolean) => (isSnapshot ? 'snapshot' : 'update');

const tickerRow = (row: RowOf<typeof channels.ticker>) => ({
  instId: row.instId,
  last: textOf(row.lastPr),
  bestAsk: textOf(row.askPr),
  bestBid: textOf(row.bidPr),
  high24h: textOf(row.high24h),
  low24h: textOf(row.low24h),
  priceChangePercent: textOf(row.change24h),
  capitalRate: textOf(row.fundingRate),
  nextSettleTime: Number(row.nextFundingTime),
  systemTime: Number(row.ts),
  markPrice: textOf(row.markPrice),
  indexPrice: textOf(row.indexPrice),
  holding: textOf(row.holdingAmount),
  baseVolume: textOf(row.baseVolume),
  quoteVolume: textOf(row.quoteVolume),
  openUtc: textOf(row.openUtc),
  chgUTC: '',
  symbolType: 1,
  symbolId: encodeSymbol(row.instId),
  deliveryPrice: '0',
  bidSz: textOf(row.bidSz),
  askSz: textOf(row.askSz),
});

type TradeRow = RowOf<typeof channels.trade>;
const tradeRow = ({ ts, price, size, side }: TradeRow) => [textOf(ts), textOf(price), textOf(size), side];
const newTradeRow = ({ ts, price, size, side, tradeId }: TradeRow) => ({
  p: textOf(price),
  c: textOf(size),
  ti: tradeId,
  ty: side,
  ts: Number(ts),
});

const listenTicker = (classic: Classic, { push, ...wanted }: Wanted) =>
  classic.ticker({ ...wanted, onRows: (rows) => push('snapshot', () => rows.map(tickerRow)) });

const listenTrades =
  (toRow: (row: TradeRow) => unknown) =>
  (classic: Classic, { push, ...wanted }: Wanted) =>
    classic.trade({ ...wanted, onRows: (rows, { isSnapshot }) => push(action(isSnapshot), () => rows.map(toRow)) });

const levelsOf = (levels: RowOf<typeof channels.books>['bids']): TextLevel[] =>
  pairsOf(levels).map(([price, size]) => [String(price), String(size)]);

const listenBook =
  (name: 'books' | 'books1' | 'books5' | 'books15') =>
  (classic: Classic, { push, ...wanted }: Wanted) => {
    const book = new BookText();
    return classic[name]({
      ...wanted,
      onRows: (rows, { isSnapshot }) =>
        push(action(isSnapshot), () =>
          rows.map((row) => {
            const [bids, asks] = [levelsOf(row.bids), levelsOf(row.asks)];
            return { asks, bids, checksum: book.apply({ bids, asks, isSnapshot }), ts: textOf(row.ts) };
          }),
        ),
    });
  };

/** V1's rows end with the volume in base coin. */
const COLUMNS = 6;

const listenCandles =
  (interval: string) =>
  (classic: Classic, { push, ...wanted }: Wanted) =>
    classic.candle({
      ...wanted,
      interval,
      onRows: (rows, { isSnapshot }) =>
        push(action(isSnapshot), () => rows.map((row) => row.slice(0, COLUMNS).map(String))),
    });

type Listen = (classic: Classic, wanted: Wanted) => Promise<Subscription>;

const NAMED: Readonly<Record<string, Listen>> = {
  ticker: listenTicker,
  trade: listenTrades(tradeRow),
  tradeNew: listenTrades(newTradeRow),
  books: listenBook('books'),
  books1: listenBook('books1'),
  books5: listenBook('books5'),
  books15: listenBook('books15'),
};

const CANDLE = /^candle((?:1|3|5|15|30)m|(?:1|4|6|12)H|(?:1|3)D|1W|1M|(?:6|12)Hutc|(?:1|3)Dutc|1Wutc|1Mutc)$/;

/** How a public channel is listened to; undefined where V1 had none of the name. */
export function publicChannel(name: string): Listen | undefined {
  const interval = CANDLE.exec(name)?.[1];
  if (interval !== undefined) return listenCandles(interval);
  return Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
}
