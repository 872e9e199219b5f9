/**
 * The registry of commands, in the order in which help shows them.
 */
import type { CommandDefinition } from '../command.ts';
import { alerts } from './alerts.ts';
import { audit } from './audit.ts';
import { backtest } from './backtest.ts';
import { backup } from './backup.ts';
import { completion } from './completion.ts';
import { config } from './config.ts';
import { debug } from './debug.ts';
import { exchange } from './exchange.ts';
import { init } from './init.ts';
import { kill } from './kill.ts';
import { create } from './new.ts';
import { pause, resume } from './pause.ts';
import { replay } from './replay.ts';
import { restore } from './restore.ts';
import { score } from './score.ts';
import { secrets } from './secrets.ts';
import { serve } from './serve.ts';
import { start } from './start.ts';
import { status } from './status.ts';
import { study } from './study.ts';
import { symbols } from './symbols.ts';
import { token } from './token.ts';
import { trades } from './trades.ts';
import { universe } from './universe.ts';
import { validate } from './validate.ts';

export const commands: readonly CommandDefinition[] = [
  start,
  serve,
  backtest,
  study,
  create,
  replay,
  backup,
  restore,
  exchange,
  status,
  trades,
  pause,
  resume,
  kill,
  symbols,
  score,
  universe,
  validate,
  debug,
  alerts,
  init,
  config,
  token,
  audit,
  secrets,
  completion,
];
