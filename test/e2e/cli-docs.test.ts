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
const { commands } = createProgram(context, '0.0.0');

/** Heading → text below it. */
const sections = new Map(
  page
    .split(/^## viper /m)
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
    expect([...sections.keys()]).toEqual(commands.map((command) => command.name()));
  });

  test.each(commands.map((command) => [command.name(), command] as const))(
    'names the options of %s',
    (name, command) => {
      expect(documented(sections.get(name) ?? '')).toEqual(declared(command));
    },
  );

  test.each(commands.map((command) => [command.name(), command] as const))(
    'names the arguments of %s',
    (name, command) => {
      for (const argument of command.registeredArguments)
        expect(sections.get(name)).toContain(`viper ${name} <${argument.name()}>`);
    },
  );
});
