/** What a strategy answers is held against what can be acted on before anything is made of it. */
import { describe, expect, it } from 'vitest';
import { rate, ticks } from '../domain/index.ts';
import { checkIntent } from './intent-check.ts';
import type { Intent } from './strategy.ts';

const enter: Intent = {
  kind: 'enter',
  positionSide: 'long',
  stopLoss: ticks(99),
  takeProfits: [{ price: ticks(110), share: rate('1') }],
  leverage: 2,
  risk: rate('0.01'),
  sizeFactor: rate('1'),
  reason: 'up',
};

describe('an intent', () => {
  it.each<Intent>([
    enter,
    { ...enter, limit: ticks(100) },
    { kind: 'exit', positionSide: 'short', reason: 'down' },
    { kind: 'move-stop', positionSide: 'long', stopLoss: ticks(100), reason: 'up' },
    { kind: 'cancel-entry', reason: 'late' },
    { kind: 'decline', positionSide: undefined, rule: 'too-dear', details: {} },
  ])('$kind passes', (intent) => expect(() => checkIntent(intent)).not.toThrow());

  it.each([
    ['a letter of a word', 'b', /an intent of the kind undefined; there are enter, add, exit/],
    ['another kind', { kind: 'buy', size: 3 }, /an intent of the kind buy/],
    ['an order side', { ...enter, positionSide: 'buy' }, /enter with the positionSide buy; there are long and short/],
    ['no side', { kind: 'exit', reason: 'out' }, /exit with the positionSide undefined/],
    ['no stop', { ...enter, stopLoss: undefined }, /an entry with the stopLoss undefined/],
    ['a limit off the ticks', { ...enter, limit: 100.5 }, /an entry with the limit 100\.5/],
    ['a target of nothing', { ...enter, takeProfits: [{ price: 0 }] }, /an entry with the takeProfits 0/],
    ['a leverage below one', { ...enter, leverage: 0.5 }, /an entry with the leverage 0\.5/],
  ])('with %s is none', (_, intent, message) => {
    expect(() => checkIntent(intent as Intent)).toThrow(message);
  });
});
