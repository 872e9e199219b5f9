import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sessionOf } from '../../../test/support/instruments.ts';
import { formatRate, money } from '../../domain/index.ts';
import { Breaker } from './breaker.ts';

const HOUR = 3_600_000;
const { risk } = sessionOf();
const WIN = money('1');
const LOSS = money('-1');

function breakerAfter(trades: readonly (typeof WIN)[], at = 0): Breaker {
  const breaker = new Breaker();
  for (const net of trades) breaker.onTrade(net, at, risk);
  return breaker;
}

const losses = (count: number) => Array.from({ length: count }, () => LOSS);

describe('the circuit breaker', () => {
  it('opens with the fifth loss in a row, for an hour', () => {
    const breaker = breakerAfter(losses(4));
    expect(breaker.view(0)).toMatchObject({ state: 'closed', consecutiveLosses: 4 });
    expect(breaker.onTrade(LOSS, 7, risk)).toBe(true);
    expect(breaker.view(7)).toMatchObject({ state: 'cooldown', cooldownUntil: 7 + HOUR, consecutiveLosses: 0 });
    expect(breaker.view(7 + HOUR - 1).state).toBe('cooldown');
    expect(breaker.view(7 + HOUR).state).toBe('reduced');
  });

  it('forgets the losses at a win, and at a trade without result', () => {
    expect(breakerAfter([...losses(4), WIN, ...losses(4)]).view(0).state).toBe('closed');
    expect(breakerAfter([...losses(4), money('0'), ...losses(4)]).view(0).state).toBe('closed');
    expect(breakerAfter([...losses(4), WIN, ...losses(5)]).view(0).state).toBe('cooldown');
  });

  it('trades at half size after the cooldown, and a quarter more after each win', () => {
    const breaker = breakerAfter(losses(5));
    const factors = [0, 1, 2].map((win) => {
      const { sizeFactor } = breaker.view(HOUR + win);
      breaker.onTrade(WIN, HOUR + win, risk);
      return formatRate(sizeFactor);
    });
    expect(factors).toEqual(['0.5', '0.75', '1']);
    expect(breaker.view(HOUR + 3).state).toBe('closed');
  });

  it('is not restored by what still closes during the cooldown', () => {
    const breaker = breakerAfter(losses(5));
    breaker.onTrade(WIN, HOUR - 1, risk);
    expect(formatRate(breaker.view(HOUR).sizeFactor)).toBe('0.5');
  });

  it('opens again, with a fresh hour, when the losses go on', () => {
    const breaker = breakerAfter(losses(5));
    for (const net of losses(5)) breaker.onTrade(net, 2 * HOUR, risk);
    expect(breaker.view(3 * HOUR - 1)).toMatchObject({ state: 'cooldown', cooldownUntil: 3 * HOUR });
  });

  it('goes on from what it saved', () => {
    const trade = fc.record({ net: fc.constantFrom(WIN, LOSS), wait: fc.nat(HOUR) });
    fc.assert(
      fc.property(fc.array(trade, { maxLength: 30 }), fc.nat(30), (trades, cut) => {
        let at = 0;
        const whole = new Breaker();
        let resumed = new Breaker();
        trades.forEach(({ net, wait }, i) => {
          at += wait;
          if (i === cut) resumed = new Breaker(resumed.save());
          expect(resumed.onTrade(net, at, risk)).toBe(whole.onTrade(net, at, risk));
          expect(resumed.view(at)).toEqual(whole.view(at));
        });
      }),
    );
  });
});
