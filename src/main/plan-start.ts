/**
 * What `viper start` means for a mode and a feed where the user said nothing: speed, bars, folder.
 */
import { join } from 'node:path';
import type { StartRequest } from '../cli/index.ts';
import { InvalidInput, timeframeMs } from '../domain/index.ts';

export type StartPlan = {
  readonly speed: number | 'max';
  /** Undefined: each strategy has the bars that it is made for. */
  readonly timeframe: string | undefined;
  readonly dataDir: string;
};

type FeedKind = 'synthetic' | 'candles' | 'recorded';

/**
 * Synthetic and candle markets run faster than life, and a synthetic one on short bars, so that a demo shows something
 * within a minute; a recorded stream is over before a longer bar would close.
 */
const DEFAULTS: Readonly<Record<FeedKind, { speed: number; timeframe: string | undefined }>> = {
  synthetic: { speed: 60, timeframe: '1m' },
  candles: { speed: 60, timeframe: undefined },
  recorded: { speed: 1, timeframe: '5s' },
};

const CANDLE_MS = 60_000;

/** @param startedAt epoch ms: names the folder of a run over a recording, which always starts anew. */
export function planStart(request: StartRequest, sourceName: string, startedAt: number): StartPlan {
  const kind = kindOf(sourceName);
  const { speed = DEFAULTS[kind].speed, timeframe = DEFAULTS[kind].timeframe } = request;
  if (speed === 'max' && kind === 'synthetic' && request.until === undefined) {
    throw new InvalidInput('--speed', 'max', '--until with it: a synthetic market has no end');
  }
  if (request.until === 'end' && kind === 'synthetic')
    throw new InvalidInput('--until', 'end', 'a duration: a synthetic market has no end');
  if (kind === 'candles' && timeframe !== undefined) checkCandleBars(timeframe);
  return { speed, timeframe, dataDir: request.dataDir ?? defaultDir(request.feed, kind, startedAt) };
}

/** @throws InvalidInput for bars that are shorter than the candles: none would ever close. */
export function checkCandleBars(timeframe: string): void {
  if (timeframeMs(timeframe) < CANDLE_MS)
    throw new InvalidInput(
      '--timeframe',
      timeframe,
      '1m or longer, because the market is recorded in candles of a minute',
    );
}

const kindOf = (sourceName: string): FeedKind =>
  sourceName.startsWith('synthetic') ? 'synthetic' : sourceName.startsWith('recorded candles') ? 'candles' : 'recorded';

function defaultDir(feed: string, kind: FeedKind, startedAt: number): string {
  if (kind === 'synthetic') return join('.viper', feed.replace(':', '-'));
  return join('.viper', `${kind}-${new Date(startedAt).toISOString().replace(/[:.]/g, '-')}`);
}

/** Of a run on prices of this moment: they come at their own pace, and one folder a mode goes on for ever. */
export function planReal({ mode, until, timeframe, dataDir = join('.viper', mode) }: StartRequest): StartPlan {
  if (timeframe !== undefined) timeframeMs(timeframe);
  if (until === 'end') throw new InvalidInput('--until', 'end', `a duration: in mode ${mode} the market has no end`);
  return { speed: 1, timeframe, dataDir };
}
