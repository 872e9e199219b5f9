/**
 * Composition root of a study: archive → every profile walked forward on every symbol → a page and its figures.
 * Invariant: the limits are the documented defaults, whatever the environment says: the page is the same everywhere.
 */
import { writeFileSync } from 'node:fs';
import { readEnv } from '../adapters/config/index.ts';
import { runStudy, type StudyWish, studyDocument } from '../backtest/index.ts';
import type { StudyRequest, StudyResult } from '../cli/index.ts';
import { money, type SessionConfig } from '../domain/index.ts';
import { resolveParams, strategies } from '../strategies/index.ts';
import { chosenDefinitions } from './chosen-strategies.ts';
import { sessionConfig } from './session-config.ts';
import { loadStrategies } from './strategy-files.ts';

const DAY_MS = 86_400_000;

const CAVEATS = new Map([
  [
    'viper',
    'The percentiles of its score were taken from the recordings of these same coins, so that *out* is not wholly out of sample here.',
  ],
]);

export function study(request: StudyRequest): StudyResult {
  const { data, balance, folds, trainShare, randomTraders, onProgress } = request;
  const own = loadStrategies(request.strategyFiles ?? []);
  // A file alone is studied alone; with profiles, beside them.
  const isAll = request.profiles === undefined && own.length === 0;
  const studied = isAll ? strategies : chosenDefinitions({ profile: request.profiles?.join(','), own });
  const found = runStudy({
    data,
    symbols: request.symbols,
    strategies: studied,
    balance: money(balance),
    folds,
    trainShare,
    randomTraders,
    configOf,
    onProgress,
  });
  const days = (found.span.to - found.span.from) / DAY_MS;
  const page = studyDocument(found, {
    command: 'viper study --data <folder> --write docs/strategies.md',
    balance,
    folds,
    trainDays: days * trainShare,
    testDays: (days * (1 - trainShare)) / folds,
    randomTraders,
    about: new Map(studied.map(({ name, about }) => [name, about])),
    caveats: CAVEATS,
  });
  if (request.write !== undefined) writeFileSync(request.write, page);
  return { study: found, page };
}

/** One strategy on one symbol, within the default limits. */
function configOf({ strategy, symbol, timeframe, params }: StudyWish): SessionConfig {
  const wish = { mode: 'backtest', tag: 'st', symbols: [symbol], profile: 'strategic', timeframe, params: {} } as const;
  const config = sessionConfig(readEnv({}), wish);
  return { ...config, strategies: [{ name: strategy.name, timeframe, params: resolveParams(strategy, params) }] };
}
