/**
 * Composition root of `viper symbols`: what the running engine follows, and a word by hand on it.
 * Invariant: a repeated word changes nothing; one whose answer is lost is told as unknown.
 */
import { randomUUID } from 'node:crypto';
import type { SymbolsRoots } from '../cli/index.ts';
import { askEngine } from './engine-client.ts';

const LIST_TIMEOUT_MS = 3_000;
/** The engine asks the exchange before it answers. */
const CHANGE_TIMEOUT_MS = 30_000;

export const symbolsRoots: SymbolsRoots = {
  async list() {
    const { symbols, max_symbols } = await askEngine((engine) => engine.getSymbols(), LIST_TIMEOUT_MS);
    const lines = symbols.map(({ positions, ...line }) => ({
      ...line,
      positions: positions.map(({ side, amount, stop_loss }) => ({ side, size: amount, stopLoss: stop_loss })),
    }));
    return { symbols: lines, max: max_symbols };
  },
  async add(symbol) {
    const options = { idempotencyKey: randomUUID() };
    const { changed } = await askEngine((engine) => engine.addSymbol({ body: { symbol } }, options), CHANGE_TIMEOUT_MS);
    return { symbol, isChange: changed };
  },
  async remove(symbol) {
    const options = { idempotencyKey: randomUUID() };
    const answer = await askEngine((engine) => engine.removeSymbol({ params: { symbol } }, options), CHANGE_TIMEOUT_MS);
    return {
      symbol,
      isChange: answer.changed,
      canceledEntries: answer.canceled_entries,
      openPositions: answer.open_positions,
    };
  },
};
