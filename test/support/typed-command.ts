/**
 * A command of the program in the test's own process, with a person at its terminal.
 * Invariant: it reads the real composition roots, and no standard input.
 */
import { runCli } from '../../src/cli/index.ts';
import { roots } from './command-in-process.ts';
import { typingPerson } from './typing-person.ts';

/** @param answers what is typed, in turn. Undefined: nobody is there. */
export async function typedCommand(argv: readonly string[], answers?: readonly string[]) {
  const { terminal, ...person } = typingPerson(answers);
  const code = await runCli(argv, { roots, terminal, stopSignal: () => AbortSignal.abort() }, '0');
  return { code, ...person, shown: [...person.printed, ...person.told].join('\n') };
}
