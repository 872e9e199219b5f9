/**
 * From a notice to an alert: its group, its subject, its words.
 * Invariant: internal ids stay out of the words; the same notice gives the same alert.
 */
import type { AlertSource } from '../../ports/index.ts';
import { ALERT_TABLE, type AlertGroup, type AlertRule, type AlertWay } from './alert-table.ts';

export type Alert = AlertSource & {
  readonly group: AlertGroup;
  readonly way: AlertWay;
  readonly title: string;
  readonly subject: string;
};

const unlisted = (code: string): AlertRule => ({
  title: sentence(code),
  group: 'health',
  way: 'message',
  subject: ['symbol'],
});

export function alertOf(source: AlertSource): Alert {
  const row = Object.hasOwn(ALERT_TABLE, source.code) ? ALERT_TABLE[source.code] : undefined;
  const { title, group, way, subject } = row ?? unlisted(source.code);
  const about = subject.map((name) => source.details[name]).filter((value) => value !== undefined);
  return { ...source, title, group, way, subject: about.join(' ') };
}

/** Ids are for the journal. */
const INTERNAL = new Set(['clientOid', 'orderId', 'triggerId', 'requestId']);
const LINE_LENGTH_MAX = 300;
/** Epoch ms of this century, as opposed to any other number. */
const EPOCH_MS_MIN = 1_000_000_000_000;

/** One line for each detail: "position side: long". */
export const linesOf = ({ details }: AlertSource): string[] =>
  Object.entries(details)
    .filter(([name, value]) => value !== undefined && !INTERNAL.has(name))
    .map(([name, value]) => `${words(name)}: ${shown(value)}`.replace(/\s+/g, ' ').slice(0, LINE_LENGTH_MAX));

const shown = (value: unknown): string =>
  typeof value === 'number' && value >= EPOCH_MS_MIN ? new Date(value).toISOString() : String(value);

const words = (name: string): string => name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();

const sentence = (code: string): string => `${code.charAt(0).toUpperCase()}${code.slice(1).replaceAll('-', ' ')}`;
