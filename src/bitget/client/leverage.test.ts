import { describe, expect, it } from 'vitest';
import type { PositionMode } from '../../domain/index.ts';
import { lostAnswer, refusedByBitget } from '../errors/index.ts';
import { ContractQueue, type Leverage, sendLeverage } from './leverage.ts';

const wish = { symbol: 'BTCUSDT', leverage: 7, marginMode: 'isolated' } as const;
const refused = (code: string) => refusedByBitget('any', { code, msg: 'no' });

function setUp(answer: () => Promise<void> = async () => {}) {
  const told: string[] = [];
  const leverage: Leverage = {
    ensure: ({ symbol, positionSide, leverage }, mode) => {
      told.push(`${symbol} ${positionSide} ${leverage} ${mode}`);
      return answer();
    },
    forget: () => void told.push('forget'),
  };
  const send = (mode: () => Promise<PositionMode>) => sendLeverage(leverage, wish, mode);
  return { told, send };
}

describe('a leverage by hand', () => {
  it('is set on both sides, whatever is remembered', async () => {
    const { told, send } = setUp();
    expect(await send(async () => 'hedge')).toEqual({ outcome: 'accepted', id: 'BTCUSDT' });
    expect(told).toEqual(['forget', 'BTCUSDT long 7 hedge', 'BTCUSDT short 7 hedge']);
  });

  it('is not sent where the position mode is unknown, and unknown where the answer is lost', async () => {
    const lost = () => Promise.reject(lostAnswer('any', 'timeout', { says: 'no answer' }));
    expect(await setUp().send(lost)).toMatchObject({ outcome: 'not-sent' });
    expect(await setUp(lost).send(async () => 'hedge')).toMatchObject({ outcome: 'unknown' });
  });
});

it('changes of one contract wait for each other, even for one that fails; contracts do not', async () => {
  const queue = new ContractQueue();
  const told: string[] = [];
  const first = Promise.withResolvers<void>();
  const change =
    (name: string, until: Promise<void> = Promise.resolve()) =>
    async () => {
      told.push(name);
      await until;
    };
  const failing = queue.run('BTCUSDT', change('btc 1', first.promise));
  const second = queue.run('BTCUSDT', change('btc 2'));
  await queue.run('ETHUSDT', change('eth 1'));
  expect(told).toEqual(['btc 1', 'eth 1']);
  first.reject(refused('40762'));
  await expect(failing).rejects.toThrow('no');
  await second;
  expect(told).toEqual(['btc 1', 'eth 1', 'btc 2']);
});
