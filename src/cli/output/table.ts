/**
 * Tables for people, without lines and without trailing blanks.
 */
import Table from 'cli-table3';

const NO_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};
const STYLE = { head: [], border: [], 'padding-left': 0, 'padding-right': 0 };

export function factsTable(facts: Readonly<Record<string, string | number>>): string {
  const table = new Table({ style: STYLE, chars: NO_LINES });
  for (const [name, value] of Object.entries(facts)) table.push([name, String(value)]);
  return trimmed(table);
}

/** The models of a report as facts: "model: latency". */
export const modelRows = (models: Readonly<Record<string, string>> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(models).map(([name, rule]) => [`model: ${name}`, rule]));

export function rowsTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const table = new Table({ head: [...head], style: STYLE, chars: NO_LINES });
  table.push(...rows.map((row) => [...row]));
  return trimmed(table);
}

const trimmed = (table: Table.Table): string => table.toString().replace(/[ \t]+$/gm, '');
