/**
 * Limits of risk, and what an order is made of where nobody says.
 * Invariant: no value within these bounds turns a limit off.
 */
import { MONEY_DECIMALS, RATE_DECIMALS } from '../../../domain/index.ts';
import { exact, type Section, whole } from '../definition.ts';

const LEVERAGE_MAX = 125;
const COOLDOWN_S_MAX = 7 * 86_400;

export const trading = {
  leverageMax: whole('MAX_LEVERAGE', {
    default: LEVERAGE_MAX,
    min: 1,
    max: LEVERAGE_MAX,
    about: 'no order with more',
  }),
  leverageDefault: whole('DEFAULT_LEVERAGE', {
    default: 20,
    min: 1,
    max: LEVERAGE_MAX,
    about: 'leverage of an order by hand that names none, cut to MAX_LEVERAGE',
  }),
  positionSize: exact('POSITION_SIZE_USDT', {
    decimals: MONEY_DECIMALS,
    default: '100',
    min: '5',
    max: '1000000000',
    about: 'notional of an order by hand that names no size, in USDT',
  }),
  riskPerTrade: exact('RISK_PER_TRADE', {
    decimals: RATE_DECIMALS,
    default: '0.02',
    min: '0.0001',
    max: '0.1',
    about: 'share of the equity that a trade may lose at its stop',
  }),
  positionsMax: whole('MAX_CONCURRENT_POSITIONS', { default: 10, min: 1, max: 100, about: 'positions open at once' }),
  dailyLossMax: exact('MAX_DAILY_LOSSES', {
    decimals: MONEY_DECIMALS,
    default: '1000',
    min: '0.01',
    max: '1000000000',
    about: 'loss of a UTC day, in USDT, after which nothing is entered',
  }),
  lossesMax: whole('MAX_CONSECUTIVE_LOSSES', {
    default: 5,
    min: 1,
    max: 100,
    about: 'losses in a row that trip the circuit breaker',
  }),
  cooldownS: whole('CIRCUIT_BREAKER_COOLDOWN', {
    default: 3_600,
    min: 1,
    max: COOLDOWN_S_MAX,
    about: 'seconds without entries after that',
  }),
};

export const tradingSection: Section = {
  title: 'Risk and orders',
  about: 'Limits hold for every strategy and for orders by hand.',
  definitions: Object.values(trading),
};
