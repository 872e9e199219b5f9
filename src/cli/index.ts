/**
 * The command line.
 */
export type { CommandContext } from './command.ts';
export type * from './diagnosis-roots.ts';
export type * from './locks-roots.ts';
export { createTerminal } from './output/index.ts';
export type * from './roots.ts';
export { createProgram, runCli } from './run.ts';
export type * from './symbols-roots.ts';
