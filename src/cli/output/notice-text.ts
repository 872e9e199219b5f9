/**
 * What a run says of itself, a line for people.
 * Invariant: every detail is in it; a moment is a date, a share of the price a percentage.
 */
import type { NoticeLine } from '../roots/index.ts';
import { moment } from './amounts.ts';

export function noticeText({ event, level, at, ...details }: NoticeLine): string {
  const facts = detailsText(details);
  const said = level === 'info' ? event : `${level.toUpperCase()} ${event}`;
  return `${moment(at)} ${facts === '' ? said : `${said}: ${facts}`}`;
}

/** Such as "BTCUSDT long, owner scalper, rule target-below-cost, target 0.105 %, least 0.3 %". */
export function detailsText({ symbol, positionSide, ...rest }: Readonly<Record<string, unknown>>): string {
  const subject = [symbol, positionSide].filter((word) => word !== undefined).join(' ');
  const facts = Object.entries(rest).map(([name, value]) => `${name} ${valueText(name, value, rest.rule)}`);
  return [...(subject === '' ? [] : [subject]), ...facts].join(', ');
}

/** Of these rules numbers are shares of the price. */
const RULES_OF_SHARES: ReadonlySet<unknown> = new Set(['target-below-cost', 'spread', 'reward-too-small']);

function valueText(name: string, value: unknown, rule: unknown): string {
  if (typeof value !== 'number') return String(value);
  if (/(^until|Until|At)$/.test(name)) return moment(value);
  return RULES_OF_SHARES.has(rule) ? `${Number((value * 100).toPrecision(3))} %` : String(value);
}
