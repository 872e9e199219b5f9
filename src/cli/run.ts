/**
 * Runs the command line: one clear line for every error, one exit code for each kind.
 */
import { Command, CommanderError } from 'commander';
import { InvalidInput, TradingError } from '../domain/index.ts';
import { type CommandContext, EXIT } from './command.ts';
import { commands } from './commands/index.ts';

export function createProgram(context: CommandContext, version: string): Command {
  const program = new Command('viper')
    .description('Automated trading for Bitget USDT-M perpetual futures.')
    .version(version)
    .showHelpAfterError('Add --help to see what is allowed.')
    .exitOverride()
    .configureOutput({ writeErr: (text) => context.terminal.tell(text.trimEnd()) });
  for (const command of commands) command.register(program, context);
  for (const command of program.commands)
    command.exitOverride().configureOutput({ writeErr: (text) => context.terminal.tell(text.trimEnd()) });
  program.addHelpText('after', '\nExit codes: 0 done, 1 failed, 2 the input is not allowed.');
  return program;
}

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
