/**
 * From what a user types to a market: synthetic, synthetic:<seed>, replay:<file or folder>.
 * Invariant: a recording is told by its content, never by its name.
 */
import { statSync } from 'node:fs';
import { InvalidInput } from '../../domain/index.ts';
import type { MarketSource } from '../core/index.ts';
import { openCandleSource } from './candles/index.ts';
import { readHead } from './read-bytes.ts';
import { openRecordedSource } from './recorded/index.ts';
import { createSyntheticSource } from './synthetic/index.ts';

export type OpenSourceOptions = {
  /** Undefined: all of a recording; the nine priority symbols of a synthetic market. */
  readonly symbols?: readonly string[] | undefined;
  /** Where a synthetic market begins, epoch ms; recordings have their own times. */
  readonly startAt: number;
  /** Of recorded candles, epoch ms. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** Of a synthetic market: time between two moves of its prices. */
  readonly stepMs?: number | undefined;
};

const ALLOWED = 'synthetic, synthetic:<seed>, or replay:<file or folder>';
const DEFAULT_SEED = 1;

export const PRIORITY_SYMBOLS: readonly string[] = [
  'BTCUSDT',
  'ETHUSDT',
  'BNBUSDT',
  'ADAUSDT',
  'SOLUSDT',
  'POLUSDT',
  'AVAXUSDT',
  'DOTUSDT',
  'LINKUSDT',
];

/** @throws InvalidInput when the text, the file behind it, or a symbol is not allowed; says what is. */
export function openMarketSource(spec: string, options: OpenSourceOptions): MarketSource {
  const [kind, ...rest] = spec.split(':');
  const argument = rest.join(':');
  if (kind === 'synthetic') return openSynthetic(rest.length === 0 ? DEFAULT_SEED : seedOf(argument), options);
  if (kind === 'replay' && argument !== '') return openReplay(argument, options);
  throw new InvalidInput('feed', spec, ALLOWED);
}

function openSynthetic(
  seed: number,
  { symbols = PRIORITY_SYMBOLS, startAt, stepMs = 1_000 }: OpenSourceOptions,
): MarketSource {
  return createSyntheticSource({ seed, symbols, startAt, stepMs });
}

function seedOf(text: string): number {
  if (!/^\d{1,10}$/.test(text)) throw new InvalidInput('feed seed', text, 'digits, such as synthetic:7');
  return Number(text);
}

function openReplay(path: string, options: OpenSourceOptions): MarketSource {
  const kind = statSync(path, { throwIfNoEntry: false });
  if (kind === undefined) throw new InvalidInput('feed', `replay:${path}`, 'a file or folder that exists');
  if (kind.isDirectory() || isCandles(path)) return openCandleSource(path, options);
  const source = openRecordedSource(path);
  const there = source.instruments.map((instrument) => instrument.symbol);
  const stranger = options.symbols?.find((symbol) => !there.includes(symbol));
  if (stranger !== undefined)
    throw new InvalidInput('symbol', stranger, `${there.join(', ')}, which is all that ${path} holds`);
  return source;
}

/** @throws InvalidInput when the file is neither candles nor a recorded stream. */
function isCandles(path: string): boolean {
  const start = readHead(path).toString('latin1', 0, 200);
  if (start.startsWith('ts_ms,')) return true;
  if (/^\d+ \{/.test(start)) return false;
  throw new InvalidInput(
    'feed',
    `replay:${path}`,
    'a candle file (ts_ms,open,high,low,close,volume) or a recorded stream (<ns> {frame})',
  );
}
