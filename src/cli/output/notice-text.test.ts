/** A person reads dates and percentages where a program reads numbers. */
import { expect, test } from 'vitest';
import { countsText, usdt } from './amounts.ts';
import { noticeText } from './notice-text.ts';

const at = Date.UTC(2026, 10, 21, 22, 40, 0, 840);

test.each([
  [{ event: 'paused', level: 'warning', at }, '2026-11-21 22:40:00 WARNING paused'],
  [
    { event: 'circuit-breaker', level: 'critical', at, losses: 5, until: at + 3_600_000 },
    '2026-11-21 22:40:00 CRITICAL circuit-breaker: losses 5, until 2026-11-21 23:40:00',
  ],
  [
    {
      event: 'entry-refused',
      level: 'info',
      at,
      symbol: 'BNBUSDT',
      positionSide: 'long',
      owner: 'scalper',
      rule: 'target-below-cost',
      target: 0.001053,
      least: 0.003,
    },
    '2026-11-21 22:40:00 entry-refused: BNBUSDT long, owner scalper, rule target-below-cost, target 0.105 %, least 0.3 %',
  ],
  [
    { event: 'entry-refused', level: 'info', at, symbol: 'BNBUSDT', rule: 'circuit-breaker', cooldownUntil: at },
    '2026-11-21 22:40:00 entry-refused: BNBUSDT, rule circuit-breaker, cooldownUntil 2026-11-21 22:40:00',
  ],
  [
    { event: 'entry-refused', level: 'info', at, symbol: 'BNBUSDT', rule: 'trades-per-day', limit: 3 },
    '2026-11-21 22:40:00 entry-refused: BNBUSDT, rule trades-per-day, limit 3',
  ],
])('%j', (line, said) => expect(noticeText(line)).toBe(said));

test.each([
  ['0', '0'],
  ['10000', '10000'],
  ['-9.479046727288', '-9.48'],
  ['9866.39741682', '9866.40'],
  ['0.5', '0.50'],
  ['0.0012345678', '0.001235'],
  ['-0.004', '-0.004'],
])('%s USDT reads as %s', (text, said) => expect(usdt(text)).toBe(said));

test('what is most frequent stands first', () => {
  expect(countsText({ paused: 1, 'one-per-symbol': 2 })).toBe('one-per-symbol 2, paused 1');
  expect(countsText({})).toBe('none');
});
