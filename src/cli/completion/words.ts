/**
 * What may stand where on the command line, read from the program's own declaration.
 * Invariant: nothing is listed by hand, so that a new command or option is completed as soon as it is declared.
 */
import type { Command, Option } from 'commander';

export type OptionWord = {
  /** With its dashes, such as --json. */
  readonly flag: string;
  readonly about: string;
  readonly takesValue: boolean;
};

/** One command of whatever depth. */
export type CommandWords = {
  /** Its names with blanks between, such as "token create"; empty for the program itself. */
  readonly path: string;
  readonly commands: readonly { readonly name: string; readonly about: string }[];
  readonly options: readonly OptionWord[];
};

/** The program first, then every command below it. */
export function wordsOf(program: Command, path = ''): readonly CommandWords[] {
  const below = program.commands.map((command) => ({ name: command.name(), about: command.description() }));
  const options = [...program.options, { long: '--help', description: 'display help for command' } as Option];
  const own: CommandWords = {
    path,
    commands: below,
    options: options.flatMap(({ long, description, required, optional }) =>
      long ? [{ flag: long, about: description, takesValue: Boolean(required || optional) }] : [],
    ),
  };
  return [own, ...program.commands.flatMap((command) => wordsOf(command, join(path, command.name())))];
}

const join = (path: string, name: string): string => (path === '' ? name : `${path} ${name}`);
