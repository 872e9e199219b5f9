/**
 * What every risk rule must do: let pass at its limit, refuse just beyond, and say with what numbers.
 * Invariant: a rule without a case on each side of its limit fails.
 */
import { describe, expect, it } from 'vitest';
import { money, type OrderRequest, ticks, toJson } from '../../src/domain/index.ts';
import { Breaker, type RiskView, type Rule } from '../../src/kernel/index.ts';
import { btc, sessionOf } from '../support/instruments.ts';
import { requestOf } from '../support/orders.ts';

export type Wish = { readonly order?: Partial<OrderRequest>; readonly view?: Partial<RiskView> };

/** The same wish on the two sides of one limit. */
export type RuleCase = { readonly limit: string; readonly passes: Wish; readonly refuses: Wish };

/** 0.1 BTC at 10,000 with its stop 1 % away: loses 11.194 USDT there, fees of both ways included. */
export const orderOf = (given: Partial<OrderRequest> = {}): OrderRequest =>
  requestOf({ type: given.price === undefined ? 'market' : 'limit', ...given });

/** An account of 10,000 USDT that may do everything. */
export const viewOf = (given: Partial<RiskView> = {}): RiskView => ({
  at: 1_000_000,
  instrument: btc,
  price: ticks(100_000),
  priceAt: 1_000_000,
  equity: money('10000'),
  available: money('10000'),
  positionsCount: 0,
  hasPosition: false,
  realizedToday: money('0'),
  openLoss: money('0'),
  isPaused: false,
  breaker: new Breaker().view(1_000_000),
  limits: sessionOf().risk,
  ...given,
});

export function describeRule(rule: Rule, cases: readonly RuleCase[] | undefined): void {
  const ask = ({ order, view }: Wish) => rule.check(orderOf(order), Object.freeze(viewOf(view)));

  describe(`the rule ${rule.name}`, () => {
    it('has cases, and says in one sentence what it refuses', () => {
      expect(cases?.length ?? 0).toBeGreaterThan(0);
      expect(rule.about).toMatch(/^[A-Z].*\brefused\b.*\.$/);
    });

    for (const { limit, passes, refuses } of cases ?? []) {
      it(`lets pass at the limit and refuses beyond: ${limit}`, () => {
        expect(ask(passes)).toBeUndefined();
        const details = ask(refuses);
        expect(details).toBeDefined();
        expect(ask(refuses)).toEqual(details);
        expect(toJson(details)).not.toContain('$n');
      });
    }
  });
}
