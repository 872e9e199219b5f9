/**
 * A contract settles its funding more or less often from now on.
 */
import { Type } from 'typebox';
import { administered, defineFault } from '../define-fault.ts';
import { eventRule } from '../rule.ts';

export const FundingHours = Type.Union(
  ([1, 2, 4, 8] as const).map((hours) => Type.Literal(hours)),
  { description: '1, 2, 4 or 8' },
);

export const fundingInterval = defineFault({
  plane: 'event',
  kind: 'funding-interval',
  summary: 'funding of a symbol is settled at another interval from then on',
  schema: eventRule('funding-interval', { symbol: Type.String({ minLength: 1 }), hours: FundingHours }),
  run: ({ symbol, hours }, exchange, at) =>
    administered(exchange.administer({ kind: 'set-funding-interval', symbol, hours: Number(hours) }, at)),
});
