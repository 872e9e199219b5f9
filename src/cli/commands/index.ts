/**
 * The registry of commands, in the order in which help shows them.
 */
import type { CommandDefinition } from '../command.ts';
import { alerts } from './alerts.ts';
import { audit } from './audit.ts';
import { backtest } from './backtest.ts';
import { config } from './config.ts';
import { debug } from './debug.ts';
import { exchange } from './exchange.ts';
import { init } from './init.ts';
import { create } from './new.ts';
import { replay } from './replay.ts';
import { score } from './score.ts';
import { secrets } from './secrets.ts';
import { start } from './start.ts';
import { status } from './status.ts';
import { study } from './study.ts';
import { token } from './token.ts';
import { validate } from './validate.ts';

export const commands: readonly CommandDefinition[] = [
  start,
  backtest,
  study,
  create,
  replay,
  exchange,
  status,
  score,
  validate,
  debug,
  alerts,
  init,
  config,
  token,
  audit,
  secrets,
];
