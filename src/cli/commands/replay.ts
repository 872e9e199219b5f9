/**
 * `viper replay`: runs a journal through the kernel again and compares every effect with what was recorded.
 */
import { defineCommand, EXIT } from '../command.ts';
import { startProgress } from '../output/index.ts';

export const replay = defineCommand({
  name: 'replay',
  register(program, { roots, terminal }) {
    program
      .command('replay')
      .description('prove that a journal leads to the same effects again; sends nothing')
      .argument('<journal>', 'the SQLite file of a run')
      .option('--json', 'print one JSON object')
      .addHelpText('after', '\nExits with 1 when an effect differs, and names the entry.')
      .action((journal: string, options: { json?: boolean }) => {
        let progress: ReturnType<typeof startProgress> | undefined;
        const report = roots.replay(journal, (seq, last) => {
          progress ??= startProgress(terminal, { label: 'replay', total: last });
          progress.update(seq);
        });
        progress?.stop();
        if (options.json) terminal.print(JSON.stringify(report));
        else if (report.matches)
          terminal.print(`${report.entries} entries, effects ${report.effectHash}: every effect is the same`);
        else
          terminal.print(
            `${report.entries} entries: the effects differ from entry ${report.firstDifference} on (${report.effectHash}, recorded ${report.recordedHash})`,
          );
        if (!report.matches) process.exitCode = EXIT.failed;
      });
  },
});
