import { describe, expect, it } from 'vitest';
import { InvalidInput } from '../domain/index.ts';
import {
  parseBalance,
  parseDuration,
  parseLeverage,
  parseParams,
  parsePort,
  parseSpeed,
  parseSymbols,
  parseTime,
  parseUntil,
} from './parse.ts';

const until = (text: string) => parseDuration(text, '--until');
const from = (text: string) => parseTime(text, '--from');
const one = (text: string) => parseParams([text]);

describe('option texts that are allowed', () => {
  it.each<[(text: string) => unknown, string, unknown]>([
    [parseSymbols, 'BTCUSDT', ['BTCUSDT']],
    [parseSymbols, 'btcusdt, ETHUSDT_UMCBL ,BTC/USDT:USDT', ['BTCUSDT', 'ETHUSDT']],
    [until, '90s', 90_000],
    [until, '1.5m', 90_000],
    [until, '2h', 7_200_000],
    [until, '1d', 86_400_000],
    [parseUntil, 'end', 'end'],
    [parseUntil, '5s', 5_000],
    [parseSpeed, 'max', 'max'],
    [parseSpeed, '60', 60],
    [parseSpeed, '0.5', 0.5],
    [parsePort, '0', 0],
    [parsePort, '65535', 65_535],
    [from, '2025-05-04', Date.UTC(2025, 4, 4)],
    [from, '2025-05-04T12:00', Date.UTC(2025, 4, 4, 12)],
    [from, '2025-05-04T12:00:30Z', Date.UTC(2025, 4, 4, 12, 0, 30)],
    [from, '2024-02-29', Date.UTC(2024, 1, 29)],
    [parseBalance, '10000', '10000'],
    [parseBalance, '0.00000001', '0.00000001'],
    [parseLeverage, '1', 1],
    [parseLeverage, '125', 125],
    [one, 'risk=0.01', { risk: 0.01 }],
    [one, 'emaFast=-8', { emaFast: -8 }],
  ])('%o reads %j', (parse, text, value) => {
    expect(parse(text)).toEqual(value);
  });
});

describe('option texts that are not allowed', () => {
  it.each<[string, (text: string) => unknown, readonly string[]]>([
    ['--symbols', parseSymbols, ['', ',', 'BTCUSDT,']],
    ['symbol', parseSymbols, ['BTC', 'BTCUSDT ETHUSDT']],
    ['--until', until, ['', '90', 's', '-5s', '5 s', '5w', '1e3s', 'end']],
    ['--until', parseUntil, ['END', 'soon']],
    ['--speed', parseSpeed, ['', ' ', '0', '-1', '10001', 'MAX', 'NaN', 'Infinity', 'fast']],
    ['--port', parsePort, ['', '65536', '-1', '80.5', '1e3', ' 80']],
    [
      '--from',
      from,
      [
        '',
        '2025-5-4',
        '2025-13-01',
        '2025-02-30',
        '2025-02-29',
        '2025-05-04T25:00',
        '2025-05-04 12:00',
        'yesterday',
        '1746316800000',
      ],
    ],
    ['--balance', parseBalance, ['', '0', '0.00', '-5', '1e4', '1,000', '0.000000001', '1234567890123', 'much']],
    ['--max-leverage', parseLeverage, ['', '0', '126', '1.5', '-3', 'all']],
    ['--param', one, ['', 'risk', 'risk=', '=1', 'risk=high', 'risk=1=2', 'risk= ', 'risk=NaN']],
  ])('%s is named, with the value and what is allowed', (option, parse, texts) => {
    for (const text of texts) {
      expect(() => parse(text), text).toThrow(InvalidInput);
      expect(() => parse(text), text).toThrow(new RegExp(`^${option}: ".*" is not allowed; expected [^\\n]+$`));
    }
  });
});
