import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServiceHarness, startService } from '../../../test/support/service-harness.ts';
import { STUB_NOW } from '../../../test/support/stub-engine.ts';
import type { LineStore } from '../../ports/index.ts';
import { scoreMarket as score } from '../../scoring/index.ts';
import {
  createViperScoring,
  getConfig,
  getHealth,
  getHistory,
  getSignals,
  getStats,
  scoreBatch,
  scoreMarket,
  signalMarket,
} from './index.ts';
import { ScoringDesk } from './scoring-desk.ts';

const TICKER = {
  price: 50_000,
  high: 51_000,
  low: 49_000,
  close: 50_000,
  volume: 1_200,
  quote_volume: 60e6,
  price_change: 1,
};
const BTC = { symbol: 'BTCUSDT_UMCBL', market_data: { ticker: TICKER } };

let service: ServiceHarness;
beforeAll(async () => {
  service = await startService(createViperScoring());
});
afterAll(() => service.close());

describe('POST /api/score', () => {
  it('scores with the documented cost and levels', async () => {
    expect(await service.call(scoreMarket, { query: { mode: 'compat' }, body: BTC })).toMatchObject({
      symbol: 'BTCUSDT_UMCBL',
      execution_cost: 0.0672,
      cost_model: 'tier',
      s1s2r1r2_levels: { S2: 48_000, S1: 49_000, pivot: 50_000, R1: 51_000, R2: 52_000 },
      timestamp: STUB_NOW,
    });
  });

  it('takes the cost model that it is told, and the field that nobody documented', async () => {
    const orderbook = { bids: [[49_990, 1] as [number, number]], asks: [[50_010, 1] as [number, number]] };
    const body = { ...BTC, market_data: { ticker: TICKER, orderbook, last_updated: 'then' } };
    expect(await service.call(scoreMarket, { query: { mode: 'compat' }, body })).toMatchObject({ cost_model: 'book' });
    expect(await service.call(scoreMarket, { query: { mode: 'compat', cost_model: 'tier' }, body })).toMatchObject({
      cost_model: 'tier',
    });
  });

  it('is calibrated unless told otherwise, and tells all that the score tells', async () => {
    const hour = 3_600_000;
    const ohlcv = Array.from({ length: 60 }, (_, n): [number, number, number, number, number, number] => {
      const close = 50_000 + 40 * Math.sin(n);
      return [STUB_NOW - (60 - n) * hour, close, close + 50, close - 50, close, 100 + n];
    });
    const body = { ...BTC, market_data: { ticker: TICKER, ohlcv: { ohlcv } } };
    const answer = await service.call(scoreMarket, { query: {}, body });
    expect(answer).toEqual(score(body, { at: STUB_NOW }));
    expect(answer).toMatchObject({ mode: 'calibrated', bar_ms: hour, pivot_period: '1D' });
    const few = await service.call(scoreMarket, { query: {}, body: BTC });
    expect(few).toMatchObject({ overall_score: 0, rejected_reason: expect.stringContaining('at least 26') });
  });

  it('rejects what costs too much with 200 and a reason', async () => {
    const answer = await service.call(scoreMarket, { query: { cost_model: 'book' }, body: BTC });
    expect(answer).toMatchObject({ overall_score: 0, strength: 'WEAK', rejected_reason: expect.stringContaining('3') });
  });

  it.each([
    ['no symbol', { market_data: { ticker: TICKER } }, '', 'symbol'],
    ['an empty symbol', { ...BTC, symbol: '' }, '', 'symbol'],
    ['no market data', { symbol: 'BTCUSDT' }, '', 'market_data'],
    ['empty market data', { symbol: 'BTCUSDT', market_data: {} }, '', 'market_data'],
    ['a price as text', { symbol: 'BTCUSDT', market_data: { ticker: { price: '1' } } }, '', 'market_data.ticker.price'],
    [
      'a cut candle',
      { symbol: 'BTCUSDT', market_data: { ohlcv: { ohlcv: [[1, 2]] } } },
      '',
      'market_data.ohlcv.ohlcv.0',
    ],
    ['an unknown cost model', BTC, '?cost_model=guess', 'cost_model'],
  ])('400 for %s', async (_case, body, search, field) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await service.raw({
      method: 'POST',
      path: `/api/score${search}`,
      headers,
      body: JSON.stringify(body),
    });
    expect([answer.status, JSON.parse(answer.text).field]).toEqual([400, field]);
  });

  it('is healthy as long as it answers', async () => {
    expect(await service.call(getHealth, {})).toMatchObject({ status: 'healthy', service: 'viper-scoring' });
  });
});

