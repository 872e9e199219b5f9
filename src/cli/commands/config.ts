/**
 * `viper config print`: what is in force, and where it came from.
 */
import { defineCommand, EXIT } from '../command.ts';
import { configText } from '../output/index.ts';

export const config = defineCommand({
  name: 'config',
  register(program, { roots, terminal }) {
    program
      .command('config')
      .description('show how Viper is configured')
      .command('print')
      .description('every variable with its value, where it came from, and what is wrong; secrets are masked')
      .option('--json', 'print one JSON object')
      .addHelpText('after', '\nExits with 2 where something is unknown or not allowed.')
      .action(({ json }: { json?: boolean }) => {
        const report = roots.config.report();
        terminal.print(json ? JSON.stringify(report) : configText(report));
        if (report.problems.length > 0) process.exitCode = EXIT.badInput;
      });
  },
});
