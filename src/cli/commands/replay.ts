/**
 * `viper replay`: runs a journal through the kernel again and compares every effect with what was recorded.
 */
import { defineCommand, EXIT } from '../command.ts';
import { startProgress } from '../output/index.ts';
import { collect } from '../parse.ts';

/** What was before could not be gone through. */
const since = (after: number): string =>
  after === 0 ? '' : ` after entry ${after}, up to which market data was let go`;

export const replay = defineCommand({
  name: 'replay',
  register(program, { roots, terminal }) {
    program
      .command('replay')
      .description('prove that a journal leads to the same effects again; sends nothing')
      .argument('<journal>', 'the SQLite file of a run')
      .option('--strategy <file>', 'a file that the run was started with; may be given more than once', collect, [])
      .option('--json', 'print one JSON object')
      .addHelpText('after', '\nExits with 1 when an effect differs, and names the entry.')
      .action(async (journal: string, options: { strategy: string[]; json?: boolean }) => {
        let progress: ReturnType<typeof startProgress> | undefined;
        const onProgress = (seq: number, last: number): void => {
          progress ??= startProgress(terminal, { label: 'replay', total: last });
          progress.update(seq);
        };
        const report = await roots.replay(journal, onProgress, options.strategy);
        progress?.stop();
        if (options.json) terminal.print(JSON.stringify(report));
        else if (report.matches)
          terminal.print(
            `${report.entries} entries${since(report.after)}, effects ${report.effectHash}: every effect is the same`,
          );
        else
          terminal.print(
            `${report.entries} entries${since(report.after)}: the effects differ from entry ${report.firstDifference} on (${report.effectHash}, recorded ${report.recordedHash})`,
          );
        if (!report.matches) process.exitCode = EXIT.failed;
      });
  },
});
