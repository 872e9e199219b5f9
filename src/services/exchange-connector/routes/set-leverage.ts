/**
 * Sets the leverage of one contract at the exchange, within the limits.
 */
import Type from 'typebox';
import { defineRoute, implement, refusal, SymbolField, tradedInstrument } from '../../contract/index.ts';
import { LeverageView, leverageView } from '../leverage-view.ts';
import { LEVERAGE_MAX, type OrderDefaults } from '../order-command.ts';

export const setLeverage = defineRoute({
  service: 'exchange-connector',
  method: 'POST',
  path: '/api/leverage',
  scope: 'trade',
  about:
    'Sets the leverage of a contract at the exchange, of both sides, and answers when it has agreed. What is open in the ' +
    'contract is margined anew: a lower leverage binds more margin, a higher one brings the liquidation nearer, and is ' +
    'refused where the stop would lie behind it. Orders by hand that name no leverage take it, over restarts too; a ' +
    'strategy sets that of its entry. 422 names the rule that refused, such as max-leverage or entry-under-way.',
  body: Type.Object(
    {
      symbol: SymbolField,
      leverage: Type.Integer({
        minimum: 1,
        maximum: LEVERAGE_MAX,
        description: `a whole number from 1 to ${LEVERAGE_MAX}`,
      }),
    },
    { additionalProperties: false },
  ),
  example: { symbol: 'BTCUSDT', leverage: 5 },
  response: LeverageView,
  errors: [409, 422, 503, 504],
});

export const setLeverageRoute = (defaults: OrderDefaults) =>
  implement(setLeverage, async ({ body: { symbol: text, leverage } }, { engine, clock, requestId }) => {
    const instrument = tradedInstrument(engine, text);
    const { symbol } = instrument;
    const reply = await engine.command({ kind: 'set-leverage', symbol, leverage }, requestId);
    return reply.ok ? leverageView(engine, instrument, { defaults, now: clock.now() }) : refusal(reply);
  });
