/**
 * Small readings of wire fields that both families share.
 * Invariant: a number is never computed with; it is handed on as the text that came.
 */
import { decodeMarginMode } from '../../mapper/index.ts';
import { decodeOrderStatus } from '../../mapper/words.ts';
import type { BalanceFacts, OrderState } from '../facts.ts';

type Wire = string | number | boolean | null | undefined;

/** '' where nothing was said. */
export const textOf = (value: Wire): string => (value === null || value === undefined ? '' : String(value));

/** Of an amount that is zero where nothing was said. */
export const amountOf = (value: Wire): string => textOf(value) || '0';

/** With the other sign. */
export const negated = (amount: string): string =>
  !/[1-9]/.test(amount) ? amount : amount.startsWith('-') ? amount.slice(1) : `-${amount}`;

export const marginModeOf = (value: Wire) => decodeMarginMode(textOf(value) || 'crossed');

export const stateOf = (value: Wire): OrderState => decodeOrderStatus(textOf(value));

/** A price or amount that is not zero, else ''. */
export const setOf = (value: Wire): string => (/[1-9]/.test(textOf(value)) ? textOf(value) : '');

/** Of an account that has never held the margin coin. */
export const NO_BALANCE: BalanceFacts = {
  locked: '0',
  available: '0',
  crossedAvailable: '0',
  isolatedAvailable: '0',
  transferable: '0',
  equity: '0',
  btcEquity: '0',
  crossedRiskRate: '0',
  unrealized: '0',
};
