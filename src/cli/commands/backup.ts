/**
 * `viper backup`: a run's data folder as one file, made while the run goes on.
 */
import { defineCommand } from '../command.ts';
import { factsTable } from '../output/index.ts';

export const backup = defineCommand({
  name: 'backup',
  register(program, { roots, terminal }) {
    program
      .command('backup')
      .description("save a run's data folder in one file; the run may go on meanwhile")
      .argument('<file>', 'a name that is free; nothing is overwritten')
      .option('--data-dir <folder>', 'of the run (default: the one folder in .viper that has a journal)')
      .option('--json', 'print one JSON object')
      .addHelpText('after', '\nLogs, tokens and the encrypted keys are not in it.')
      .action(async (file: string, { dataDir, json }: { dataDir?: string; json?: boolean }) => {
        const report = await roots.backup(file, dataDir);
        if (json) return terminal.print(JSON.stringify(report));
        const { folder, entries, files, bytes } = report;
        terminal.print(
          factsTable({
            backup: `${file} (${(bytes / 1024 ** 2).toFixed(1)} MiB)`,
            of: folder,
            entries,
            files: files.join(', '),
          }),
        );
      });
  },
});
