import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ServiceHarness, startService } from '../../../test/support/service-harness.ts';
import {
  addSymbol,
  analyzeDepth,
  calculateProtection,
  checkPosition,
  clearAlerts,
  disableStrategy,
  getAlerts,
  getExposure,
  getJournal,
  getLimits,
  getRiskStatus,
  getStrategies,
  getSymbols,
  liveTradingEngine,
  panic,
  removeSymbol,
  sizePosition,
  tightenLimits,
} from './index.ts';

let service: ServiceHarness;
beforeAll(async () => {
  service = await startService(liveTradingEngine);
});
afterAll(() => service.close());
beforeEach(() => {
  service.engine.commands.length = 0;
});

describe('risk', () => {
  it('tells what is lost of what may be lost', async () => {
    expect(await service.call(getRiskStatus, {})).toMatchObject({
      daily_pnl: '-250',
      daily_loss_used_percent: 25,
      risk_score: 14,
      risk_level: 'low',
      capital: { margin_used: '334.2', utilization_percent: 3.33 },
      circuit_breaker: { state: 'closed' },
      limits: { max_leverage: 20, risk_per_trade: '0.02', circuit_breaker_cooldown: 3_600 },
    });
    expect(await service.call(getExposure, {})).toMatchObject({ total_exposure: '3013.37' });
    expect(await service.call(getLimits, {})).toMatchObject({ max_daily_loss: '1000' });
  });

  it('makes limits tighter by an exact command', async () => {
    await service.call(tightenLimits, { body: { max_positions: 3, max_daily_loss: '500.5', risk_per_trade: 0.01 } });
    expect(service.engine.commands[0]?.command).toEqual({
      kind: 'tighten-limits',
      limits: { positionsMax: 3, dailyLossMax: 500_500_000_000_000n, riskPerTrade: 100_000_000n },
    });
    await expect(service.call(tightenLimits, { body: {} })).rejects.toMatchObject({ problem: { status: 400 } });
    await expect(service.call(tightenLimits, { body: { max_daily_loss: '0.00' } })).rejects.toMatchObject({
      problem: { status: 400, field: 'max_daily_loss' },
    });
  });

  it('says what the gate would say, and sends nothing', async () => {
    const wish = { symbol: 'BTCUSDT_UMCBL', side: 'buy', leverage: 5 } as const;
    expect(await service.call(checkPosition, { body: { ...wish, amount: 0.01 } })).toMatchObject({
      allowed: true,
      side: 'long',
      amount: '0.01',
    });
    expect(await service.call(checkPosition, { body: { ...wish, leverage: 25, amount: '0.01' } })).toMatchObject({
      allowed: false,
      rule: 'max-leverage',
    });
    expect(await service.call(sizePosition, { body: wish })).toMatchObject({ suggested_amount: '0.15' });
    expect(service.engine.commands).toEqual([]);
  });
});

