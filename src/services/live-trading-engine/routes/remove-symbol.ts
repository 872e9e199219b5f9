/**
 * Takes a symbol out while the run goes on: nothing is entered in it any more, and nothing is closed.
 */
import Type from 'typebox';
import { normalizeSymbol } from '../../../domain/index.ts';
import { defineRoute, implement, refusal, SymbolParams, unknownSymbol } from '../../contract/index.ts';

const Count = Type.Integer({ minimum: 0 });

export const removeSymbol = defineRoute({
  service: 'live-trading-engine',
  method: 'DELETE',
  path: '/api/symbols/:symbol',
  scope: 'trade',
  about:
    'Enters nothing in the symbol any more and cancels its resting entries; a position keeps its stop and is managed to its end, and then the symbol is left. Kept over restarts. 422 for the last symbol: pause instead.',
  params: SymbolParams,
  response: Type.Object({
    symbol: Type.String(),
    changed: Type.Boolean({ description: 'false: it was taken out already' }),
    canceled_entries: Count,
    open_positions: Count,
    timestamp: Type.Number(),
  }),
  errors: [404, 409, 422, 503, 504],
});

export const removeSymbolRoute = implement(removeSymbol, async ({ params }, { engine, clock, requestId }) => {
  const symbol = normalizeSymbol(params.symbol);
  const reply = await engine.command({ kind: 'remove-symbol', symbol }, requestId);
  if (!reply.ok) return reply.rule === 'unknown-symbol' ? unknownSymbol(engine, params.symbol) : refusal(reply);
  const { isChange, canceled, positions } = reply.details;
  return {
    symbol,
    changed: isChange !== false,
    canceled_entries: Number(canceled ?? 0),
    open_positions: Number(positions ?? 0),
    timestamp: clock.now(),
  };
});
