/**
 * `viper pause` and `viper resume`: no entries, and entries again.
 */
import type { Command } from 'commander';
import { type CommandContext, defineCommand } from '../command.ts';
import type { Controlled } from '../roots/index.ts';

type Options = { readonly json?: boolean };

export const pause = defineCommand({
  name: 'pause',
  register(program, context) {
    saying(program.command('pause'))
      .description('make no entries in the engine that runs; stops and targets stay at the exchange')
      .action(async ({ json }: Options) => say(await context.roots.controls.pause(), json, PAUSED, context));
  },
});

export const resume = defineCommand({
  name: 'resume',
  register(program, context) {
    saying(program.command('resume'))
      .description('let the engine that runs make entries again, after a pause or the kill switch')
      .action(async ({ json }: Options) => say(await context.roots.controls.resume(), json, RESUMED, context));
  },
});

const PAUSED = 'Entries are paused. What is open keeps its stops and is managed; `viper resume` allows entries again.';
const RESUMED = 'Entries are allowed again.';

const saying = (command: Command): Command => command.option('--json', 'print one JSON object');

const say = (found: Controlled, json: boolean | undefined, text: string, { terminal }: CommandContext): void =>
  terminal.print(json ? JSON.stringify(found) : text);
