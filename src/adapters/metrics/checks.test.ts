/** Each check on both sides of each of its bounds. */
import { describe, expect, test } from 'vitest';
import type { CheckName, CheckStatus } from '../../ports/index.ts';
import { checksOf, type ExchangeReading } from './checks.ts';
import type { RunReading } from './run-reading.ts';
import { reading } from './testing/reading.ts';

const exchange: ExchangeReading = { signedOkMs: 2_000, refusedMs: undefined, answeredMs: 1_000, isPrivateUp: true };
const NOW = reading.now;
const MIB = 1024 ** 2;

type Case = [CheckName, CheckStatus, RegExp, Partial<RunReading>, Partial<ExchangeReading>];

const status = (change: Partial<NonNullable<RunReading['status']>>): Partial<RunReading> => ({
  status: { ...(reading.status as NonNullable<RunReading['status']>), ...change },
});
const queues = (lagMs: number): Partial<RunReading> => ({
  queues: { ...reading.queues, unflushed: 9, unflushedSince: NOW - lagMs },
});
const offset = (clockOffsetMs: number, pace = 1): Partial<RunReading> => ({
  rest: { ...reading.rest, clockOffsetMs },
  pace,
});
const heard = (agoMs: number, otherMs = agoMs, pace = 1): Partial<RunReading> => ({
  heardAt: { BTCUSDT: NOW - agoMs, ETHUSDT: NOW - otherMs },
  pace,
});
const disk = (mib: number): Partial<RunReading> => ({ disk: { freeBytes: mib * MIB, totalBytes: 9_999 * MIB } });
const journal = (change: Partial<RunReading['journal']>): Partial<RunReading> => ({
  journal: { ...reading.journal, ...change },
});

const cases: Case[] = [
  ['engine', 'up', /trades/, {}, {}],
  ['engine', 'up', /paused/, status({ state: 'paused' }), {}],
  ['engine', 'down', /stopping/, status({ state: 'stopping' }), {}],
  ['engine', 'down', /not begun/, { status: undefined }, {}],
  ['exchange', 'up', /answered 1\.0 s ago/, {}, {}],
  ['exchange', 'up', /answered/, {}, { answeredMs: 60_000 }],
  ['exchange', 'down', /no answer for 60\.0 s/, {}, { answeredMs: 60_001 }],
  ['exchange', 'down', /not answered yet/, {}, { answeredMs: undefined }],
  ['exchange', 'up', /-1000 ms/, offset(-1_000), {}],
  ['exchange', 'degraded', /set this machine's clock/, offset(-1_001), {}],
  ['exchange', 'up', /1000 ms/, offset(60_000, 60), {}],
  ['signing', 'up', /accepted 2\.0 s ago/, {}, {}],
  ['signing', 'down', /yet/, {}, { signedOkMs: undefined }],
  ['signing', 'down', /for 61\.0 s/, {}, { signedOkMs: 61_000 }],
  ['signing', 'down', /refused/, {}, { refusedMs: 1_999 }],
  ['signing', 'up', /accepted/, {}, { refusedMs: 2_001 }],
  ['signing', 'down', /refused/, {}, { refusedMs: 5, signedOkMs: undefined }],
  ['private-stream', 'up', /logged in/, {}, {}],
  ['private-stream', 'down', /lost/, {}, { isPrivateUp: false }],
  ['private-stream', 'down', /not opened/, {}, { isPrivateUp: undefined }],
  ['market-data', 'up', /90\.0 s/, heard(90_000), {}],
  ['market-data', 'down', /every symbol/, heard(90_001), {}],
  ['market-data', 'degraded', /ETHUSDT$/, heard(0, 90_001), {}],
  ['market-data', 'up', /15\.0 s/, heard(900_000, 0, 60), {}],
  ['market-data', 'degraded', /BTCUSDT$/, heard(900_001, 0, 60), {}],
  ['market-data', 'down', /nothing/, { heardAt: {} }, {}],
  ['market-data', 'down', /nothing/, { heardAt: { BTCUSDT: 0 } }, {}],
  ['reconcile', 'up', /120\.0 s ago/, status({ reconciledAt: NOW - 120_000 }), {}],
  ['reconcile', 'degraded', /overdue/, status({ reconciledAt: NOW - 120_001 }), {}],
  ['reconcile', 'down', /yet/, status({ reconciledAt: undefined }), {}],
  ['reconcile', 'up', /start/, { ...status({ reconciledAt: 1 }), reconcileEveryMs: undefined }, {}],
  ['journal', 'up', /9 entries/, queues(600_000), {}],
  ['journal', 'degraded', /600\.0 s/, queues(600_001), {}],
  ['journal', 'down', /gone/, journal({ isInPlace: false }), {}],
  ['journal', 'down', /written/, journal({ isWritable: false }), {}],
  ['disk', 'up', /1024 MiB/, disk(1_024), {}],
  ['disk', 'degraded', /1023 MiB/, disk(1_023), {}],
  ['disk', 'down', /99 MiB/, disk(99), {}],
  ['disk', 'degraded', /not tell/, { disk: undefined }, {}],
];

describe('checks', () => {
  test.each(cases)('%s is %s: %s', (name, expected, reason, run, changed) => {
    const check = checksOf({ ...reading, ...run }, { ...exchange, ...changed })[name];
    expect(check).toEqual({ status: expected, reason: expect.stringMatching(reason) });
  });
});
