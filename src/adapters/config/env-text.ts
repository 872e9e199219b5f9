/**
 * The text of a `.env`: every variable with what it is for, its default and its bounds.
 * Invariant: what is not given stands as a comment, so that defaults of later versions hold; a written value reads back as it was.
 */
import { parseEnv } from 'node:util';
import { InvalidInput } from '../../domain/index.ts';
import { allowedText, type Definition, defaultText } from './definition.ts';
import { sections } from './definitions/index.ts';

/** @throws InvalidInput for a value that a line cannot hold. */
export function envText(values: Readonly<Record<string, string>> = {}): string {
  const known = new Set<string>();
  const parts = sections.map(({ title, about, definitions }) => {
    for (const { name } of definitions) known.add(name);
    const lines = definitions
      .filter(({ aliasOf, name }) => aliasOf === undefined || values[name] !== undefined)
      .map((definition) => variableLines(definition, values[definition.name]));
    return [`## ${title}`, `# ${about}`, ...lines].join('\n');
  });
  const others = Object.entries(values).filter(([name]) => !known.has(name));
  const kept =
    others.length === 0 ? [] : [['## Others', ...others.map(([name, value]) => lineOf(name, value))].join('\n')];
  return `${[HEAD, ...parts, ...kept].join('\n\n')}\n`;
}

const HEAD = [
  '# Viper reads this file from the working directory; a variable of the environment wins over it.',
  '# Keep it to yourself (mode 600). `viper config print` shows what is in force.',
].join('\n');

function variableLines(definition: Definition, value: string | undefined): string {
  const { name, about } = definition;
  const standard = defaultText(definition);
  const bounds = definition.kind === 'hidden' ? '' : `; ${allowedText(definition)}`;
  return `# ${about}${bounds}\n${value === undefined ? `#${name}=${standard ?? ''}` : lineOf(name, value)}`;
}

const QUOTES = ['', '"', "'", '`'] as const;

/** In the first quotes, or none, that bring the value back as it is. */
function lineOf(name: string, value: string): string {
  for (const quote of QUOTES) {
    const line = `${name}=${quote}${value}${quote}`;
    const read = parseEnv(line);
    if (!value.includes('\n') && read[name] === value && Object.keys(read).length === 1) return line;
  }
  throw new InvalidInput(
    name,
    `${value.length} characters`,
    'text on one line that has not all of the quotes " \' ` in it',
  );
}
