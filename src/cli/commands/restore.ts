/**
 * `viper restore`: puts a backup back as a data folder.
 */
import { defineCommand } from '../command.ts';
import { factsTable } from '../output/index.ts';

export const restore = defineCommand({
  name: 'restore',
  register(program, { roots, terminal }) {
    program
      .command('restore')
      .description('put a backup back as a data folder; refused while a run holds it')
      .argument('<file>', 'that `viper backup` has made')
      .requiredOption('--data-dir <folder>', 'empty, or not there')
      .option('--replace', 'move a folder that holds something aside, and keep it')
      .option('--json', 'print one JSON object')
      .addHelpText('after', '\nThe next start asks the exchange for what has happened since.')
      .action(
        async (file: string, { dataDir, replace, json }: { dataDir: string; replace?: boolean; json?: boolean }) => {
          const report = await roots.restore(file, dataDir, replace === true);
          if (json) return terminal.print(JSON.stringify(report));
          const { folder, entries, madeAt, kept } = report;
          terminal.print(
            factsTable({
              restored: folder,
              entries,
              'as of': new Date(madeAt).toISOString(),
              ...(kept !== undefined && { 'what was there': kept }),
            }),
          );
        },
      );
  },
});
