/**
 * A position is liquidated whatever its margin.
 */
import { Type } from 'typebox';
import { administered, defineFault } from '../define-fault.ts';
import { eventRule } from '../rule.ts';

export const liquidate = defineFault({
  plane: 'event',
  kind: 'liquidate',
  summary: 'a position is liquidated, as if the mark had reached its liquidation price',
  schema: eventRule('liquidate', {
    account: Type.String({ minLength: 1 }),
    symbol: Type.String({ minLength: 1 }),
    positionSide: Type.Optional(
      Type.Union([Type.Literal('long'), Type.Literal('short')], { description: 'default: both' }),
    ),
  }),
  run: ({ account, symbol, positionSide }, exchange, at) =>
    administered(exchange.administer({ kind: 'liquidate', account, symbol, positionSide }, at)),
});
