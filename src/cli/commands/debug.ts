/**
 * `viper debug signature`: ways to sign a request, and which of them the exchange accepts.
 */
import { type CommandContext, defineCommand } from '../command.ts';
import { FAULT_EXIT_HELP, FAULT_EXITS } from '../fault-exits.ts';
import { exchangedLines, faultText, signatureLines } from '../output/index.ts';
import { type ConnectionOptions, connectionOf, withConnection } from './validate.ts';

type Options = ConnectionOptions & { compareOnly?: boolean; subAccount?: string };

export const debug = defineCommand({
  name: 'debug',
  register(program, context) {
    const command = program.command('debug').description('find out why an exchange refuses what it is asked');
    withConnection(command.command('signature'))
      .description('compare ways to sign, ask the exchange which it accepts, and read what can be read; orders nothing')
      .option('--compare-only', 'sign and compare here, send nothing')
      .option(
        '--sub-account <name>',
        "look for a sub-account among those of the key; a sub-account's own key needs none",
      )
      .addHelpText('after', FAULT_EXIT_HELP)
      .action((options: Options) => run(options, context));
  },
});

async function run(options: Options, { roots, terminal }: CommandContext): Promise<void> {
  const { compareOnly = false, subAccount } = options;
  const found = await roots.debugSignature({ ...connectionOf(options), isCompareOnly: compareOnly, subAccount });
  const { exchanged, fault, ...rest } = found;
  if (options.json) {
    terminal.print(JSON.stringify({ ok: !fault, fault: fault ?? null, ...rest, ...(options.debug && { exchanged }) }));
  } else {
    for (const line of signatureLines(found, subAccount)) terminal.print(line);
    if (options.debug) for (const line of exchangedLines(exchanged)) terminal.print(line);
    terminal.print('');
    terminal.print(fault ? faultText(fault) : verdict(compareOnly));
  }
  if (fault) process.exitCode = FAULT_EXITS[fault.name];
}

const verdict = (isCompareOnly: boolean): string =>
  isCompareOnly
    ? 'Compared here; nothing was sent.'
    : 'The exchange accepts what Viper signs. Nothing was changed or ordered.';
