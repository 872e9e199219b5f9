/**
 * The command line.
 */
export type { CommandContext } from './command.ts';
export { createTerminal } from './output/index.ts';
export type * from './roots/index.ts';
export { createProgram, runCli } from './run.ts';
