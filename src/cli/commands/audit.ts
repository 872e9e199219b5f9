/**
 * `viper audit`: who changed what through the services, and who was turned away.
 */
import { defineCommand } from '../command.ts';
import { rowsTable } from '../output/index.ts';
import { parseCount } from '../parse.ts';

const LINES_MAX = 100_000;

type Options = { dataDir?: string; last: string; json?: boolean };

export const audit = defineCommand({
  name: 'audit',
  register(program, { roots: { locks }, terminal }) {
    program
      .command('audit')
      .description('who changed what through the services, and who was turned away; the oldest first')
      .option('--data-dir <folder>', 'of one run (default: every run below .viper)')
      .option('--last <count>', 'how many lines, the latest', '100')
      .option('--json', 'print one JSON object a line')
      .action(({ dataDir, last, json }: Options) => {
        const lines = locks.audit(dataDir).slice(-parseCount(last, '--last', { min: 1, max: LINES_MAX }));
        if (json) for (const line of lines) terminal.print(JSON.stringify(line));
        else terminal.print(lines.length === 0 ? 'Nothing was changed and nobody turned away.' : tableOf(lines));
      });
  },
});

const tableOf = (lines: ReturnType<Parameters<typeof audit.register>[1]['roots']['locks']['audit']>): string =>
  rowsTable(
    ['at', 'who', 'from', 'what', 'outcome', 'why'],
    lines.map(({ at, who, address, method, service, route, outcome, status, reason }) => [
      at,
      who,
      address,
      `${service} ${method} ${route}`,
      `${outcome} ${status ?? ''}`.trim(),
      reason ?? '–',
    ]),
  );
