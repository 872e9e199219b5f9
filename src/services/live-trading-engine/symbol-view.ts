/**
 * A symbol of the run as the routes show it: whether it is followed, whether it is entered, and who said so.
 * Invariant: made from the engine's rows alone.
 */
import Type, { type Static } from 'typebox';
import { SYMBOLS_MAX } from '../../domain/index.ts';
import type { EngineApi } from '../../engine/api.ts';

export const SymbolView = Type.Object({
  symbol: Type.String(),
  followed: Type.Boolean({ description: 'its market data come in, and what is open in it is managed' }),
  enters: Type.Boolean({ description: 'strategies may enter it' }),
  by: Type.Enum(['start', 'hand', 'universe'], { description: 'who said so, last' }),
  positions: Type.Array(
    Type.Object({ side: Type.Enum(['long', 'short']), amount: Type.String(), stop_loss: Type.Optional(Type.String()) }),
  ),
});

export const SymbolsView = Type.Object({
  symbols: Type.Array(SymbolView),
  max_symbols: Type.Integer({ description: 'the most that one run follows' }),
  timestamp: Type.Number(),
});

type View = Omit<Static<typeof SymbolsView>, 'timestamp'>;

export function viewSymbols(engine: EngineApi): View {
  const { symbols, symbolsAdded, symbolsRemoved, symbolsOutside } = engine.status();
  const byHand = new Set([...symbolsAdded, ...symbolsRemoved]);
  const outside = new Set(symbolsOutside);
  const positions = engine.positions();
  const rowOf = (symbol: string): View['symbols'][number] => ({
    symbol,
    followed: symbols.includes(symbol),
    enters: symbols.includes(symbol) && !outside.has(symbol),
    by: byHand.has(symbol) ? 'hand' : outside.has(symbol) ? 'universe' : 'start',
    positions: positions
      .filter((row) => row.symbol === symbol)
      .map(({ side, size, stopLoss }) => ({
        side,
        amount: size,
        ...(stopLoss !== undefined && { stop_loss: stopLoss }),
      })),
  });
  const left = symbolsRemoved.filter((symbol) => !symbols.includes(symbol));
  return { symbols: [...symbols, ...left].map(rowOf), max_symbols: SYMBOLS_MAX };
}
