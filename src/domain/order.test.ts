import { describe, expect, it } from 'vitest';
import { canBecome, direction, economicSide, isTerminal, type OrderStatus } from './order.ts';

const STATUSES: readonly OrderStatus[] = [
  'pending',
  'unknown',
  'live',
  'partially-filled',
  'filled',
  'canceled',
  'rejected',
  'absent',
];

/** Rows become columns: the whole relation, so that a change of one arrow shows. */
const ALLOWED: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  pending: ['unknown', 'live', 'partially-filled', 'filled', 'canceled', 'rejected', 'absent'],
  unknown: ['live', 'partially-filled', 'filled', 'canceled', 'rejected', 'absent'],
  live: ['partially-filled', 'filled', 'canceled'],
  'partially-filled': ['filled', 'canceled'],
  filled: [],
  canceled: [],
  rejected: [],
  absent: [],
};

const pairs = STATUSES.flatMap((from) => STATUSES.map((to) => [from, to] as const));

describe('the state machine of an order', () => {
  it.each(pairs)('%s → %s', (from, to) => {
    expect(canBecome(from, to)).toBe(ALLOWED[from].includes(to));
  });

  it('never leaves a terminal state', () => {
    const terminal = STATUSES.filter(isTerminal);
    expect(terminal).toEqual(['filled', 'canceled', 'rejected', 'absent']);
    for (const from of terminal) for (const to of STATUSES) expect(canBecome(from, to)).toBe(false);
  });

  it('never reads a lost answer as a state that it had before', () => {
    expect(STATUSES.filter((from) => canBecome(from, 'unknown'))).toEqual(['pending']);
    expect(STATUSES.some((from) => canBecome(from, 'pending'))).toBe(false);
  });
});

describe('sides', () => {
  it.each([
    ['open', 'long', 'buy'],
    ['close', 'long', 'sell'],
    ['open', 'short', 'sell'],
    ['close', 'short', 'buy'],
  ] as const)('to %s a %s is to %s', (intent, positionSide, side) => {
    expect(economicSide(intent, positionSide)).toBe(side);
  });

  it('have a sign', () => {
    expect([direction('long'), direction('short')]).toEqual([1, -1]);
  });
});
