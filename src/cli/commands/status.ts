/**
 * `viper status`: what a running engine says of itself.
 */
import { defineCommand } from '../command.ts';
import { factsTable } from '../output/index.ts';

export const status = defineCommand({
  name: 'status',
  register(program, { roots, terminal }) {
    program
      .command('status')
      .description('ask the engine that runs on this machine (port: LIVE_TRADING_ENGINE_PORT, default 8002)')
      .option('--json', 'print one JSON object')
      .action(async (options: { json?: boolean }) => {
        const found = await roots.status();
        if (options.json) terminal.print(JSON.stringify(found));
        else
          terminal.print(
            factsTable(Object.fromEntries(Object.entries(found).map(([name, value]) => [name, textOf(value)]))),
          );
      });
  },
});

const textOf = (value: unknown): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
