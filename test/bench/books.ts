/**
 * Messages a second from the bytes of a frame to a book that has applied it: our feed, ccxt's handler, and the floor that
 * only parses the JSON. In turns over the same frames; afterwards all books must be the same.
 */
import { deepEqual } from 'node:assert/strict';
import { BitgetBookFeed, type BitgetSocketOptions, InstrumentBook } from '../../src/bitget/client/index.ts';
import { CLASSIC_WIRE } from '../../src/bitget/client/market-feed.ts';
import { BTC_CONTRACT } from '../../src/bitget/client/testing/parts.ts';
import { CLASSIC, type PushFrame } from '../../src/bitget/protocol/index.ts';
import { priceToNumber, sizeToNumber } from '../../src/domain/index.ts';
import { CCXT_SYMBOL, openCcxt } from '../conformance/peers/ccxt.ts';
import { startRecorder } from '../conformance/peers/recorder.ts';
import { bookFrames } from './book-frames.ts';
import { timed } from './measure.ts';

export const BOOK_READERS = ['JSON.parse', 'viper', 'ccxt'] as const;
export type BookReader = (typeof BOOK_READERS)[number];

type Levels = readonly (readonly [price: number, size: number])[];
type Contender = {
  readonly read: (frame: Buffer) => void;
  readonly book?: () => { readonly bids: Levels; readonly asks: Levels };
};

const BATCH = 250;
const WARM_UP = 4;
const COMPARED = 100;
const FRAMES = { seed: 1, depth: 500, changes: 100 };

/** Messages a second in each batch by who read them. */
export async function measureBooks(batches: number): Promise<Readonly<Record<BookReader, readonly number[]>>> {
  const frames = bookFrames({ ...FRAMES, updates: (batches + WARM_UP) * BATCH - 1 });
  const contenders: Readonly<Record<BookReader, Contender>> = {
    'JSON.parse': { read: (frame) => void JSON.parse(frame.toString()) },
    viper: await ours(),
    ccxt: await ccxt(),
  };
  const rates: Record<BookReader, number[]> = { 'JSON.parse': [], viper: [], ccxt: [] };
  for (let batch = 0; batch < batches + WARM_UP; batch++) {
    const some = frames.slice(batch * BATCH, (batch + 1) * BATCH);
    for (const reader of batch % 2 === 0 ? BOOK_READERS : BOOK_READERS.toReversed()) {
      const { read } = contenders[reader];
      const { units, elapsedMs } = timed(() => {
        for (const frame of some) read(frame);
        return some.length;
      });
      if (batch >= WARM_UP) rates[reader].push((units / elapsedMs) * 1_000);
    }
  }
  deepEqual(contenders.viper.book?.(), contenders.ccxt.book?.(), 'the books differ: this measures nothing');
  return rates;
}

async function ours(): Promise<Contender> {
  const rest = { call: async () => [BTC_CONTRACT], serverClock: { now: () => 0 } } as never;
  const instruments = new InstrumentBook(rest);
  const instrument = await instruments.stepsOf('BTCUSDT');
  let onPush: (push: PushFrame) => void = () => undefined;
  let readFrame: (text: string) => unknown = () => undefined;
  const nothing = async () => undefined;
  const idle = { connect: nothing, subscribe: nothing, unsubscribe: nothing, renew: nothing, settle: nothing };
  const wire = {
    ...CLASSIC_WIRE,
    openSocket: (options: BitgetSocketOptions) => {
      ({ onPush, readFrame = readFrame } = options);
      return { ...idle, close: nothing } as never;
    },
  };
  const feed = new BitgetBookFeed({ rest, instruments, socketUrl: 'ws://127.0.0.1', random: () => 0 }, wire);
  const onGap = (reason: string): never => {
    throw new Error(reason);
  };
  await feed.listen(['BTCUSDT'], { onBook: () => undefined, onGap }, new AbortController().signal);
  const numbers = (levels: readonly (readonly [number, number])[]) =>
    levels.map(
      ([price, size]) => [priceToNumber(instrument, price as never), sizeToNumber(instrument, size as never)] as const,
    );
  return {
    read: (bytes) => {
      const frame = readFrame(bytes.toString());
      if (!CLASSIC.isPush(frame)) throw new Error('no push');
      onPush(frame);
    },
    book: () => {
      const book = feed.book('BTCUSDT');
      return { bids: numbers(book?.bids(COMPARED) ?? []), asks: numbers(book?.asks(COMPARED) ?? []) };
    },
  };
}

async function ccxt(): Promise<Contender> {
  const recorder = await startRecorder();
  const exchange = await openCcxt({ url: recorder.url });
  await recorder.close();
  // Made, never connected.
  const client = exchange.client('wss://127.0.0.1');
  const best = (side: readonly number[][]) =>
    Array.from(side.slice(0, COMPARED), ([price = 0, size = 0]) => [price, size] as const);
  return {
    read: (bytes) => client.onMessage({ data: bytes.toString() }),
    book: () => {
      const { bids = [], asks = [] } = exchange.orderbooks[CCXT_SYMBOL] ?? {};
      return { bids: best(bids), asks: best(asks) };
    },
  };
}
