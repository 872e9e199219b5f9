/**
 * The contracts as the Unified API lists them.
 * Invariant: perpetuals only.
 */
import type { InstrumentSource } from '../../client/instrument-book.ts';
import type { BitgetRest } from '../../client/rest.ts';
import { CATEGORY, decodeUnifiedInstrument, isPerpetual } from '../mapper/index.ts';
import { endpoints } from '../protocol/index.ts';

export const unifiedInstruments = (rest: BitgetRest): InstrumentSource => ({
  list: async () => {
    const rows = (await rest.call(endpoints.instruments, { category: CATEGORY })).filter(isPerpetual);
    return new Map(rows.map((row) => [row.symbol, (margin) => decodeUnifiedInstrument(row, margin)]));
  },
  maintenanceMargin: async (symbol) =>
    (await rest.call(endpoints.positionTier, { category: CATEGORY, symbol }))[0]?.mmr,
});
