/**
 * What a run depends on, looked at one by one: each check gives a status and the reason for it in one line.
 * Invariant: pure; a thing that was never heard of is not up, and a doubt is not shown as health.
 */
import { CHECK_NAMES, type Check, type CheckName, type Checks } from '../../ports/index.ts';
import type { RunReading } from './run-reading.ts';

export type ExchangeReading = {
  /** Milliseconds since; undefined: never. */
  readonly signedOkMs: number | undefined;
  readonly refusedMs: number | undefined;
  readonly answeredMs: number | undefined;
  /** Of the private stream; undefined: not opened yet. */
  readonly isPrivateUp: boolean | undefined;
};

/** After this long without a word from the exchange, its silence counts. */
export const SILENT_AFTER_MS = 60_000;
/** Timestamps are good for 30 s; requests follow the exchange's clock, so that an offset is a sign and no fault yet. */
const OFFSET_WORRY_MS = 1_000;
const STALE_AFTER_MS = 90_000;
/** Of real time: at a faster pace a moment of the machine's is long for the market. */
const PAUSE_MAX_MS = 15_000;
/** An unasked reconcile that is this many times overdue. */
const OVERDUE = 4;
const JOURNAL_LAG_WORRY_MS = 600_000;
const DISK_LOW_BYTES = 1024 ** 3;
const DISK_FULL_BYTES = 100 * 1024 ** 2;

const up = (reason: string): Check => ({ status: 'up', reason });
const degraded = (reason: string): Check => ({ status: 'degraded', reason });
const down = (reason: string): Check => ({ status: 'down', reason });

const seconds = (ms: number): string => `${(Math.max(0, ms) / 1_000).toFixed(1)} s`;

/** Of a run that cannot be looked at. */
export const allDown = (reason: string): Checks =>
  Object.fromEntries(CHECK_NAMES.map((name) => [name, down(reason)])) as Record<CheckName, Check>;

export const checksOf = (run: RunReading, exchange: ExchangeReading): Checks => ({
  engine: engineCheck(run),
  exchange: exchangeCheck(run, exchange),
  signing: signingCheck(exchange),
  'private-stream': privateStreamCheck(exchange),
  'market-data': marketDataCheck(run),
  reconcile: reconcileCheck(run),
  journal: journalCheck(run),
  disk: diskCheck(run),
});

function engineCheck({ status }: RunReading): Check {
  if (!status) return down('the session has not begun');
  if (status.state === 'running') return up('it trades');
  if (status.state === 'paused') return up('paused: it guards its positions and enters nothing');
  return down(`it is ${status.state}`);
}

function exchangeCheck({ rest, pace }: RunReading, { answeredMs }: ExchangeReading): Check {
  if (answeredMs === undefined) return down('it has not answered yet');
  if (answeredMs > SILENT_AFTER_MS) return down(`no answer for ${seconds(answeredMs)}`);
  const offsetMs = Math.round(rest.clockOffsetMs / (pace ?? 1));
  const heard = `answered ${seconds(answeredMs)} ago, its clock ${offsetMs} ms from ours`;
  return Math.abs(offsetMs) > OFFSET_WORRY_MS ? degraded(`${heard}: set this machine's clock`) : up(heard);
}

function signingCheck({ signedOkMs, refusedMs }: ExchangeReading): Check {
  if (refusedMs !== undefined && (signedOkMs === undefined || refusedMs < signedOkMs))
    return down(`the exchange refused a signed request ${seconds(refusedMs)} ago`);
  if (signedOkMs === undefined) return down('no signed request was accepted yet');
  if (signedOkMs > SILENT_AFTER_MS) return down(`no signed request was accepted for ${seconds(signedOkMs)}`);
  return up(`a signed request was accepted ${seconds(signedOkMs)} ago`);
}

function privateStreamCheck({ isPrivateUp }: ExchangeReading): Check {
  if (isPrivateUp === undefined) return down('not opened yet');
  return isPrivateUp ? up('logged in and subscribed') : down('the connection is lost; it is being reopened');
}

function marketDataCheck({ status, heardAt, now, pace }: RunReading): Check {
  const ages = Object.entries(heardAt).map(([symbol, at]) => ({ symbol, ageMs: Math.max(0, now - at) }));
  if (!status || ages.length === 0 || ages.every(({ ageMs }) => ageMs > now / 2)) return down('nothing was heard yet');
  const staleAfterMs = Math.max(STALE_AFTER_MS, PAUSE_MAX_MS * (pace ?? 1));
  const old = ages.filter(({ ageMs }) => ageMs > staleAfterMs);
  if (old.length === ages.length) return down('stale for every symbol');
  if (old.length > 0) return degraded(`stale: ${old.map(({ symbol }) => symbol).join(', ')}`);
  const oldest = Math.max(...ages.map(({ ageMs }) => ageMs));
  return up(`every symbol was heard of within ${seconds(oldest / (pace ?? 1))}`);
}

function reconcileCheck({ status, now, reconcileEveryMs, pace }: RunReading): Check {
  if (status?.reconciledAt === undefined) return down('the account was not asked for everything yet');
  const ageMs = Math.max(0, now - status.reconciledAt);
  if (reconcileEveryMs === undefined)
    return up('asked for everything at the start; in step with the market nothing is missed');
  const age = `asked for everything ${seconds(ageMs / (pace ?? 1))} ago`;
  return ageMs > reconcileEveryMs * OVERDUE ? degraded(`${age}, which is overdue`) : up(age);
}

function journalCheck({ journal, queues: { unflushed, unflushedSince }, now, pace }: RunReading): Check {
  if (!journal.isInPlace) return down('its file is gone, or another lies in its place');
  if (!journal.isWritable) return down('its folder cannot be written');
  const lagMs = unflushedSince === undefined ? 0 : Math.max(0, now - unflushedSince) / (pace ?? 1);
  const said = `${unflushed} entries wait for the disk, the oldest for ${seconds(lagMs)}`;
  return lagMs > JOURNAL_LAG_WORRY_MS ? degraded(said) : up(said);
}

function diskCheck({ disk }: RunReading): Check {
  if (!disk) return degraded('the system does not tell how much is free');
  const free = `${Math.floor(disk.freeBytes / 1024 ** 2)} MiB free`;
  if (disk.freeBytes < DISK_FULL_BYTES) return down(free);
  return disk.freeBytes < DISK_LOW_BYTES ? degraded(free) : up(free);
}
