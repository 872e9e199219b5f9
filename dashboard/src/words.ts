/**
 * What happened, and what was refused, in words: codes are for programs.
 * Invariant: pure; a code without words of its own is told in its own, never left out.
 */
import { ALERT_TABLE } from '../../src/adapters/notify/alert-table.ts';
import type { NoticeRow } from '../../src/engine/api.ts';
import type { ServiceError } from '../../src/services/contract/index.ts';
import { formatMoment } from './format.ts';

/** `target-below-cost` is "target below cost", `positionSide` is "position side". */
export const plain = (code: string): string =>
  code
    .replaceAll(/[-_]/g, ' ')
    .replaceAll(/([a-z\d])([A-Z])/g, (_, before: string, next: string) => `${before} ${next.toLowerCase()}`);

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** One sentence of what a code means. */
export const titleOf = (code: string): string => ALERT_TABLE[code]?.title ?? capital(plain(code));

export type NoticeWords = {
  readonly title: string;
  /** Such as "BTCUSDT long"; empty: the whole run. */
  readonly subject: string;
  readonly rest: string;
};

/** Said in the title or the subject already, or of use to programs alone. */
const SAID = new Set(['symbol', 'positionSide', 'rule', 'owner', 'strategy', 'clientOid']);

export function noticeWords({ code, details }: NoticeRow): NoticeWords {
  const { symbol, positionSide, rule, owner, strategy, clientOid } = details;
  const by = owner ?? strategy;
  const rest = Object.entries(details)
    .filter(([name, value]) => value !== undefined && !SAID.has(name))
    .map(([name, value]) => `${plain(name)} ${valueWords(name, value)}`);
  return {
    title: titleOf(code) + (rule === undefined ? '' : `: ${plain(String(rule))}`),
    subject: [symbol, positionSide].filter((part) => part !== undefined).join(' '),
    rest: [
      ...(by === undefined ? [] : [`by ${by}`]),
      ...rest,
      ...(clientOid === undefined ? [] : [`order ${clientOid}`]),
    ].join(', '),
  };
}

/** A moment is named such as `cooldownUntil`. */
const valueWords = (name: string, value: unknown): string =>
  typeof value === 'number' && /(Until|At)$/.test(name) ? `${formatMoment(value)} UTC` : String(value);

/** What the engine says no with, where a bare code and its numbers would leave a person alone. */
const REFUSALS: Readonly<Record<string, string>> = {
  'last-symbol': 'It is the last symbol of the run. Pause instead.',
  'symbols-max': 'The run follows as many symbols as it can. Remove another one first.',
  'unknown-symbol': 'The exchange lists no such contract.',
  'symbol-closed': 'The exchange has closed this contract for trading.',
  'symbol-not-set-up': 'The exchange did not let the symbol be set up.',
  'limits-only-tighten': 'This would be looser than the limit in force. Limits can only be made tighter here.',
  'no-position': 'There is no such position any more.',
  'close-under-way': 'It is being closed already.',
  'order-ended': 'The order has ended already.',
  'order-not-found': 'The engine does not know this order.',
  'not-amendable': 'This order cannot be changed; cancel it instead.',
  'nothing-to-change': 'The order is like this already.',
  'amend-under-way': 'A change of this order is under way already.',
  'amend-too-late': 'The exchange confirmed too late: the order is canceled, and was not placed anew.',
  'amend-not-seen': 'The exchange has not confirmed the change in time and may still carry it out. Watch the order.',
};

const SCOPE_REFUSED = 403;

export const isUnknown = (error: Error): boolean => (error as ServiceError).outcome === 'unknown';

/** What to tell a person about a change that failed. */
export function failureWords(error: Error): string {
  if (isUnknown(error))
    return `It is not known whether the engine has received this (${error.message}). Press again to make sure: a repeat does no harm.`;
  const { problem } = error as ServiceError;
  if (problem?.status === SCOPE_REFUSED)
    return `Not done: the token you logged in with may not do this (${problem.detail}).`;
  if (problem?.rule === undefined) return `Not done: ${error.message}`;
  const words = REFUSALS[problem.rule];
  if (words !== undefined) return `Not done. ${words}`;
  const numbers = Object.entries(problem.details ?? {}).map(([name, value]) => `${plain(name)} ${String(value)}`);
  return `Not done. The rule "${plain(problem.rule)}" says no${numbers.length === 0 ? '' : ` (${numbers.join(', ')})`}.`;
}
