/**
 * `viper status`: what a running engine says of itself.
 */
import { defineCommand } from '../command.ts';
import { openPositions } from '../open-positions.ts';
import { statusText } from '../output/index.ts';

export const status = defineCommand({
  name: 'status',
  register(program, { roots, terminal }) {
    program
      .command('status')
      .description('ask the engine that runs on this machine (port: LIVE_TRADING_ENGINE_PORT, default 8002)')
      .option('--json', 'print one JSON object')
      .action(async (options: { json?: boolean }) => {
        const found = await roots.status();
        if (options.json) return terminal.print(JSON.stringify(found));
        terminal.print(statusText(found, await openPositions(roots)));
      });
  },
});
