/**
 * Whether an intent can be acted upon at all: whole ticks, whole leverage, rates of the right kind.
 * Invariant: what passes cannot make the kernel's arithmetic fail; whether it is wise is for the risk gate.
 */
import { assert } from '../domain/index.ts';
import type { Intent } from './strategy.ts';

const isPrice = (price: number): boolean => Number.isSafeInteger(price) && price > 0;

/** @throws InvariantError that says what is wrong. */
export function checkIntent(intent: Intent): void {
  if (intent.kind === 'move-stop')
    assert(Number.isSafeInteger(intent.stopLoss), `a stop is moved to ${intent.stopLoss}: no whole tick`);
  if (intent.kind === 'add') checkAddition(intent);
  if (intent.kind !== 'enter') return;
  const { stopLoss, limit, takeProfits, leverage, risk, sizeFactor } = intent;
  const prices = [stopLoss, limit ?? stopLoss, ...takeProfits.map((one) => one.price)];
  assert(prices.every(isPrice), `an entry with the prices ${prices.join(', ')}: no whole, positive ticks`);
  assert(leverage >= 1, `an entry with the leverage ${leverage}`);
  assert(risk > 0n && sizeFactor > 0n, 'an entry that risks nothing');
}

function checkAddition({
  takeProfits,
  risk,
  sizeFactor,
  profitMin,
  additionsMax,
}: Extract<Intent, { kind: 'add' }>): void {
  const prices = takeProfits.map((one) => one.price);
  assert(prices.every(isPrice), `an addition with the prices ${prices.join(', ')}: no whole, positive ticks`);
  assert(isPrice(profitMin), `an addition from a profit of ${profitMin}: no whole, positive ticks`);
  assert(Number.isSafeInteger(additionsMax) && additionsMax >= 0, `an addition as one of ${additionsMax}: no count`);
  assert(risk > 0n && sizeFactor > 0n, 'an addition that risks nothing');
}
