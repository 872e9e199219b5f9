/**
 * Seeded 1-minute candles with funding, as the files of an archive: trends with pullbacks between quiet hours.
 * Invariant: the same options give the same bytes on every machine (only + − × ÷); prices are whole ticks.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

export const GENERATED_START = Date.UTC(2025, 2, 3);

const MINUTE_MS = 60_000;
const FUNDING_EVERY_MS = 8 * 3_600_000;
const MOVES_PER_MINUTE = 4;
const UNIT = 2 ** -32;

/** First price, decimals of a price, and the volume of an ordinary minute in base coin. */
const MARKETS = {
  BTCUSDT: { price: 60_000, decimals: 1, volume: 12 },
  ETHUSDT: { price: 3_000, decimals: 2, volume: 150 },
} as const;

export type GeneratedSymbol = keyof typeof MARKETS;

export type GeneratedOptions = { readonly seed: number; readonly minutes: number };

/** Mean lives in minutes; the rest per move, as fractions of price. */
const REGIMES = {
  trend: { meanLife: 240, drift: 0.000_03, noise: 0.000_25, pull: 0 },
  range: { meanLife: 120, drift: 0, noise: 0.000_2, pull: 0.004 },
};

/** Writes `<SYMBOL>-1m.csv` and `funding/<SYMBOL>-funding.csv` for each symbol. @returns the folder. */
export function writeCandleFolder(
  folder: string,
  { symbols, ...options }: GeneratedOptions & { readonly symbols: readonly GeneratedSymbol[] },
): string {
  mkdirSync(join(folder, 'funding'), { recursive: true });
  for (const symbol of symbols) {
    writeFileSync(join(folder, `${symbol}-1m.csv`), candleFile(symbol, options));
    writeFileSync(join(folder, 'funding', `${symbol}-funding.csv`), fundingFile(symbol, options));
  }
  return folder;
}

/** The text of a candle file. */
export function candleFile(symbol: GeneratedSymbol, { seed, minutes }: GeneratedOptions): string {
  const { price, decimals, volume } = MARKETS[symbol];
  const random = uniforms(`${symbol} ${seed}`);
  const walk = createWalk(price, random);
  const rows = Array.from({ length: minutes }, (_, minute) => {
    const moves = [walk.price, ...Array.from({ length: MOVES_PER_MINUTE }, () => walk.move())];
    const [open, high, low, close] = [moves[0], Math.max(...moves), Math.min(...moves), moves.at(-1)];
    const size = volume * (0.25 + 1.5 * random());
    const at = GENERATED_START + minute * MINUTE_MS;
    return [
      at,
      ...[open, high, low, close].map((value) => (value as number).toFixed(decimals)),
      size.toFixed(2),
    ].join();
  });
  return `${['ts_ms,open,high,low,close,volume', ...rows].join('\n')}\n`;
}

/** The text of a funding file: a rate every eight hours, of either sign. */
function fundingFile(symbol: GeneratedSymbol, { seed, minutes }: GeneratedOptions): string {
  const random = uniforms(`funding ${symbol} ${seed}`);
  const count = Math.ceil((minutes * MINUTE_MS) / FUNDING_EVERY_MS);
  const rows = Array.from(
    { length: count },
    (_, i) => `${GENERATED_START + i * FUNDING_EVERY_MS},${(0.000_3 * random() - 0.000_1).toFixed(8)}`,
  );
  return `${['ts_ms,rate', ...rows].join('\n')}\n`;
}

function createWalk(first: number, random: () => number) {
  let regime = REGIMES.trend;
  let direction = 1;
  let anchor = first;
  let price = first;
  return {
    get price() {
      return price;
    },
    move(): number {
      if (random() * regime.meanLife * MOVES_PER_MINUTE < 1) {
        regime = regime === REGIMES.trend ? REGIMES.range : REGIMES.trend;
        direction = random() < 0.5 ? -1 : 1;
        anchor = price;
      }
      const noise = (random() + random() + random() + random() - 2) * Math.sqrt(3);
      price *= 1 + direction * regime.drift + noise * regime.noise + regime.pull * (anchor / price - 1);
      return price;
    },
  };
}

/** Uniforms in [0, 1) of a stream of its own for each name. */
function uniforms(name: string): () => number {
  const seed = [...name].reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 0x0100_0193), 0x811c_9dc5);
  const generator = xoroshiro128plus(seed);
  for (let i = 0; i < 16; i++) generator.next();
  return () => generator.next() * UNIT + 0.5;
}
