/** Reports name each model with the numbers that are in force. */
import { expect, it } from 'vitest';
import { modelLines } from './model-lines.ts';
import { BTC } from './testing/fixtures.ts';

const source = { instruments: [BTC], models: [{ name: 'regimes', rule: 'two' }] };

it('names path, latency, slippage and fees of candles by their numbers', () => {
  const slippage = { halfSpreadTicks: 3, halfSpreadBps: 0.7, impact: 2 };
  const lines = modelLines({ source, shows: 'candles', latency: { baseMs: 40, jitterMs: 9 }, slippage });
  expect(Object.keys(lines)).toEqual([
    'candle path',
    'queue position',
    'latency',
    'slippage',
    'funding',
    'fees',
    'regimes',
  ]);
  expect(lines.latency).toMatch(/40 ms and up to 9 ms more/);
  expect(lines.slippage).toMatch(/max\(3 tick, 0.7 bps\) and 2 ×/);
  expect(lines.fees).toMatch(/maker 0.0002, taker 0.0006/);
  expect(lines.regimes).toBe('two');
});

it('says of a book what it says of a book', () => {
  const lines = modelLines({ source: { instruments: [BTC] }, shows: 'book' });
  expect(Object.keys(lines)).toEqual(['queue position', 'latency', 'slippage', 'funding', 'fees']);
  expect(lines['queue position']).toMatch(/behind all/);
  expect(lines.slippage).not.toMatch(/range/);
});
