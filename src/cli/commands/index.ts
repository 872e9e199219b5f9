/**
 * The registry of commands, in the order in which help shows them.
 */
import type { CommandDefinition } from '../command.ts';
import { backtest } from './backtest.ts';
import { exchange } from './exchange.ts';
import { replay } from './replay.ts';
import { score } from './score.ts';
import { start } from './start.ts';
import { status } from './status.ts';

export const commands: readonly CommandDefinition[] = [start, backtest, replay, exchange, status, score];
