/**
 * A terminal with somebody at it who types, or with nobody.
 * Invariant: what is typed is given in turn, and "" beyond it; what is shown and asked is kept.
 */
import type { CommandContext } from '../../src/cli/index.ts';

/** @param answers what is typed. Undefined: nobody is there. */
export function typingPerson(answers?: readonly string[]) {
  const printed: string[] = [];
  const told: string[] = [];
  const asked: { question: string; isHidden: boolean }[] = [];
  const ask = async (question: string, { isHidden = false } = {}): Promise<string> => {
    asked.push({ question, isHidden });
    return answers?.[asked.length - 1] ?? '';
  };
  const terminal: CommandContext['terminal'] = {
    isInteractive: answers !== undefined,
    columns: 100,
    print: (line) => void printed.push(line),
    tell: (line) => void told.push(line),
    paint: () => {},
    ...(answers && { ask }),
  };
  return { terminal, printed, told, asked };
}
