/** What a user may type for a feed, and what is said when it is wrong. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openMarketSource, PRIORITY_SYMBOLS } from './index.ts';

const startAt = 1_767_225_600_000;
const folder = mkdtempSync(join(tmpdir(), 'viper-open-'));
const put = (name: string, content: string | Buffer): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const candles = put('BTCUSDT-1m.csv', 'ts_ms,open,high,low,close,volume\n1746403200000,1,1,1,1,1\n');
const level = '[["1.0","1"]]';
const stream = `1723161255319702566 {"lastUpdateId":1,"E":1,"T":1723161256493,"bids":${level},"asks":${level}}
1723161255319702567 {"stream":"t","data":{"e":"trade","T":1723161256500,"s":"BTCUSDT","p":"1.0","q":"1","m":true}}\n`;
const recorded = put('whatever.bin', gzipSync(stream));

describe('openMarketSource', () => {
  it.each([
    ['synthetic', 'synthetic, seed 1'],
    ['synthetic:42', 'synthetic, seed 42'],
    [`replay:${candles}`, `recorded candles in ${candles}`],
    [`replay:${folder}`, `recorded candles in ${folder}`],
    [`replay:${recorded}`, 'recorded depth whatever.bin'],
  ])('opens %s', (spec, name) => {
    expect(openMarketSource(spec, { startAt }).name).toBe(name);
  });

  it('offers the priority symbols of a synthetic market unless told otherwise', () => {
    expect(openMarketSource('synthetic', { startAt }).instruments.map(({ symbol }) => symbol)).toEqual(
      PRIORITY_SYMBOLS,
    );
    expect(openMarketSource('synthetic', { startAt, symbols: ['XRPUSDT'] }).instruments).toHaveLength(1);
  });

  it.each([
    ['', /feed: "".*synthetic, synthetic:<seed>, or replay/],
    ['live', /feed: "live"/],
    ['replay', /feed: "replay"/],
    ['replay:', /feed: "replay:"/],
    ['synthetic:', /feed seed: ""/],
    ['synthetic:abc', /feed seed: "abc".*synthetic:7/],
    ['synthetic:4294967296', /seed: 4294967296/],
    ['replay:/no/such/path', /exists/],
    [`replay:${put('notes.txt', 'hello')}`, /a candle file .* or a recorded stream/],
  ])('refuses %j', (spec, message) => {
    expect(() => openMarketSource(spec, { startAt })).toThrow(message);
  });

  it('refuses a symbol that a recorded stream does not hold', () => {
    expect(() => openMarketSource(`replay:${recorded}`, { startAt, symbols: ['ETHUSDT'] })).toThrow(
      /"ETHUSDT".*BTCUSDT/,
    );
  });
});
