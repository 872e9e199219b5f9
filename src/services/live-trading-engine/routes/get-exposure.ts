/**
 * What the positions are worth, one by one and together.
 */
import Type from 'typebox';
import { ACCOUNT_FRESHNESS, accountFreshness, defineRoute, implement } from '../../contract/index.ts';

const Usdt = Type.String({ description: 'USDT as decimal text' });

export const getExposure = defineRoute({
  service: 'live-trading-engine',
  method: 'GET',
  path: '/api/exposure',
  scope: 'read',
  about: 'Notional of every position at the newest price, and their sum.',
  response: Type.Object({
    total_exposure: Usdt,
    equity: Usdt,
    positions: Type.Array(Type.Object({ symbol: Type.String(), side: Type.Enum(['long', 'short']), notional: Usdt })),
    timestamp: Type.Number(),
    ...ACCOUNT_FRESHNESS,
  }),
  errors: [],
});

export const getExposureRoute = implement(getExposure, (_input, { engine, clock }) => {
  const { exposure, exposures, equity } = engine.risk();
  const now = clock.now();
  return {
    total_exposure: exposure,
    equity,
    positions: exposures.map((row) => ({ ...row })),
    timestamp: now,
    ...accountFreshness(engine, now),
  };
});
