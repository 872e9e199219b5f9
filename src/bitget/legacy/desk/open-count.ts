/**
 * What size an amount of margin opens at a price, where the exchange has no call that tells.
 * Invariant: exact; rounded down to the contract's step.
 */
import { formatDecimal, parseDecimal } from '../../../domain/index.ts';
import type { OpenCount } from './desk.ts';

const DECIMALS = 18;
const ONE = 10n ** BigInt(DECIMALS);

type Contract = {
  /** Of sizes, such as 0.001. */
  readonly step: string;
  /** A fraction; what opens also pays it. */
  readonly takerFee: string;
};

/** amount ÷ (price ÷ leverage + price × fee). @returns 0 where price or step is zero */
export function openCountOf({ price, amount, leverage }: OpenCount, { step, takerFee }: Contract): string {
  const scaled = (text: string): bigint => parseDecimal(text, DECIMALS);
  const cost = (scaled(price) * (ONE + scaled(takerFee) * BigInt(leverage))) / ONE;
  const size = scaled(step);
  if (cost === 0n || size === 0n) return '0';
  const count = (scaled(amount) * BigInt(leverage) * ONE) / cost;
  return formatDecimal(count - (count % size), DECIMALS);
}
