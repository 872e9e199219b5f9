/**
 * docs/reference/cli.md names every command and option with its default, as the program has them, and no other.
 */
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { createProgram } from '../../src/cli/index.ts';
import { roots, silentTerminal } from '../support/command-in-process.ts';

const page = readFileSync(new URL('../../docs/reference/cli.md', import.meta.url), 'utf8');
const context = { roots, terminal: silentTerminal(), stopSignal: () => AbortSignal.abort() };
/** A command and those below it, by their full names. */
const named = (command: Command, before = ''): (readonly [string, Command])[] => {
  const name = `${before}${command.name()}`;
  return [[name, command] as const, ...command.commands.flatMap((below) => named(below, `${name} `))];
};

const commands = createProgram(context, '0.0.0').commands.flatMap((command) => named(command));

/** Heading → text below it. */
const sections = new Map(
  page
    .split(/^##+ viper /m)
    .slice(1)
    .map((section) => [section.split('\n', 1)[0] ?? '', section] as const),
);

/** [flags, default] of each row; "–" stands for no default. */
const documented = (section: string): string[][] =>
  [...section.matchAll(/^\| `(--[^`]+)` \| (?:`([^`]+)`|–) \|/gm)].map(([, flags = '', value = '–']) => [flags, value]);

const declared = (command: Command): string[][] =>
  command.options.map(({ flags, defaultValue, negate }) => {
    const isGiven = typeof defaultValue === 'string' && !negate;
    return [flags, isGiven ? defaultValue : '–'];
  });

describe('the reference of the command line', () => {
  test('has a section for every command, in the order of the help', () => {
    expect([...sections.keys()]).toEqual(commands.map(([name]) => name));
  });

  test.each(commands)('names the options of %s', (name, command) => {
    expect(documented(sections.get(name) ?? '')).toEqual(declared(command));
  });

  const withArguments = commands.filter(([, command]) => command.registeredArguments.length > 0);

  test.each(withArguments)('names the arguments of %s', (name, command) => {
    const shown = command.registeredArguments.map((argument) =>
      argument.required ? `<${argument.name()}>` : `[${argument.name()}]`,
    );
    expect(sections.get(name)).toContain(['viper', name, ...shown].join(' '));
  });
});
