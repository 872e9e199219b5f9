/**
 * How large a position may be: the limits in force, and what each contract allows.
 */
import Type from 'typebox';
import { formatSize, type Instrument } from '../../../domain/index.ts';
import { defineRoute, implement } from '../../contract/index.ts';
import { LimitsView, limitsView } from '../risk-view.ts';

const Text = Type.String({ description: 'decimal text' });

export const getPositionLimits = defineRoute({
  service: 'live-trading-engine',
  method: 'GET',
  path: '/api/position/limits',
  scope: 'read',
  about: 'The limits that every entry has to keep, how many positions are open, and the bounds of each contract.',
  response: Type.Object({
    ...LimitsView.properties,
    open_positions: Type.Integer(),
    max_positions_per_symbol: Type.Literal(1),
    symbols: Type.Array(
      Type.Object({
        symbol: Type.String(),
        size_min: Text,
        size_max: Text,
        leverage_min: Type.Integer(),
        leverage_max: Type.Integer({ description: 'the lower one of the limit in force and what the contract allows' }),
      }),
    ),
    timestamp: Type.Number(),
  }),
  errors: [],
});

export const getPositionLimitsRoute = implement(getPositionLimits, (_input, { engine, clock }) => {
  const risk = engine.risk();
  const boundsOf = (instrument: Instrument) => ({
    symbol: instrument.symbol,
    size_min: formatSize(instrument, instrument.sizeMin),
    size_max: formatSize(instrument, instrument.sizeMax),
    leverage_min: instrument.leverageMin,
    leverage_max: Math.min(risk.limits.leverageMax, instrument.leverageMax),
  });
  return {
    ...limitsView(risk),
    open_positions: risk.positions,
    max_positions_per_symbol: 1 as const,
    symbols: engine
      .status()
      .symbols.flatMap((symbol) => engine.instrument(symbol) ?? [])
      .map(boundsOf),
    timestamp: clock.now(),
  };
});
