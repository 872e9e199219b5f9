/**
 * A run in good order, as the monitor reads it.
 */
import type { RunReading } from '../run-reading.ts';

const NOW = Date.UTC(2025, 0, 15, 12);

export const reading: RunReading = {
  status: {
    state: 'running',
    mode: 'demo',
    at: NOW,
    startedAt: NOW - 3_600_000,
    balance: '10021.5',
    equity: '10034.25',
    available: '9700.05',
    unrealizedPnl: '12.75',
    realizedToday: '-250',
    fees: '3.214',
    funding: '-0.12',
    maxDrawdown: '21.3',
    openPositions: 1,
    trades: 5,
    wins: 3,
    losses: 1,
    fills: 9,
    breaker: { state: 'reduced', sizeFactor: '0.5', consecutiveLosses: 1 },
    refusals: { 'max-positions': 2 },
    reconciledAt: NOW - 5_000,
    seq: 1_000,
  },
  positions: [
    {
      symbol: 'BTCUSDT',
      side: 'long',
      size: '0.05',
      markPrice: '60000',
      unrealizedPnl: '12.75',
      stopLoss: '58800',
    },
  ],
  heardAt: { BTCUSDT: NOW - 1_000, ETHUSDT: NOW - 2_000 },
  now: NOW,
  pace: 1,
  reconcileEveryMs: 30_000,
  limits: { dailyLossMax: 1_000, positionsMax: 10 },
  queues: { depthMax: 3, unflushed: 0, unflushedSince: undefined, lanes: [2, 1] },
  rest: { waiting: 0, remaining: new Map([['/api/v2/mix/order/place-order', 9]]), clockOffsetMs: 12 },
  journal: { isInPlace: true, isWritable: true, bytes: 4_096 },
  alerts: [
    {
      channel: 'telegram',
      waiting: 2,
      deliveredAgeMs: 90_000,
      counts: { delivered: 7, again: 3, refused: 0, dropped: 1 },
    },
    { channel: 'email', waiting: 0, deliveredAgeMs: undefined, counts: { delivered: 0 } },
  ],
  disk: { freeBytes: 5e9, totalBytes: 9e9 },
};
