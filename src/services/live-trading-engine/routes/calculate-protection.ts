/**
 * Stop, target and trailing stop of an entry by distances in percent.
 */
import Type from 'typebox';
import { decimalField, defineRoute, implement, SymbolField, tradedInstrument } from '../../contract/index.ts';
import {
  DistanceFields,
  LevelsView,
  levelsOf,
  levelsView,
  priceField,
  SideWord,
  sideOf,
} from '../protection-levels.ts';

export const calculateProtection = defineRoute({
  service: 'live-trading-engine',
  method: 'POST',
  path: '/api/tp-sl-tsl/calculate',
  scope: 'read',
  about:
    'Prices of stop, target, trailing stop and its activation, on whole ticks; a stop nearer than 0.5 % is refused.',
  body: Type.Object(
    {
      symbol: SymbolField,
      side: SideWord,
      entry_price: decimalField('a positive price, as a number or decimal text'),
      ...DistanceFields,
    },
    { additionalProperties: false },
  ),
  example: { symbol: 'BTCUSDT', side: 'long', entry_price: '60000' },
  response: Type.Object({
    symbol: Type.String(),
    side: Type.Enum(['long', 'short']),
    ...LevelsView.properties,
  }),
  errors: [409],
});

export const calculateProtectionRoute = implement(calculateProtection, ({ body }, { engine }) => {
  const instrument = tradedInstrument(engine, body.symbol);
  const side = sideOf(body.side);
  const entry = priceField(instrument, 'entry_price', body.entry_price);
  const levels = levelsOf(instrument, { side, entry }, body);
  return { symbol: instrument.symbol, side, ...levelsView(instrument, levels) };
});
