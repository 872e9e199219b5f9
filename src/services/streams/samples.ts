/**
 * Prices, books and scores for a stream: looked at only while somebody reads them.
 * Invariant: an upstream book is open exactly while a reader wants its symbol; one question for a score is under way at a time.
 */
import type { TickerRow } from '../../engine/api.ts';
import type { ScoreFrameRow, StreamTopic } from '../contract/index.ts';
import { Frame } from './frame.ts';
import type { BookSource, OpenBook, ScoreSource, StreamEngine } from './sources.ts';
import type { Subscription } from './subscription.ts';

const BOOK_DEPTH = 20;
const SCORES_EVERY_MS = 5_000;

export type SampleOptions = {
  readonly engine: StreamEngine;
  readonly books?: BookSource | undefined;
  readonly scores?: ScoreSource | undefined;
};

type Followed = { readonly book: OpenBook; isChanged: boolean };

export class Samples {
  readonly #options: SampleOptions;
  readonly #books = new Map<string, Followed>();
  readonly #told = new Map<string, string>();
  readonly #scores = new Map<string, ScoreFrameRow>();
  readonly #newScores = new Set<string>();
  #tickers: readonly string[] = [];
  #scored: readonly string[] = [];
  #scoring: NodeJS.Timeout | undefined;
  #isAsking = false;

  constructor(options: SampleOptions) {
    this.#options = options;
  }

  /** Opens what the readers want and closes what none of them does. */
  follow(subscriptions: readonly Subscription[]): void {
    const all = this.#options.engine.status().symbols;
    const wanted = (topic: StreamTopic): string[] => {
      const named = subscriptions.filter(({ topics }) => topics.has(topic));
      return all.filter((symbol) => named.some(({ symbols }) => symbols?.has(symbol) ?? true));
    };
    this.#tickers = wanted('ticker');
    for (const symbol of this.#told.keys()) if (!this.#tickers.includes(symbol)) this.#told.delete(symbol);
    this.#followBooks(new Set(wanted('book')));
    this.#followScores(wanted('score'));
  }

  /** What has changed since the last call. */
  take(): readonly Frame[] {
    const books = [...this.#books].filter(([, followed]) => followed.isChanged);
    for (const [, followed] of books) followed.isChanged = false;
    const scores = [...this.#newScores].flatMap((symbol) => this.#scores.get(symbol) ?? []);
    this.#newScores.clear();
    return [
      ...this.#tickers.flatMap((symbol) => this.#changedTicker(symbol)),
      ...books.map(([symbol, { book }]) => bookFrame(symbol, book)),
      ...scores.map(scoreFrame),
    ];
  }

  /** All that is known now, for a reader who has just come; whoever was here before has it. */
  current(): readonly Frame[] {
    const tickers = this.#tickers.flatMap((symbol) => this.#options.engine.ticker(symbol) ?? []);
    for (const row of tickers) if (!this.#told.has(row.symbol)) this.#told.set(row.symbol, printOf(row));
    return [
      ...tickers.map(tickerFrame),
      ...[...this.#books].map(([symbol, { book }]) => bookFrame(symbol, book)),
      ...[...this.#scores.values()].map(scoreFrame),
    ];
  }

  #changedTicker(symbol: string): Frame[] {
    const row = this.#options.engine.ticker(symbol);
    if (!row) return [];
    const print = printOf(row);
    if (this.#told.get(symbol) === print) return [];
    this.#told.set(symbol, print);
    return [tickerFrame(row)];
  }

  #followBooks(wanted: ReadonlySet<string>): void {
    const { books } = this.#options;
    for (const [symbol, { book }] of this.#books) {
      if (wanted.has(symbol)) continue;
      this.#books.delete(symbol);
      book.close();
    }
    if (!books) return;
    for (const symbol of wanted) {
      if (this.#books.has(symbol)) continue;
      const onChange = (): void => {
        const followed = this.#books.get(symbol);
        if (followed) followed.isChanged = true;
      };
      this.#books.set(symbol, { book: books.open(symbol, onChange), isChanged: false });
    }
  }

  #followScores(wanted: readonly string[]): void {
    this.#scored = wanted;
    if (wanted.length === 0) {
      clearInterval(this.#scoring);
      this.#scoring = undefined;
      this.#scores.clear();
    } else if (this.#scoring === undefined) {
      this.#scoring = setInterval(() => void this.#score(), SCORES_EVERY_MS);
      void this.#score();
    }
  }

  async #score(): Promise<void> {
    const { scores } = this.#options;
    if (!scores || this.#isAsking) return;
    this.#isAsking = true;
    for (const symbol of this.#scored) {
      // A market that cannot be read now has no new score; the next round asks again.
      const score = await scores.score(symbol).catch(() => undefined);
      if (!score || !this.#scored.includes(symbol)) continue;
      this.#scores.set(symbol, score);
      this.#newScores.add(symbol);
    }
    this.#isAsking = false;
  }
}

const printOf = ({ at, last, bid, ask, mark, fundingRate }: TickerRow): string =>
  `${at} ${last} ${bid} ${ask} ${mark} ${fundingRate}`;
const tickerFrame = (row: TickerRow): Frame => new Frame('ticker', 0, row);
const bookFrame = (symbol: string, book: OpenBook): Frame => new Frame('book', 0, { symbol, ...book.read(BOOK_DEPTH) });
const scoreFrame = (row: ScoreFrameRow): Frame => new Frame('score', 0, row);
