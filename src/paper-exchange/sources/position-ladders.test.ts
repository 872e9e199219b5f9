/**
 * The ladders rise as a ladder must, and the contracts carry them.
 */
import { describe, expect, it } from 'vitest';
import { lots, notional, rate, ticks } from '../../domain/index.ts';
import { PaperExchange } from '../core/index.ts';
import { knownInstrument, PRIORITY_SYMBOLS } from './index.ts';
import { fitInstrument, inferInstrument } from './instruments.ts';
import { LADDERS } from './position-ladders.ts';

const RATE_ONE = rate('1');

describe.each(Object.entries(LADDERS))('the ladder %s', (_name, ladder) => {
  it('rises in value and rate, and falls in leverage', () => {
    for (const [i, rung] of ladder.entries()) {
      const below = ladder[i - 1];
      if (!below) continue;
      expect(rung.notionalMax > below.notionalMax).toBe(true);
      expect(rung.maintenanceMargin > below.maintenanceMargin).toBe(true);
      expect(rung.leverageMax).toBeLessThan(below.leverageMax);
    }
    expect(ladder.at(-1)?.leverageMax).toBe(1);
  });

  it('leaves a position room to live at the largest leverage of each rung', () => {
    for (const { leverageMax, maintenanceMargin } of ladder)
      expect(maintenanceMargin + rate('0.0006') < RATE_ONE / BigInt(leverageMax)).toBe(true);
  });
});

describe('a contract', () => {
  it.each([...PRIORITY_SYMBOLS, 'NEWUSDT'])('%s begins with the lowest rung', (symbol) => {
    const instrument = knownInstrument(symbol) ?? inferInstrument(symbol, { price: 4, size: 0 });
    const [lowest] = instrument.tiers ?? [];
    expect(instrument).toMatchObject({
      leverageMax: lowest?.leverageMax,
      maintenanceMargin: lowest?.maintenanceMargin,
    });
  });

  it('keeps its ladder where its data is finer', () => {
    expect(fitInstrument('BTCUSDT', { price: 2, size: 5 })).toMatchObject({
      tick: { decimals: 2 },
      leverageMax: 125,
      maintenanceMargin: rate('0.004'),
      tiers: LADDERS.BTC,
    });
  });

  it('is held to its ladder by default', () => {
    const btc = fitInstrument('BTCUSDT', { price: 1, size: 4 });
    const size = lots(10_001);
    const price = ticks(500_000);
    // 1.0001 BTC at 50,000.
    expect(notional(btc, price, size) > (LADDERS.BTC[0]?.notionalMax ?? 0n)).toBe(true);
    const balance = notional(btc, price, size);
    const exchange = new PaperExchange({
      instruments: [btc],
      accounts: [{ name: 'a', balance, positionMode: 'hedge', marginMode: 'crossed', leverage: 125 }],
    });
    exchange.apply({ type: 'trade', at: 1, symbol: 'BTCUSDT', price, size: lots(1), side: 'buy' });
    const order = {
      clientOid: '',
      symbol: 'BTCUSDT',
      intent: 'open',
      positionSide: 'long',
      type: 'limit',
      price,
      timeInForce: 'gtc',
      marginMode: 'crossed',
      stopLoss: undefined,
      takeProfit: undefined,
    } as const;
    expect(exchange.place('a', { ...order, size }, 2).result).toMatchObject({
      code: 'size-over-leverage',
      details: { leverage: 125, leverageMax: 100 },
    });
    expect(exchange.place('a', { ...order, size: lots(10_000) }, 2).result).toMatchObject({ ok: true });
  });
});
