/**
 * `viper alerts test`: whether alerts arrive.
 */
import { type CommandContext, defineCommand, EXIT } from '../command.ts';
import { parseDuration } from '../parse.ts';

type TestOptions = { readonly channel?: string; readonly timeout: string; readonly json?: boolean };

export const alerts = defineCommand({
  name: 'alerts',
  register(program, context) {
    program
      .command('alerts')
      .description('what people are told of a run')
      .command('test')
      .description('send one message by each channel that is set up, and say what became of it')
      .option('--channel <name>', 'this one alone, such as telegram')
      .option('--timeout <duration>', 'for each answer', '10s')
      .option('--json', 'print one JSON object')
      .addHelpText('after', '\nExits with 1 where one was not delivered, with 2 where none is set up.')
      .action((options: TestOptions) => test(options, context));
  },
});

async function test({ channel, timeout, json }: TestOptions, { roots, terminal }: CommandContext): Promise<void> {
  const tested = await roots.testAlerts(channel, parseDuration(timeout, '--timeout'));
  const isOk = tested.every(({ isDelivered }) => isDelivered);
  if (json) terminal.print(JSON.stringify({ ok: isOk, channels: tested }));
  else
    for (const { channel: name, reason, carries, levelMin } of tested)
      terminal.print(
        reason === null
          ? `PASS ${name}: delivered; it carries ${carries === 'trades' ? 'closed trades' : `alerts from ${levelMin} on`}`
          : `FAIL ${name}: ${reason}`,
      );
  if (!isOk) process.exitCode = EXIT.failed;
}
