/**
 * `viper kill`: the kill switch of the engine that runs.
 * Invariant: nothing is closed before a person or `--yes` has said so.
 */
import { InvalidInput } from '../../domain/index.ts';
import { type CommandContext, defineCommand, EXIT } from '../command.ts';
import { openPositions } from '../open-positions.ts';
import { killedText, wouldCloseText } from '../output/index.ts';

type Options = { readonly yes?: boolean; readonly dryRun?: boolean; readonly json?: boolean };

export const kill = defineCommand({
  name: 'kill',
  register(program, context) {
    program
      .command('kill')
      .description('the kill switch: cancel entries, close every position at market, make no entries until resumed')
      .option('--yes', 'do not ask first')
      .option('--dry-run', 'say what would be closed, and change nothing')
      .option('--json', 'print one JSON object')
      .action((options: Options) => run(options, context));
  },
});

async function run({ yes, dryRun, json }: Options, { roots, terminal }: CommandContext): Promise<void> {
  if (dryRun) {
    const wouldClose = await openPositions(roots);
    return terminal.print(json ? JSON.stringify({ dryRun: true, wouldClose }) : wouldCloseText(wouldClose));
  }
  if (!yes) {
    if (!terminal.ask) throw new InvalidInput('kill', 'no terminal', '--yes where nobody can be asked at a terminal');
    const question = `${wouldCloseText(await openPositions(roots))}\nClose all of it at market and make no entries? [y/N] `;
    if (!/^y(es)?$/i.test((await terminal.ask(question)).trim())) {
      terminal.tell('viper: nothing was done');
      process.exitCode = EXIT.failed;
      return;
    }
  }
  const killed = await roots.controls.kill();
  terminal.print(json ? JSON.stringify(killed) : killedText(killed));
}