describe('signals', () => {
  const COMPAT = { mode: 'compat', cost_model: 'tier' } as const;
  const rising = { symbol: 'BTCUSDT', market_data: { ticker: { ...TICKER, price: 49_000, close: 49_000 } } };

  it('are given once in a cooldown, kept, and counted', async () => {
    const eager = await startService(
      createViperScoring({ rules: { thresholdHigh: 40, thresholdMedium: 30 }, costs: undefined, costMax: undefined }),
    );
    const first = await eager.call(signalMarket, { query: COMPAT, body: rising }, 'signal-1');
    expect(first).toMatchObject({ symbol: 'BTCUSDT', type: 'LONG', timestamp: STUB_NOW });
    expect(await eager.call(signalMarket, { query: COMPAT, body: rising }, 'signal-1')).toEqual(first);
    expect(await eager.call(signalMarket, { query: COMPAT, body: rising })).toMatchObject({
      message: 'No signal generated',
      rule: 'cooldown',
    });
    expect(await eager.call(getSignals, { query: { symbol: 'BTCUSDT_UMCBL' } })).toMatchObject({
      count: 1,
      total_active: 1,
    });
    expect((await eager.call(getHistory, { params: { symbol: 'BTCUSDT' }, query: {} })).history).toEqual([first]);
    expect(await eager.call(getStats, {})).toMatchObject({
      active_signals: 1,
      total_signals_generated: 1,
      signals_by_type: { LONG: 1, SHORT: 0 },
    });
    expect(await eager.call(getConfig, {})).toMatchObject({ thresholds: { high: 40, medium: 30 }, cooldown: 300 });
    await eager.close();
  });

  describe('that are kept', () => {
    const rules = { thresholdHigh: 40, thresholdMedium: 30 };
    const wish = (at: number) => ({ at, mode: 'compat', costModel: 'tier' }) as const;
    const fresh = () => {
      const lines: string[] = [];
      const kept: LineStore = {
        lines: () => [...lines],
        append: (line) => void lines.push(line),
        replace: (all) => void lines.splice(0, lines.length, ...all),
      };
      return { lines, begin: () => new ScoringDesk({ rules, costs: undefined, costMax: undefined, kept }) };
    };
    const MINUTE_MS = 60_000;

    it('outlive the process, with their cooldown and their count', () => {
      const { begin } = fresh();
      const given = begin().signal(rising, wish(STUB_NOW));
      expect(given).toMatchObject({ ok: true });
      const desk = begin();
      expect(desk.history('BTCUSDT', 10)).toEqual([given.ok && given.signal]);
      expect(desk.signal(rising, wish(STUB_NOW + MINUTE_MS))).toMatchObject({ ok: false, rule: 'cooldown' });
      expect(desk.active(STUB_NOW + MINUTE_MS)).toHaveLength(1);
      expect(desk.signal(rising, wish(STUB_NOW + 10 * MINUTE_MS))).toMatchObject({ ok: true });
      expect([desk.generated, begin().history('BTCUSDT', 10).length]).toEqual([2, 2]);
    });

    it('hold nothing up on a clock that stands before them', () => {
      const { begin } = fresh();
      begin().signal(rising, wish(STUB_NOW));
      const desk = begin();
      expect(desk.active(STUB_NOW - MINUTE_MS)).toEqual([]);
      expect(desk.signal(rising, wish(STUB_NOW - MINUTE_MS))).toMatchObject({ ok: true });
    });

    it('stay few, and what cannot be read is left out', () => {
      const { lines, begin } = fresh();
      const desk = begin();
      for (let i = 0; i < 110; i++) desk.signal(rising, wish(STUB_NOW + i * 60 * MINUTE_MS));
      lines.unshift('{"cut', '{}', ...lines.slice(0, 100));
      const again = begin();
      expect(again.history('BTCUSDT', 200)).toEqual(desk.history('BTCUSDT', 200));
      expect(lines).toHaveLength(100);
    });
  });

  it('scores a batch by what the exchange says, one question each', async () => {
    const answer = await service.call(scoreBatch, {
      query: {},
      body: { symbols: ['BTCUSDT', 'ETHUSDT_UMCBL', 'DOGEUSDT'] },
    });
    expect([answer.symbols_requested, answer.symbols_scored]).toEqual([3, 2]);
    expect(answer.scores.ETHUSDT).toMatchObject({ mode: 'calibrated', age_ms: 0, is_stale: false });
  });
});
