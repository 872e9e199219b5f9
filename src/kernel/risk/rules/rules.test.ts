import { expect, it } from 'vitest';
import { describeRule, orderOf, type RuleCase, viewOf } from '../../../../test/conformance/describe-rule.ts';
import { btc, sessionOf } from '../../../../test/support/instruments.ts';
import { asMoney, lots, money, rate, ticks } from '../../../domain/index.ts';
import { Breaker } from '../breaker.ts';
import { rules } from './index.ts';

const { risk } = sessionOf();

/** Opened at 1,000 and closed an hour later. */
function trippedBreaker(): Breaker {
  const breaker = new Breaker();
  for (let loss = 0; loss < risk.lossesMax; loss++) breaker.onTrade(money('-1'), 1_000, risk);
  return breaker;
}
const COOL_AT = 1_000 + risk.cooldownMs;

const CASES: Readonly<Record<string, readonly RuleCase[]>> = {
  paused: [{ limit: 'paused or not', passes: {}, refuses: { view: { isPaused: true } } }],
  'instrument-open': [
    { limit: 'halted', passes: {}, refuses: { view: { instrument: { ...btc, status: 'halted' } } } },
    { limit: 'reduce-only', passes: {}, refuses: { view: { instrument: { ...btc, status: 'reduce-only' } } } },
  ],
  'stale-price': [
    {
      limit: 'two minutes',
      passes: { view: { priceAt: 1_000_000 - 120_000 } },
      refuses: { view: { priceAt: 1_000_000 - 120_001 } },
    },
  ],
  'circuit-breaker': [
    {
      limit: 'the last millisecond of the cooldown',
      passes: { view: { breaker: trippedBreaker().view(COOL_AT) } },
      refuses: { view: { breaker: trippedBreaker().view(COOL_AT - 1) } },
    },
  ],
  'max-daily-loss': [
    {
      limit: '10^-12 USDT before the limit is still allowed, the limit itself is reached',
      passes: { view: { realizedToday: asMoney(1n - risk.dailyLossMax) } },
      refuses: { view: { realizedToday: asMoney(-risk.dailyLossMax) } },
    },
    {
      limit: 'the open loss counts',
      passes: { view: { realizedToday: money('-400'), openLoss: money('-99.9') } },
      refuses: { view: { realizedToday: money('-400'), openLoss: money('-100') } },
    },
  ],
  'max-positions': [
    { limit: 'the second of two', passes: { view: { positionsCount: 1 } }, refuses: { view: { positionsCount: 2 } } },
  ],
  'one-per-symbol': [{ limit: 'one in the symbol', passes: {}, refuses: { view: { hasPosition: true } } }],
  'max-leverage': [
    { limit: "the session's 20", passes: { order: { leverage: 20 } }, refuses: { order: { leverage: 21 } } },
    {
      limit: "the instrument's own greatest",
      passes: { order: { leverage: 5 }, view: { instrument: { ...btc, leverageMax: 5 } } },
      refuses: { order: { leverage: 6 }, view: { instrument: { ...btc, leverageMax: 5 } } },
    },
    {
      limit: "the instrument's own least",
      passes: { order: { leverage: 3 }, view: { instrument: { ...btc, leverageMin: 3 } } },
      refuses: { order: { leverage: 2 }, view: { instrument: { ...btc, leverageMin: 3 } } },
    },
    { limit: 'whole numbers', passes: { order: { leverage: 2 } }, refuses: { order: { leverage: 1.5 } } },
    { limit: 'no number at all', passes: { order: { leverage: 1 } }, refuses: { order: { leverage: Number.NaN } } },
  ],
  'stop-mandatory': [
    { limit: 'no stop', passes: {}, refuses: { order: { stopLoss: undefined } } },
    {
      limit: 'a long loses below its price',
      passes: { order: { stopLoss: ticks(99_999) } },
      refuses: { order: { stopLoss: ticks(100_000) } },
    },
    {
      limit: 'a short loses above its price',
      passes: { order: { positionSide: 'short', stopLoss: ticks(100_001) } },
      refuses: { order: { positionSide: 'short', stopLoss: ticks(100_000) } },
    },
    {
      limit: 'a limit order is measured at its own price',
      passes: { order: { price: ticks(99_001) } },
      refuses: { order: { price: ticks(99_000) } },
    },
    {
      limit: 'a stop is a price',
      passes: { order: { stopLoss: ticks(1) } },
      refuses: { order: { stopLoss: ticks(0) } },
    },
  ],
  'liquidation-distance': [
    {
      // 1/10 − 0.4 % − 0.06 % = 9.54 % of 100,000 ticks.
      limit: 'isolated margin at leverage 10 is used up 9.54 % away',
      passes: { order: { stopLoss: ticks(100_000 - 9_539) } },
      refuses: { order: { stopLoss: ticks(100_000 - 9_540) } },
    },
    {
      limit: 'crossed margin is backed by the account',
      passes: { order: { stopLoss: ticks(50_000), marginMode: 'crossed' } },
      refuses: { order: { stopLoss: ticks(50_000) } },
    },
    { limit: 'a rule that cannot tell refuses', passes: {}, refuses: { order: { stopLoss: undefined } } },
  ],
  'size-limits': [
    {
      limit: 'smallest size',
      passes: { order: { size: lots(10) }, view: { instrument: { ...btc, sizeMin: lots(10) } } },
      refuses: { order: { size: lots(9) }, view: { instrument: { ...btc, sizeMin: lots(10) } } },
    },
    {
      limit: 'largest market order',
      passes: { order: { size: lots(500_000) } },
      refuses: { order: { size: lots(500_001) } },
    },
    {
      limit: 'largest limit order',
      passes: { order: { size: lots(1_000_000), price: ticks(100_000) } },
      refuses: { order: { size: lots(1_000_001), price: ticks(100_000) } },
    },
    {
      limit: 'smallest notional',
      passes: { order: { size: lots(100) }, view: { instrument: { ...btc, notionalMin: money('1000') } } },
      refuses: { order: { size: lots(99) }, view: { instrument: { ...btc, notionalMin: money('1000') } } },
    },
    { limit: 'nothing at all', passes: {}, refuses: { order: { size: lots(0) } } },
  ],
  'risk-per-trade': [
    {
      // 11.194 ÷ 2 % = 559.7.
      limit: 'the loss at the stop, fees included, is 2 % of equity',
      passes: { view: { equity: money('559.7') } },
      refuses: { view: { equity: money('559.699999') } },
    },
    { limit: 'no stop, no loss that could be told', passes: {}, refuses: { order: { stopLoss: undefined } } },
    { limit: 'no equity', passes: {}, refuses: { view: { equity: money('0') } } },
    {
      limit: 'a limit of zero',
      passes: {},
      refuses: { view: { limits: { ...risk, riskPerTrade: rate('0') } } },
    },
  ],
  'available-margin': [
    {
      // A tenth of 1,000, and fees of both ways, rounded up a lot at a time.
      limit: 'margin and fees of both ways',
      passes: { view: { available: money('101.2000000001') } },
      refuses: { view: { available: money('101.200000000099') } },
    },
  ],
};

for (const rule of rules) describeRule(rule, CASES[rule.name]);

it('every rule has its cases, and every case its rule', () => {
  expect(Object.keys(CASES).sort()).toEqual(rules.map((rule) => rule.name).sort());
});

it('every rule lets the ordinary order of an idle account pass', () => {
  for (const rule of rules) expect(rule.check(orderOf(), viewOf())).toBeUndefined();
});
