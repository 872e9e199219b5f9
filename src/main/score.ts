/**
 * Composition root of `viper score`: a market from a file, from standard input or from Bitget, its score and its signal.
 * Invariant: asks public endpoints alone; needs no key and sends none.
 */
import { readFileSync } from 'node:fs';
import { systemClock } from '../adapters/clock/index.ts';
import { readScoring, type ScoringConfig } from '../adapters/config/index.ts';
import { createBitgetRest, type MarketSnapshot, marketSnapshot } from '../bitget/index.ts';
import type { ScoredLine, ScoreRequest } from '../cli/index.ts';
import { InvalidInput } from '../domain/index.ts';
import { parseScoreInput, readMarket, type ScoreInput, SignalDesk, scoreMarket } from '../scoring/index.ts';
import { placeOf } from './markets/place.ts';
import { costsOf } from './scoring-settings.ts';

const STDIN = 0;

/** @throws InvalidInput naming the file or the field; BitgetError when the exchange does not answer. */
export async function score(request: ScoreRequest): Promise<readonly ScoredLine[]> {
  const inputs = request.input === undefined ? await askMarket(request) : readInputs(request.input);
  const configured = readScoring();
  const desk = new SignalDesk(configured.rules);
  return inputs.map((input) => scoreOne(input, request, { desk, configured }));
}

function scoreOne(
  input: ScoreInput,
  { mode, costModel, costMax, at }: ScoreRequest,
  { desk, configured }: { readonly desk: SignalDesk; readonly configured: ScoringConfig },
): ScoredLine {
  const { price, priceChange, updatedAt } = readMarket(input);
  const costs = costsOf(configured);
  const standing = { at: at ?? updatedAt ?? systemClock.now(), mode, costModel, costs };
  const scored = scoreMarket(input, { ...standing, costMax: costMax ?? configured.costMax });
  const decision = desk.consider({ score: scored, price, priceChange });
  const common = { ...scored, price, price_change: priceChange };
  if (!decision.ok) return { ...common, signal: null, no_signal: { rule: decision.rule, ...decision.details } };
  const { viper_score: _, ...signal } = decision.signal;
  return { ...common, signal, no_signal: null };
}

function readInputs(file: string): ScoreInput[] {
  const body = parseJson(readText(file), file);
  if (!Array.isArray(body)) return [parseScoreInput(body)];
  if (body.length === 0) throw new InvalidInput('--input', file, 'a list with at least one market');
  return body.map((one, i) => parseScoreInput(one, String(i)));
}

function readText(file: string): string {
  try {
    return readFileSync(file === '-' ? STDIN : file, 'utf8');
  } catch (cause) {
    throw new InvalidInput('--input', file, 'a file that can be read, or - for standard input', cause);
  }
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const allowed = 'JSON: an object {symbol, market_data}, or a list of them';
    throw new InvalidInput('--input', file, allowed, cause);
  }
}

async function askMarket({ symbols, baseUrl, timeframe }: ScoreRequest): Promise<ScoreInput[]> {
  const rest = createBitgetRest({ baseUrl: baseUrl ?? placeOf('mainnet').restUrl, clock: systemClock });
  try {
    const snapshots = await Promise.all(symbols.map((symbol) => marketSnapshot(rest, { symbol, timeframe })));
    return snapshots.map(inputOf);
  } finally {
    await rest.close();
  }
}

function inputOf({ symbol, at, book, candles, ...market }: MarketSnapshot): ScoreInput {
  const { price, bid, ask, high, low, volume, quoteVolume, change } = market;
  const ticker = {
    price,
    bid,
    ask,
    high,
    low,
    volume,
    quote_volume: quoteVolume,
    price_change: change === undefined ? undefined : change * 100,
  };
  const told = Object.fromEntries(Object.entries(ticker).filter(([, value]) => value !== undefined));
  return parseScoreInput({
    symbol,
    market_data: {
      ticker: told,
      orderbook: { bids: book.bids, asks: book.asks, timestamp: book.at },
      ohlcv: { ohlcv: candles },
      last_updated: at,
    },
  });
}
