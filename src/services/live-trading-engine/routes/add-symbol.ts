/**
 * Takes a symbol in while the run goes on.
 */
import Type from 'typebox';
import { normalizeSymbol } from '../../../domain/index.ts';
import { defineRoute, implement, notFound, refusal, SymbolField } from '../../contract/index.ts';

export const addSymbol = defineRoute({
  service: 'live-trading-engine',
  method: 'POST',
  path: '/api/symbols',
  scope: 'trade',
  about:
    'Follows a symbol and lets strategies enter it once its history is read; kept over restarts. One that is followed already changes nothing. 404 for a contract that the exchange does not list; 422 for one that is closed, and beyond the most that a run follows.',
  body: Type.Object({ symbol: SymbolField }, { additionalProperties: false }),
  example: { symbol: 'ETHUSDT' },
  response: Type.Object({
    symbol: Type.String(),
    changed: Type.Boolean({ description: 'false: it was followed and entered already' }),
    timestamp: Type.Number(),
  }),
  errors: [404, 409, 422, 503, 504],
});

export const addSymbolRoute = implement(addSymbol, async ({ body }, { engine, clock, requestId }) => {
  const symbol = normalizeSymbol(body.symbol);
  const reply = await engine.command({ kind: 'add-symbol', symbol }, requestId);
  if (reply.ok) return { symbol, changed: reply.details.isChange !== false, timestamp: clock.now() };
  const { allowed } = reply.details;
  return reply.rule === 'unknown-symbol' ? notFound('symbol', body.symbol, String(allowed)) : refusal(reply);
});
