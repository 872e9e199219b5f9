/**
 * Completion of the command line by the shell.
 */
export { SHELLS, type Shell, scriptFor } from './scripts.ts';
export { wordsOf } from './words.ts';
