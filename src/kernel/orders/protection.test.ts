import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { btc } from '../../../test/support/instruments.ts';
import { triggerOf } from '../../../test/support/orders.ts';
import { lots, type Rate, rate, type TriggerStatus, ticks } from '../../domain/index.ts';
import { isPast, isTighter, ladderSizes, stopCoverage } from './protection.ts';
import type { DeskTrigger } from './trigger-desk.ts';

const targets = (...shares: string[]) => shares.map((share, i) => ({ price: ticks(101_000 + i), share: rate(share) }));

const shareSets = fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 6 }).map((parts) => {
  const total = parts.reduce((sum, part) => sum + part, 0);
  const shares = parts.map((part) => (rate('1') * BigInt(part)) / BigInt(total));
  shares[0] = (shares[0] ?? 0n) + rate('1') - shares.reduce((sum, share) => sum + share, 0n);
  return shares.map((share, i) => ({ price: ticks(101_000 + i), share: share as Rate }));
});

describe('ladderSizes', () => {
  it('gives every lot to exactly one rung, and no rung less than the smallest order', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 1, max: 50 }),
        shareSets,
        (size, sizeMin, rungs) => {
          const sizes = ladderSizes(lots(size), rungs, { ...btc, sizeMin: lots(sizeMin) });
          expect(sizes).toHaveLength(rungs.length);
          expect(sizes.every((rung) => rung === 0 || rung >= sizeMin)).toBe(true);
          expect(sizes.reduce((sum, rung) => sum + rung, 0)).toBe(size < sizeMin ? 0 : size);
        },
      ),
    );
  });

  it('follows the shares where the sizes allow: never a lot short, never more than the neighbours lend', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 1_000_000 }), shareSets, (size, rungs) => {
        const sizes = ladderSizes(lots(size), rungs, btc);
        rungs.slice(0, -1).forEach(({ share }, i) => {
          const fair = (Number(share) / 1e10) * size;
          if (fair >= 2) expect(Math.abs((sizes[i] ?? 0) - fair)).toBeLessThanOrEqual(rungs.length + 1);
        });
      }),
    );
  });

  it.each([
    ['40/40/20 of 100', 100, 1, ['0.4', '0.4', '0.2'], [40, 40, 20]],
    ['what does not divide goes last', 101, 1, ['0.4', '0.4', '0.2'], [40, 40, 21]],
    [
      'a first rung that is too small joins the second',
      20,
      10,
      ['0.4', '0.4', '0.2'],
      [0, 16, 0].map((n) => (n === 16 ? 20 : n)),
    ],
    ['a last rung that is too small joins the one before', 60, 15, ['0.4', '0.4', '0.2'], [24, 36, 0]],
    ['all too small but the whole', 10, 10, ['0.4', '0.4', '0.2'], [0, 0, 10]],
    ['less than the smallest order', 9, 10, ['0.4', '0.4', '0.2'], [0, 0, 0]],
    ['no targets', 100, 1, [], []],
    ['one target', 100, 1, ['1'], [100]],
  ])('%s', (_name, size, sizeMin, shares, expected) => {
    expect(ladderSizes(lots(size), targets(...shares), { ...btc, sizeMin: lots(sizeMin) })).toEqual(expected);
  });
});

const trigger = (
  status: TriggerStatus,
  size?: number,
  kind: 'stop-loss' | 'take-profit' = 'stop-loss',
): DeskTrigger => ({
  request: triggerOf({ kind, size: size === undefined ? undefined : lots(size) }),
  triggerId: 'id',
  status,
  updatedAt: 1_000,
});

describe('stopCoverage', () => {
  it.each<[string, DeskTrigger[], string]>([
    ['nothing', [], 'open'],
    ['a stop for all of it', [trigger('live')], 'covered'],
    ['a stop for enough', [trigger('live', 100)], 'covered'],
    ['a stop for less', [trigger('live', 99)], 'open'],
    ['two that add up', [trigger('live', 60), trigger('live', 40)], 'covered'],
    ['one live for less, one on its way', [trigger('live', 60), trigger('pending', 40)], 'under-way'],
    ['one on its way', [trigger('pending')], 'under-way'],
    ['one whose answer is lost', [trigger('unknown')], 'under-way'],
    ['a target is no stop', [trigger('live', undefined, 'take-profit')], 'open'],
  ])('%s: %s', (_name, triggers, coverage) => {
    expect(stopCoverage(triggers, lots(100))).toBe(coverage);
  });
});

describe('where a trigger stands', () => {
  it.each([
    ['stop-loss', 'long', 99, 100, false],
    ['stop-loss', 'long', 100, 100, true],
    ['stop-loss', 'long', 101, 100, true],
    ['stop-loss', 'short', 101, 100, false],
    ['stop-loss', 'short', 100, 100, true],
    ['take-profit', 'long', 101, 100, false],
    ['take-profit', 'long', 100, 100, true],
    ['take-profit', 'short', 99, 100, false],
    ['take-profit', 'short', 101, 100, true],
  ] as const)('a %s of a %s at %i is past at %i: %s', (kind, side, at, price, past) => {
    expect(isPast(kind, side, ticks(at), ticks(price))).toBe(past);
  });

  it.each([
    ['long', 100, 101, true],
    ['long', 100, 100, false],
    ['long', 100, 99, false],
    ['short', 100, 99, true],
    ['short', 100, 100, false],
    ['short', 100, 101, false],
  ] as const)('the stop of a %s is tighter when it goes from %i to %i: %s', (side, from, to, tighter) => {
    expect(isTighter(side, ticks(from), ticks(to))).toBe(tighter);
  });
});
