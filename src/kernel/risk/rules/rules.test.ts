import { expect, it } from 'vitest';
import { describeRule, orderOf, type RuleCase, viewOf } from '../../../../test/conformance/describe-rule.ts';
import { btc, sessionOf } from '../../../../test/support/instruments.ts';
import { asMoney, lots, money, notional, rate, ticks } from '../../../domain/index.ts';
import { Breaker } from '../breaker.ts';
import type { AdditionView } from '../rule.ts';
import { rules } from './index.ts';

const { risk } = sessionOf();

/** Opened at 1,000 and closed an hour later. */
function trippedBreaker(): Breaker {
  const breaker = new Breaker();
  for (let loss = 0; loss < risk.lossesMax; loss++) breaker.onTrade(money('-1'), 1_000, risk);
  return breaker;
}
const COOL_AT = 1_000 + risk.cooldownMs;

/** To 0.1 BTC of 9,800, with the stop at 9,850 and the price at 10,000. */
const additionOf = (given: Partial<AdditionView> = {}): AdditionView => ({
  position: { size: lots(100), cost: notional(btc, ticks(98_000), lots(100)) },
  isBusy: false,
  stopStands: ticks(98_500),
  additions: 0,
  additionsMax: 2,
  profitMin: ticks(1_000),
  ...given,
});
const adding = (given: Partial<AdditionView> = {}) => ({ view: { hasPosition: true, addition: additionOf(given) } });
/** The same upside down: 0.1 BTC sold at 10,200, the stop at 10,150. */
const short = { positionSide: 'short', stopLoss: ticks(101_500) } as const;
const shortOf = (given: Partial<AdditionView> = {}) =>
  adding({
    position: { size: lots(100), cost: notional(btc, ticks(102_000), lots(100)) },
    stopStands: ticks(101_500),
    ...given,
  });

const CASES: Readonly<Record<string, readonly RuleCase[]>> = {
  paused: [{ limit: 'paused or not', passes: {}, refuses: { view: { isPaused: true } } }],
  'in-universe': [{ limit: 'inside or outside', passes: {}, refuses: { view: { isOutside: true } } }],
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
    {
      limit: 'an addition makes no further position',
      passes: { view: { positionsCount: 2, addition: additionOf() } },
      refuses: { view: { positionsCount: 2 } },
    },
    { limit: 'the second of two', passes: { view: { positionsCount: 1 } }, refuses: { view: { positionsCount: 2 } } },
  ],
  'one-per-symbol': [
    { limit: 'one in the symbol', passes: {}, refuses: { view: { hasPosition: true } } },
    { limit: 'an addition is to be in it', passes: adding(), refuses: { view: { hasPosition: true } } },
  ],
  'addition-own': [
    { limit: 'an own position on its side', passes: adding(), refuses: adding({ position: undefined }) },
    { limit: 'nothing of it under way', passes: adding(), refuses: adding({ isBusy: true }) },
  ],
  'addition-count': [
    { limit: 'the second of two', passes: adding({ additions: 1 }), refuses: adding({ additions: 2 }) },
    { limit: 'none at all', passes: adding({ additionsMax: 1 }), refuses: adding({ additionsMax: 0 }) },
  ],
  'addition-profit': [
    {
      limit: 'a long has gained 2,000 ticks',
      passes: adding({ profitMin: ticks(2_000) }),
      refuses: adding({ profitMin: ticks(2_001) }),
    },
    {
      limit: 'a short has gained 2,000 ticks',
      passes: { order: short, ...shortOf({ profitMin: ticks(2_000) }) },
      refuses: { order: short, ...shortOf({ profitMin: ticks(2_001) }) },
    },
    { limit: 'a distance of some kind', passes: adding(), refuses: adding({ profitMin: ticks(0) }) },
    { limit: 'no position, no profit', passes: adding(), refuses: adding({ position: undefined }) },
  ],
  'addition-stop': [
    {
      limit: 'the average entry of a long',
      passes: adding({ stopStands: ticks(98_000) }),
      refuses: adding({ stopStands: ticks(97_999) }),
    },
    {
      limit: 'the average entry of a short',
      passes: { order: short, ...shortOf({ stopStands: ticks(102_000) }) },
      refuses: { order: short, ...shortOf({ stopStands: ticks(102_001) }) },
    },
    { limit: 'a stop that is known to stand', passes: adding(), refuses: adding({ stopStands: undefined }) },
  ],
  'addition-risk': [
    {
      // Held: −5 + 0.06 % of 1,965; added: 15 + 0.06 % of 1,985. 12.37 ÷ 2 % = 618.5.
      limit: 'the loss of the whole long at its stop, fees included, is 2 % of equity',
      passes: { view: { ...adding().view, equity: money('618.5') } },
      refuses: { view: { ...adding().view, equity: money('618.499999') } },
    },
    {
      // Held: −5 + 0.06 % of 2,035; added: 15 + 0.06 % of 2,015. 12.43 ÷ 2 % = 621.5.
      limit: 'the loss of the whole short at its stop',
      passes: { order: short, view: { ...shortOf().view, equity: money('621.5') } },
      refuses: { order: short, view: { ...shortOf().view, equity: money('621.499999') } },
    },
    { limit: 'a stop, or no loss could be told', passes: adding(), refuses: adding({ stopStands: undefined }) },
    { limit: 'no equity', passes: adding(), refuses: { view: { ...adding().view, equity: money('0') } } },
  ],
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
