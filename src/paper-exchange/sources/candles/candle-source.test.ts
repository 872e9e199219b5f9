/** Recorded candles: exact, merged in order, and clear about what is wrong with a file. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { formatPrice, type Instrument, rate } from '../../../domain/index.ts';
import type { MarketSource, MarketUpdate } from '../../core/index.ts';
import { knownInstrument } from '../instruments.ts';
import { openCandleSource } from './index.ts';
import { parseCandles } from './parse-candles.ts';

const HEADER = 'ts_ms,open,high,low,close,volume';
const T0 = 1_746_403_200_000;
const minute = (n: number): number => T0 + n * 60_000;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'viper-candles-'));
});

const text = (...rows: readonly string[]): string => `${[HEADER, ...rows].join('\n')}\n`;
const row = (n: number, price = '100.5'): string => `${minute(n)},${price},${price},${price},${price},1.5`;

function save(name: string, content: string | Buffer): void {
  writeFileSync(join(folder, name), name.endsWith('.gz') && typeof content === 'string' ? gzipSync(content) : content);
}

function drain(source: MarketSource): MarketUpdate[] {
  const updates: MarketUpdate[] = [];
  for (let update = source.next(); update !== undefined; update = source.next()) updates.push(update);
  return updates;
}

describe('candle source', () => {
  it('merges symbols by time, candles before funding', () => {
    save('BTCUSDT-1m.csv.gz', text(row(0), row(1), row(2)));
    save('ETHUSDT-1m.csv', text(row(1), row(2)));
    mkdirSync(join(folder, 'funding'));
    writeFileSync(
      join(folder, 'funding', 'BTCUSDT-funding.csv.gz'),
      gzipSync(`ts_ms,rate\n${T0},0.0001\n${minute(2)},-9.3e-7\n${minute(2) + 3},1e-5\n${minute(9)},0.0001\n`),
    );
    const source = openCandleSource(folder);
    expect(source).toMatchObject({ startAt: minute(1), endAt: minute(3), gaps: 0 });
    expect(source.peekAt()).toBe(minute(1));
    const updates = drain(source);
    expect(updates.map((update) => [update.symbol.slice(0, 3), update.type, update.at - T0])).toEqual([
      ['BTC', 'candle', 60_000],
      ['BTC', 'candle', 120_000],
      ['ETH', 'candle', 120_000],
      ['BTC', 'funding', 120_000],
      ['BTC', 'funding', 120_003],
      ['BTC', 'candle', 180_000],
      ['ETH', 'candle', 180_000],
    ]);
    expect(updates[3]).toMatchObject({ rate: rate('-0.00000093') });
    expect(updates[0]).toEqual({
      type: 'candle',
      at: minute(1),
      symbol: 'BTCUSDT',
      walk: true,
      candle: { openAt: T0, open: 1005, high: 1005, low: 1005, close: 1005, volume: 15_000 },
    });
    expect(source.peekAt()).toBeUndefined();
  });

  it('keeps to its window and knows the candles before it', () => {
    save('BTCUSDT-1m.csv', text(...Array.from({ length: 10 }, (_, n) => row(n, `${100 + n}`))));
    const source = openCandleSource(folder, { from: minute(4), to: minute(7) });
    expect(drain(source).map((update) => update.at)).toEqual([minute(5), minute(6), minute(7)]);
    expect(source.history('BTCUSDT', minute(4), 3).map((candle) => candle.openAt)).toEqual([
      minute(1),
      minute(2),
      minute(3),
    ]);
    expect(source.history('BTCUSDT', minute(4) + 59_999, 1)[0]?.openAt).toBe(minute(3));
    expect(source.history('BTCUSDT', minute(2), 100)).toHaveLength(2);
    expect(source.history('ETHUSDT', minute(2), 100)).toEqual([]);
    expect(() => openCandleSource(folder, { from: minute(50) })).toThrow(/from, to: .*a window with whole candles/);
    expect(() => openCandleSource(folder, { from: minute(4), to: minute(4) + 59_999 })).toThrow(
      /a window with whole candles/,
    );
  });

  it('counts missing minutes and invents none', () => {
    save('BTCUSDT-1m.csv', text(row(0), row(3), row(4), row(6)));
    const source = openCandleSource(folder);
    expect(source.gaps).toBe(3);
    expect(drain(source)).toHaveLength(4);
  });

  it('infers the steps of a contract it does not know from all rows', () => {
    save('PEPEUSDT-1m.csv', text(`${minute(0)},0.2,0.21,0.2,0.2,10`, `${minute(1)},0.2,0.21001,0.2,0.2,10.25`));
    const [pepe] = openCandleSource(folder).instruments;
    expect(pepe).toMatchObject({
      symbol: 'PEPEUSDT',
      base: 'PEPE',
      tick: { units: 1, decimals: 5 },
      lot: { units: 1, decimals: 2 },
    });
  });

  it('opens one file, reads CRLF and a last row without newline', () => {
    save('BTCUSDT-1m.csv', `${HEADER}\r\n${row(0)}\r\n${row(1)}`);
    expect(drain(openCandleSource(join(folder, 'BTCUSDT-1m.csv')))).toHaveLength(2);
  });
});

describe('a file that is not in order', () => {
  const cases: readonly (readonly [string, RegExp])[] = [
    [`${minute(1)},100,100,100,100`, /BTCUSDT-1m\.csv line 3 row: .*6 columns/],
    [`${minute(1)},100,100,100,100,1,1`, /line 3 row: .*6 columns/],
    [`${minute(1)},100,x,100,100,1`, /line 3 high: "x".*digits/],
    [`${minute(1)},100,,100,100,1`, /line 3 high: "".*digits/],
    [`${minute(1)},-5,100,100,100,1`, /line 3 open: "-5"/],
    [`${minute(1)},1e2,100,100,100,1`, /line 3 open: "1e2"/],
    [`${minute(1)},100.,100,100,100,1`, /line 3 open: "100\."/],
    [`${minute(1)},100,100,100,NaN,1`, /line 3 close: "NaN"/],
    [`${minute(1)},100,100,100,100,`, /line 3 volume: ""/],
    [`${minute(1)},100,99,100,100,1`, /line 3 high: "99".*at least open, low and close/],
    [`${minute(1)},100,102,101,102,1`, /line 3 low: "101".*at most open/],
    [`${minute(1)},100.05,101,100,100,1`, /line 3 open: "100\.05".*whole multiple of the tick 0\.1/],
    [`${minute(1)},0,0,0,0,1`, /line 3 open: "0".*above zero/],
    [`${minute(1)},100,100,100,100,99999999999999999999`, /line 3 volume/],
    [`${minute(1)},99999999999999999999,100,100,100,1`, /line 3 open/],
    [`${minute(1) + 1},100,100,100,100,1`, /line 3 ts_ms: .*start of a minute/],
    [`${minute(0)},100,100,100,100,1`, /line 3 ts_ms: .*later than the row before/],
    [`${minute(-1)},100,100,100,100,1`, /line 3 ts_ms: .*later than the row before/],
    ['', /line 3 row/],
  ];

  it.each(cases)('is refused at %j', (bad, message) => {
    save('BTCUSDT-1m.csv', text(row(0), bad, row(2)));
    expect(() => openCandleSource(folder)).toThrow(message);
  });

  it('is refused when it has no header or no rows', () => {
    save('BTCUSDT-1m.csv', `${row(0)}\n`);
    expect(() => openCandleSource(folder)).toThrow(/line 1: .*the header ts_ms/);
    save('BTCUSDT-1m.csv', text());
    expect(() => openCandleSource(folder)).toThrow(/at least one candle/);
  });

  it('is refused when its compression is cut, with the line where it ends', () => {
    const noise = Array.from({ length: 5_000 }, (_, n) => row(n, `${100 + ((n * 7919) % 9_973) / 10}`));
    const whole = gzipSync(text(...noise));
    save('BTCUSDT-1m.csv.gz', whole.subarray(0, whole.length / 2));
    expect(() => openCandleSource(folder)).toThrow(/BTCUSDT-1m\.csv\.gz line \d{3,}: .*whole gzip/);
  });

  it('is refused when it is not there, with what is', () => {
    save('BTCUSDT-1m.csv', text(row(0)));
    expect(() => openCandleSource(folder, { symbols: ['ETHUSDT'] })).toThrow(/symbol: "ETHUSDT".*BTCUSDT/);
    expect(() => openCandleSource(join(folder, 'none'))).toThrow(/data: .*exists/);
    expect(() => openCandleSource(mkdtempSync(join(tmpdir(), 'viper-empty-')))).toThrow(/there is nothing/);
  });

  it.each([
    ['ts,rate\n1,1\n', /line 1/],
    ['ts_ms,rate\n1\n', /line 2 row/],
    ['ts_ms,rate\n5,0.1\n5,0.1\n', /line 3 ts_ms/],
    ['ts_ms,rate\n5,abc\n', /line 2 rate: "abc"/],
    ['ts_ms,rate\n5,1e-11\n', /line 2 rate: .*10 decimals/],
  ])('is refused when its funding is %j', (funding, message) => {
    save('BTCUSDT-1m.csv', text(row(0)));
    mkdirSync(join(folder, 'funding'));
    save('funding/BTCUSDT-funding.csv', funding);
    expect(() => openCandleSource(folder)).toThrow(message);
  });
});

it('reads every price exactly as it is written', () => {
  const instrument = knownInstrument('BTCUSDT') as Instrument;
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 10 ** 9 }), { minLength: 1, maxLength: 20 }), (prices) => {
      const rows = prices.map((price, n) => row(n, formatPrice(instrument, price as never)));
      const { candles } = parseCandles({ name: 'f', bytes: Buffer.from(text(...rows)) }, instrument);
      expect([...candles.close]).toEqual(prices);
    }),
  );
});