describe('symbols', () => {
  it('are shown with who may enter them, who said so, and what is open', async () => {
    service.engine.change({
      symbols: ['BTCUSDT', 'ETHUSDT', 'SOLUSDT'],
      symbolsAdded: ['SOLUSDT'],
      symbolsRemoved: ['BTCUSDT', 'XRPUSDT'],
      symbolsOutside: ['BTCUSDT', 'ETHUSDT'],
    });
    const { symbols } = await service.call(getSymbols, {});
    expect(symbols.map(({ symbol, followed, enters, by }) => [symbol, followed, enters, by])).toEqual([
      ['BTCUSDT', true, false, 'hand'],
      ['ETHUSDT', true, false, 'universe'],
      ['SOLUSDT', true, true, 'hand'],
      ['XRPUSDT', false, false, 'hand'],
    ]);
    expect(symbols[0]?.positions).toEqual([{ side: 'long', amount: '0.05', stop_loss: '58800' }]);
    service.engine.change({
      symbols: ['BTCUSDT', 'ETHUSDT'],
      symbolsAdded: [],
      symbolsRemoved: [],
      symbolsOutside: [],
    });
  });

  it('are taken in and out by commands, in any spelling', async () => {
    const answered = service.engine.answer;
    service.engine.answer = async ({ kind }) => ({
      ok: true,
      details: { isChange: kind === 'add-symbol', positions: 1 },
    });
    expect(await service.call(addSymbol, { body: { symbol: 'sol/usdt:usdt' } })).toMatchObject({
      symbol: 'SOLUSDT',
      changed: true,
    });
    expect(await service.call(removeSymbol, { params: { symbol: 'SOLUSDT_UMCBL' } })).toMatchObject({
      changed: false,
      canceled_entries: 0,
      open_positions: 1,
    });
    expect(service.engine.commands.map(({ command }) => command)).toEqual([
      { kind: 'add-symbol', symbol: 'SOLUSDT' },
      { kind: 'remove-symbol', symbol: 'SOLUSDT' },
    ]);
    service.engine.answer = async () => ({ ok: false, rule: 'unknown-symbol', details: { allowed: 'one of A, B' } });
    await expect(service.call(addSymbol, { body: { symbol: 'SOLUSDT' } })).rejects.toMatchObject({
      problem: { status: 404, field: 'symbol', allowed: 'one of A, B' },
    });
    await expect(service.call(removeSymbol, { params: { symbol: 'SOLUSDT' } })).rejects.toMatchObject({
      problem: { status: 404, allowed: 'one of BTCUSDT, ETHUSDT' },
    });
    service.engine.answer = async () => ({ ok: false, rule: 'symbols-max', details: { max: 200 } });
    await expect(service.call(addSymbol, { body: { symbol: 'SOLUSDT' } })).rejects.toMatchObject({
      problem: { status: 422, rule: 'symbols-max', detail: expect.stringContaining('max 200') },
    });
    await expect(service.call(addSymbol, { body: { symbol: 'what?' } })).rejects.toMatchObject({
      problem: { status: 400, field: 'symbol' },
    });
    service.engine.answer = answered;
  });
});

describe('protection', () => {
  it.each([
    ['long', '58800', '63600', '61200', '60588', '3'],
    ['short', '61200', '56400', '58800', '59388', '3'],
  ] as const)(
    'of a %s: stop %s, target %s',
    async (side, stop_loss, take_profit, trailing_activation, trailing_stop, risk_reward) => {
      expect(
        await service.call(calculateProtection, { body: { symbol: 'BTCUSDT', side, entry_price: 60_000 } }),
      ).toMatchObject({ stop_loss, take_profit, trailing_activation, trailing_stop, risk_reward });
    },
  );

  it('refuses a stop that is too near', async () => {
    const body = { symbol: 'BTCUSDT', side: 'long', entry_price: 60_000, stop_loss_percent: 0.49 } as const;
    await expect(service.call(calculateProtection, { body })).rejects.toMatchObject({
      problem: { status: 400, field: 'stop_loss_percent' },
    });
  });
});

describe('the run', () => {
  it('switches a strategy, and knows which there are', async () => {
    expect((await service.call(getStrategies, {})).strategies).toMatchObject([{ name: 'strategic', enabled: true }]);
    await service.call(disableStrategy, { params: { name: 'strategic' }, body: {} });
    expect(service.engine.commands[0]?.command).toEqual({ kind: 'switch-strategy', name: 'strategic', isOn: false });
    await expect(service.call(disableStrategy, { params: { name: 'nobody' }, body: {} })).rejects.toMatchObject({
      problem: { status: 404, allowed: 'strategic' },
    });
  });

  it('puts alerts aside', async () => {
    expect(await service.call(getAlerts, { query: {} })).toMatchObject({ count: 1, alerts: [{ code: 'reconnected' }] });
    expect(await service.call(clearAlerts, {})).toMatchObject({ cleared: 1 });
    expect(await service.call(getAlerts, { query: {} })).toMatchObject({ count: 0 });
  });

  it('pages the journal', async () => {
    const first = await service.call(getJournal, { query: { after: '0', limit: '2' } });
    expect([first.journal.map(({ seq }) => seq), first.next_after]).toEqual([[1, 2], 2]);
  });

  it('panics by the kill switch', async () => {
    await service.call(panic, { body: {} });
    expect(service.engine.commands[0]?.command).toEqual({ kind: 'kill' });
  });

  it('reads the book before one trades', async () => {
    const depth = await service.call(analyzeDepth, {
      params: { symbol: 'BTCUSDT' },
      query: { side: 'buy', amount: '3', bps: '1' },
    });
    expect(depth).toMatchObject({
      best_bid: '60249.5',
      best_ask: '60250.5',
      mid: '60250',
      slippage: { is_filled: true, worst_price: '60251', cost: '2' },
      is_stale: false,
    });
  });
});
