/**
 * The VIPER score of a market, of many, or of a reading that is kept up to date bar by bar.
 * Invariant: a pure function of its input; a market that costs too much, or of which too little is known, scores 0 and says why.
 */
import type { Book } from '../indicators/index.ts';
import { type BarReading, calibratedScore, readBars, SHIPPED_CALIBRATION } from './calibrated/index.ts';
import { compatScore } from './compat/index.ts';
import { DOCUMENTED_COSTS } from './cost-settings.ts';
import { bookCost, type CostModel, tierCost } from './execution-cost.ts';
import { type MarketData, readMarket, type ScoreInput } from './score-input.ts';
import { roundTo } from './score-range.ts';
import type { RejectedScore, ScoreOptions, ViperScore } from './score-types.ts';

const COST_MAX = 3;
const BOOK_AGE_MAX_MS = 10_000;

type Priced = Pick<MarketData, 'symbol' | 'price' | 'quoteVolume' | 'book' | 'bookAt'>;

type Costed = {
  readonly cost: number;
  readonly model: CostModel;
  /** The book, where it can be trusted. */
  readonly book: Book | undefined;
  readonly notes: readonly string[];
};

/** The book, or why it is left out. */
function trustedBook({ book, bookAt }: Priced, options: ScoreOptions): Pick<Costed, 'book' | 'notes'> {
  const ageMs = bookAt === undefined ? 0 : options.at - bookAt;
  const [bid = 0, ask = 0] = [book?.bids[0]?.[0], book?.asks[0]?.[0]];
  if (book === undefined) return { book, notes: [] };
  if (ageMs > (options.bookAgeMaxMs ?? BOOK_AGE_MAX_MS))
    return { book: undefined, notes: [`the book is ${Math.round(ageMs / 1_000)} s old and is left out`] };
  if (options.mode !== 'compat' && bid >= ask)
    return { book: undefined, notes: ['the best bid is not below the best ask: the book is left out'] };
  return { book, notes: [] };
}

function costOf(market: Priced, options: ScoreOptions): Costed {
  const { costModel = 'auto', costs = DOCUMENTED_COSTS } = options;
  const trusted = trustedBook(market, options);
  const model = costModel !== 'auto' ? costModel : trusted.book === undefined ? 'tier' : 'book';
  const priced = { ...market, book: trusted.book };
  return { ...trusted, model, cost: model === 'book' ? bookCost(priced, costs) : tierCost(priced, costs) };
}

const commonOf = ({ symbol }: Priced, { cost, model, notes }: Costed, { at, mode = 'calibrated' }: ScoreOptions) => ({
  symbol,
  execution_cost: roundTo(cost, 4),
  cost_model: model,
  mode,
  timestamp: at,
  ...(notes.length === 0 ? {} : { notes }),
});

function rejected(common: ReturnType<typeof commonOf>, reason: string): RejectedScore {
  return { ...common, overall_score: 0, strength: 'WEAK', rejected_reason: reason };
}

const tooDear = (cost: number, { costMax = COST_MAX }: ScoreOptions): string | undefined =>
  cost >= costMax ? `execution cost ${roundTo(cost, 4)} USDT is not below ${costMax}` : undefined;

/** Scores have 2 decimals, levels and cost 4. */
export function scoreMarket(input: ScoreInput, options: ScoreOptions): ViperScore {
  const market = readMarket(input);
  if (options.mode !== 'compat') {
    const read = readBars(market, options.at);
    return scoreReading('missing' in read ? read.missing : read, market, options);
  }
  const costed = costOf(market, options);
  const common = commonOf(market, costed, options);
  const reason = tooDear(costed.cost, options);
  if (reason !== undefined) return rejected(common, reason);
  return { ...common, ...compatScore({ ...market, book: costed.book }, costed.cost, costed.model) };
}

/** Each by itself, in the order given. */
export const scoreMarkets = (inputs: readonly ScoreInput[], options: ScoreOptions): ViperScore[] =>
  inputs.map((input) => scoreMarket(input, options));

/**
 * The calibrated score of what a `MarketTracker` has read.
 * @param read a text says why there is no reading
 */
export function scoreReading(read: BarReading | string, market: Priced, options: ScoreOptions): ViperScore {
  const costed = costOf(market, options);
  const common = commonOf(market, costed, options);
  const reason = tooDear(costed.cost, options) ?? (typeof read === 'string' ? read : undefined);
  if (reason !== undefined || typeof read === 'string') return rejected(common, reason ?? 'unknown');
  const { costs = DOCUMENTED_COSTS, calibration = SHIPPED_CALIBRATION } = options;
  return { ...common, ...calibratedScore({ ...read, ...costed, price: market.price, costs, calibration }) };
}
