/**
 * What a command is: one file that declares its options, checks them, and calls a composition root.
 * Invariant: a command decides nothing about trading; it turns text into options and results into text.
 */
import type { Command } from 'commander';
import type { Terminal } from './output/index.ts';
import type { Roots } from './roots/index.ts';

export type CommandContext = {
  readonly roots: Roots;
  readonly terminal: Terminal;
  /** Takes SIGINT and SIGTERM over from here on; a command that never asks is ended by them at once. */
  readonly stopSignal: () => AbortSignal;
};

export type CommandDefinition = {
  readonly name: string;
  readonly register: (program: Command, context: CommandContext) => void;
};

export const defineCommand = (definition: CommandDefinition): CommandDefinition => definition;

/** 0 done; 1 failed; 2 the input is not allowed. */
export const EXIT = { done: 0, failed: 1, badInput: 2 } as const;
