/**
 * Every composition root, by the name that the commands know it by.
 */
import type { Roots } from '../cli/index.ts';
import { backtest } from './backtest.ts';
import { backup, restore } from './backup.ts';
import { exchange } from './embedded-exchange.ts';
import { addFaults, exchangeAdmin } from './exchange-admin.ts';
import { locksRoots } from './locks.ts';
import { newStrategy } from './new-strategy.ts';
import { replay } from './replay.ts';
import { score } from './score.ts';
import { serve } from './serve.ts';
import { start } from './start.ts';
import { status } from './status.ts';
import { study } from './study.ts';
import { symbolsRoots } from './symbols.ts';
import { testAlerts } from './test-alerts.ts';
import { universe } from './universe.ts';
import { debugSignature, validate } from './validate.ts';

export const rootsWith = (config: Roots['config']): Roots => ({
  backtest,
  study,
  replay,
  backup,
  restore,
  newStrategy,
  exchange,
  exchangeAdmin,
  addFaults,
  start,
  serve,
  status,
  symbols: symbolsRoots,
  score,
  universe,
  validate,
  debugSignature,
  testAlerts,
  config,
  locks: locksRoots,
});
