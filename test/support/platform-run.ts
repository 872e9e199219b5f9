/**
 * Whole runs of the composition roots inside the test's own process: a backtest, and a demo over the wire in step.
 * Invariant: everything that a run opens is closed when it returns.
 */
import type { BacktestRequest, NoticeLine, StartRequest, Summary } from '../../src/cli/index.ts';
import { backtest } from '../../src/main/backtest.ts';
import { start } from '../../src/main/start.ts';
import { runRequest } from './run-request.ts';

export type ArchiveRun = {
  readonly data: string;
  readonly timeframe: string | undefined;
  /** `strategic` unless given; undefined: the files alone. */
  readonly profile?: string | undefined;
  readonly strategyFiles?: readonly string[];
  readonly universe?: string;
  readonly params?: Readonly<Record<string, number>>;
  readonly symbols?: readonly string[];
  readonly from?: number;
  readonly to?: number;
};

export const runBacktest = (wish: ArchiveRun, journal?: string) => {
  const { data, timeframe, params = {}, symbols, from, to, strategyFiles = [] } = wish;
  const request: BacktestRequest = {
    profile: 'profile' in wish ? wish.profile : 'strategic',
    strategyFiles,
    universe: wish.universe,
    data,
    symbols,
    timeframe,
    balance: '10000',
    from,
    to,
    journal,
    params,
    onStart: () => {},
    onProgress: () => {},
  };
  return backtest(request).report;
};

/** A demo without services, at full speed, to the end of the feed. */
export async function runOverWire(
  wish: Pick<StartRequest, 'feed' | 'dataDir'> & Partial<StartRequest>,
): Promise<Summary & { readonly notices: readonly NoticeLine[] }> {
  const notices: NoticeLine[] = [];
  const platform = await start(
    runRequest({ mode: 'demo', speed: 'max', until: 'end', onNotice: (line) => notices.push(line), ...wish }),
  );
  await platform.finished.catch(async (error: unknown) => {
    await platform.stop();
    throw error;
  });
  return { ...(await platform.stop()), notices };
}
