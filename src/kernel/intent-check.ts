/**
 * Whether an intent can be acted upon at all: whole ticks, whole leverage, rates of the right kind.
 * Invariant: what passes cannot make the kernel's arithmetic fail; whether it is wise is for the risk gate.
 */
import { assert } from '../domain/index.ts';
import type { Intent } from './strategy.ts';

const KINDS: ReadonlySet<unknown> = new Set<Intent['kind']>([
  'enter',
  'add',
  'exit',
  'move-stop',
  'cancel-entry',
  'decline',
]);
const WITHOUT_SIDE: ReadonlySet<unknown> = new Set<Intent['kind']>(['cancel-entry', 'decline']);

const isPrice = (price: number): boolean => Number.isSafeInteger(price) && price > 0;

/** @throws InvariantError that says what is wrong. */
export function checkIntent(intent: Intent): void {
  checkKind(intent);
  if (intent.kind === 'move-stop')
    assert(Number.isSafeInteger(intent.stopLoss), `a stop is moved to ${intent.stopLoss}: no whole tick`);
  if (intent.kind === 'add') checkAddition(intent);
  if (intent.kind !== 'enter') return;
  const { stopLoss, limit, takeProfits, leverage, risk, sizeFactor } = intent;
  assert(isPrice(stopLoss), `an entry with the stopLoss ${stopLoss}: no whole, positive ticks`);
  assert(limit === undefined || isPrice(limit), `an entry with the limit ${limit}: no whole, positive ticks`);
  const targets = takeProfits.map((one) => one.price);
  assert(targets.every(isPrice), `an entry with the takeProfits ${targets.join(', ')}: no whole, positive ticks`);
  assert(leverage >= 1, `an entry with the leverage ${leverage}`);
  assert(risk > 0n && sizeFactor > 0n, 'an entry that risks nothing');
}

/** A strategy may be plain JavaScript, which no compiler has read. */
function checkKind(intent: Intent): void {
  const { kind } = intent;
  assert(KINDS.has(kind), `decide gave an intent of the kind ${kind}; there are ${[...KINDS].join(', ')}`);
  const side = 'positionSide' in intent ? intent.positionSide : undefined;
  const isSide = side === 'long' || side === 'short' || WITHOUT_SIDE.has(kind);
  assert(isSide, `decide gave ${kind} with the positionSide ${side}; there are long and short`);
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
