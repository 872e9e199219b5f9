import fc from 'fast-check';
import { expect, it } from 'vitest';
import { grow, secured, straighten } from '../../test/support/additions.ts';
import { sessionOf } from '../../test/support/instruments.ts';
import { type KernelRun, of } from '../../test/support/kernel-run.ts';
import { SIGNAL } from '../../test/support/signal-strategy.ts';
import { applyRate, lots, notional, type OrderRequest, rate, ticks } from '../domain/index.ts';
import type { Position } from './portfolio/index.ts';
import { grownLossAtStop } from './risk/index.ts';
import { configOf, equityOf, instrumentOf } from './state.ts';

const triggersOfKind = (run: KernelRun, kind: 'stop-loss' | 'take-profit') =>
  [...run.kernel.state.triggers.openOf('BTCUSDT', 'long')].filter(({ request }) => request.kind === kind);

/** Where the loosest of the venue's stops stands. */
const standing = (run: KernelRun): number =>
  Math.min(...triggersOfKind(run, 'stop-loss').map(({ request }) => request.triggerPrice));

/** As much as the strategy asks for, so that the limit is met. */
const risk = { ...sessionOf().risk, riskPerTrade: rate('0.01') };

type Sent = { readonly order: OrderRequest; readonly before: Position; readonly stop: number; readonly price: number };

function expectBounded(run: KernelRun, { order, before, stop, price }: Sent): void {
  const { state } = run.kernel;
  const instrument = instrumentOf(state, 'BTCUSDT');
  const loss = grownLossAtStop(instrument, { ...before, stop: ticks(stop) }, { price: ticks(price), size: order.size });
  expect(loss <= applyRate(equityOf(state), configOf(state).risk.riskPerTrade)).toBe(true);
  // The same by hand: all of it is sold at the stop, and every lot has paid its way in and out.
  const paid = before.cost + notional(instrument, ticks(price), order.size);
  const got = notional(instrument, ticks(stop), lots(before.size + order.size));
  const difference = paid - got + ((paid + got) * instrument.takerFee) / 10n ** 10n - loss;
  // Fees are rounded at the twelfth decimal, once a lot.
  expect(difference < BigInt(order.size) + 2n && difference > -BigInt(order.size) - 2n).toBe(true);
  expect(order.size).toBeLessThanOrEqual(before.size);
  expect(order.stopLoss ?? 0).toBeGreaterThanOrEqual(stop);
}

function expectConserved(run: KernelRun, { order, before, price }: Sent): void {
  const after = run.position();
  expect(after?.size).toBe(before.size + order.size);
  expect(after?.cost).toBe(before.cost + notional(instrumentOf(run.kernel.state, 'BTCUSDT'), ticks(price), order.size));
  const targets = triggersOfKind(run, 'take-profit').reduce((sum, { request }) => sum + (request.size ?? 0), 0);
  expect(targets).toBe(after?.size);
}

/** How often the stop is tightened, whether the venue has heard of it, how far the price goes, and in how many parts it fills. */
const step = fc.tuple(fc.nat(6), fc.boolean(), fc.integer({ min: -800, max: 4_000 }), fc.constantFrom(1 as const, 2));

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
type Played = { readonly run: KernelRun; readonly sent: number };

/** `cut`: the kernel is saved as text and loaded before this step, and in the middle of its addition. */
function play(steps: readonly Step[], cut?: number): Played {
  const { run } = secured({ risk });
  let [price, sent] = [101_500, 0];
  steps.forEach(([tightenings, isMoved, move, parts], i) => {
    const restart = () => i === cut && run.kernel.load(run.kernel.save());
    restart();
    price += move;
    for (let n = 0; n < tightenings; n++) run.candle(price, SIGNAL.tighten);
    if (isMoved) straighten(run);
    const [before, stop] = [run.position(), standing(run)];
    const [order] = of(run.candle(price, SIGNAL.add), 'submit-order').map((effect) => effect.order);
    if (!order || !before) return;
    sent += 1;
    expectBounded(run, { order, before, stop, price });
    restart();
    grow(run, order, price, parts);
    expectConserved(run, { order, before, stop, price });
  });
  return { run, sent };
}

const steps = fc.array(step, { maxLength: 12 });

it('random additions never lose more at the stop than one trade may, and conserve size and cost over their fills', () => {
  let sent = 0;
  fc.assert(
    fc.property(steps, (all) => {
      sent += play(all).sent;
    }),
    { numRuns: 80 },
  );
  expect(sent).toBeGreaterThan(20);
});

it('a restart before or in the middle of an addition changes nothing', () => {
  fc.assert(
    fc.property(steps, fc.nat(11), (all, cut) => {
      const [whole, resumed] = [play(all).run.kernel, play(all, cut).run.kernel];
      expect([resumed.effectHash, resumed.stateHash()]).toEqual([whole.effectHash, whole.stateHash()]);
    }),
    { numRuns: 60 },
  );
});
