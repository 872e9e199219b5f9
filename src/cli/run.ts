/**
 * Runs the command line: one clear line for every error, one exit code for each kind.
 */
import { Command, CommanderError } from 'commander';
import { InvalidInput, TradingError } from '../domain/index.ts';
import { type CommandContext, EXIT } from './command.ts';
import { commands } from './commands/index.ts';
import { openSecrets } from './passphrase.ts';

/** All commands with their options; parses nothing yet. */
export function createProgram(context: CommandContext, version: string): Command {
  const program = new Command('viper')
    .description('Automated trading for Bitget USDT-M perpetual futures.')
    .version(version);
  for (const command of commands) command.register(program, context);
  program.hook('preAction', async (_, command) => {
    if (usesSecrets(command)) await openSecrets(context);
    if (!UNCHECKED.has(command.name())) context.roots.config.check();
  });
  const output = {
    writeErr: (text: string) => context.terminal.tell(text.trimEnd()),
    outputError: (text: string, write: (text: string) => void) => write(usageError(text)),
  };
  for (const command of withSubcommands(program)) command.exitOverride().configureOutput(output);
  program.addHelpText(
    'after',
    '\nExit codes: 0 done, 1 failed, 2 the input is not allowed; 3 to 18 of validate and debug, see their help.',
  );
  return program;
}

/** What mends or shows the configuration, or stops a run in need, has to work with a wrong one. */
const UNCHECKED: ReadonlySet<string> = new Set(['init', 'print', 'completion', 'pause', 'kill']);

/** `signature` is of `debug`, `test` of `alerts`. */
const USES_SECRETS: ReadonlySet<string> = new Set(['start', 'serve', 'validate', 'signature', 'test']);

/** Of `serve`: they ask for what everybody may see. */
const WITHOUT_KEYS: ReadonlySet<string> = new Set(['market-data-manager', 'viper-scoring']);

const usesSecrets = (command: Command): boolean =>
  USES_SECRETS.has(command.name()) && !WITHOUT_KEYS.has(command.args[0] ?? '');

const withSubcommands = (command: Command): Command[] => [command, ...command.commands.flatMap(withSubcommands)];

/** The parser's complaint, which may come with a suggestion below it, as one line. */
const usageError = (text: string): string =>
  `viper: ${text
    .replace(/^error: /, '')
    .trim()
    .replace(/\.$/, '')
    .replaceAll('\n', ' ')}; --help tells what is allowed`;

/** @returns the exit code */
export async function runCli(argv: readonly string[], context: CommandContext, version: string): Promise<number> {
  try {
    await createProgram(context, version).parseAsync(argv, { from: 'user' });
    return Number(process.exitCode ?? EXIT.done);
  } catch (error) {
    return report(error, context);
  }
}

function report(error: unknown, { terminal }: CommandContext): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.badInput;
  if (error instanceof TradingError) {
    terminal.tell(`viper: ${error.message}`);
    return error instanceof InvalidInput ? EXIT.badInput : EXIT.failed;
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  terminal.tell(
    `viper: internal error: ${message}. Trading has stopped; the journal is kept. This is a defect, please report it:\n${stack ?? ''}`,
  );
  return EXIT.failed;
}
