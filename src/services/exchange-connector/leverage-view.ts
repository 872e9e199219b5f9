/**
 * The leverage of a contract: what an order by hand takes that names none, what is allowed, and what positions have.
 * Invariant: `set_by_hand` is true only for a leverage that the exchange has agreed to.
 */
import Type, { type Static } from 'typebox';
import type { Instrument } from '../../domain/index.ts';
import type { EngineApi } from '../../engine/api.ts';
import { ACCOUNT_FRESHNESS, accountFreshness } from '../contract/index.ts';
import { type OrderDefaults, usualLeverage } from './order-command.ts';

export const LeverageView = Type.Object({
  symbol: Type.String(),
  leverage: Type.Integer({ description: 'what the next order by hand takes that names none' }),
  set_by_hand: Type.Boolean({ description: 'by POST /api/leverage; false: DEFAULT_LEVERAGE' }),
  leverage_min: Type.Integer(),
  leverage_max: Type.Integer({ description: 'the lower one of the limit in force and what the contract allows' }),
  margin_mode: Type.String(),
  positions: Type.Array(
    Type.Object({ side: Type.Enum(['long', 'short']), size: Type.String(), leverage: Type.Number() }),
    { description: 'what is open in the contract, with the leverage that it has' },
  ),
  timestamp: Type.Number(),
  ...ACCOUNT_FRESHNESS,
});

export function leverageView(
  engine: EngineApi,
  instrument: Instrument,
  { defaults, now }: { readonly defaults: OrderDefaults; readonly now: number },
): Static<typeof LeverageView> {
  const { symbol, leverageMin, leverageMax } = instrument;
  const { leverages, limits } = engine.risk();
  const open = engine.positions().filter((row) => row.symbol === symbol);
  return {
    symbol,
    leverage: usualLeverage(instrument, defaults, leverages),
    set_by_hand: leverages[symbol] !== undefined,
    leverage_min: leverageMin,
    leverage_max: Math.min(limits.leverageMax, leverageMax),
    margin_mode: engine.status().marginMode,
    positions: open.map(({ side, size, leverage }) => ({ side, size, leverage })),
    timestamp: now,
    ...accountFreshness(engine, now),
  };
}
