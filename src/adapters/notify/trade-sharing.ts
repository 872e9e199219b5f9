/**
 * Makes of a closed trade a text to share with others: where it was entered and left, why, and whose profile it was.
 * Invariant: says nothing about the account: no size, no money, no id.
 */
import { divideRounded, formatDecimal, parseDecimal } from '../../domain/index.ts';
import type { AlertSource } from '../../ports/index.ts';

const PRICE_DECIMALS = 12;
const PERCENT_DECIMALS = 2;
const PERCENT_SCALE = 10n ** BigInt(PERCENT_DECIMALS + 2);

/** Price and size as integers of 10^-12. */
type Side = { cost: bigint; size: bigint };
type Open = { profile: string; why: string; whyLeft: string; readonly entry: Side; readonly exit: Side };

export type SharedTrade = { readonly title: string; readonly lines: readonly string[] };

export class TradeSharing {
  readonly #open = new Map<string, Open>();

  /** Hears every notice. @returns a trade that has closed and was heard from its beginning. */
  hear({ code, details }: AlertSource): SharedTrade | undefined {
    const { symbol, positionSide, reason } = details;
    if (typeof symbol !== 'string' || typeof positionSide !== 'string') return undefined;
    const key = `${symbol} ${positionSide}`;
    const open = this.#open.get(key);
    if (code === 'entry-sent' && !open) this.#open.set(key, opened(details));
    if (code === 'exit-sent' && open) open.whyLeft = String(reason ?? '');
    if (code === 'fill' && open) addFill(open, details);
    if (code !== 'trade-closed' || !open) return undefined;
    this.#open.delete(key);
    return open.entry.size > 0n && open.exit.size > 0n ? sharedOf(symbol, positionSide, open) : undefined;
  }
}

type Details = AlertSource['details'];

const opened = ({ owner, reason }: Details): Open => ({
  profile: String(owner ?? 'unknown'),
  why: String(reason ?? ''),
  whyLeft: '',
  entry: { cost: 0n, size: 0n },
  exit: { cost: 0n, size: 0n },
});

function addFill(open: Open, { intent, price, size }: Details): void {
  const side = intent === 'open' ? open.entry : open.exit;
  const [at, much] = [price, size].map((text) => parseDecimal(String(text), PRICE_DECIMALS)) as [bigint, bigint];
  side.cost += at * much;
  side.size += much;
}

function sharedOf(symbol: string, positionSide: string, { profile, why, whyLeft, entry, exit }: Open): SharedTrade {
  const [from, to] = [entry, exit].map(({ cost, size }) => divideRounded(cost, size)) as [bigint, bigint];
  const gain = positionSide === 'long' ? to - from : from - to;
  const percent = formatDecimal(divideRounded(gain * PERCENT_SCALE, from), PERCENT_DECIMALS);
  const isGain = gain > 0n;
  const [shownFrom, shownTo] = [from, to].map((price) => formatDecimal(price, PRICE_DECIMALS));
  return {
    title: `${isGain ? '🟢' : '🔴'} ${symbol} ${positionSide} ${isGain ? '+' : ''}${percent} %`,
    lines: [
      `Entry ${shownFrom}${why === '' ? '' : ` (${why})`}`,
      `Exit ${shownTo}${whyLeft === '' ? '' : ` (${whyLeft})`}`,
      `${hashtag(profile)} ${hashtag(symbol)}`,
    ],
  };
}

/** Letters, digits and underscores alone make a tag. */
const hashtag = (name: string): string => `#${name.toLowerCase().replace(/[^a-z0-9]+/g, '_')}`;
