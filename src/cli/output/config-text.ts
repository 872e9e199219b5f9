/**
 * The configuration in force, for people.
 */
import type { ConfigReport } from '../roots/index.ts';
import { rowsTable } from './table.ts';

export function configText({ file, isOpenToOthers, variables, unread, problems }: ConfigReport): string {
  const titles = [...new Set(variables.map(({ section }) => section))];
  const tables = titles.map((title) => {
    const rows = variables
      .filter(({ section }) => section === title)
      .map(({ name, value, source, default: standard }) => [name, value ?? '–', source, standard ?? '–']);
    return `${title}\n${rowsTable(['variable', 'value', 'from', 'default'], rows)}`;
  });
  return [
    `file: ${file ?? 'no .env in this folder'}`,
    ...(isOpenToOthers ? ['⚠️ others on this machine can read it: chmod 600 .env'] : []),
    ...(unread.length === 0 ? [] : [`not read by Viper: ${unread.join(', ')}`]),
    ...problems.map((problem) => `❌ ${problem}`),
    '',
    tables.join('\n\n'),
  ].join('\n');
}
