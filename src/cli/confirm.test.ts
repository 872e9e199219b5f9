import { describe, expect, it } from 'vitest';
import { agree, checkAgreement } from './confirm.ts';
import type { CheckedLine } from './roots/index.ts';

const checked: CheckedLine = {
  event: 'checked',
  mode: 'live',
  network: 'mainnet',
  family: 'unified',
  account: 'uid 1',
  host: 'api.bitget.com',
  clockOffsetMs: -12,
  balance: '1000',
  available: '900',
  positionMode: 'hedge',
  positions: ['BTCUSDT long 0.01'],
  openOrders: 2,
  symbols: ['BTCUSDT'],
  strategies: ['strategic on 15m bars'],
  limits: { leverageMax: 20, riskPerTrade: '0.02', positionsMax: 10, dailyLossMax: '1000', lossesMax: 5 },
};

/** @param answer what a person types; undefined: nobody is there. */
function at(answer: string | undefined, { isAgreed = false, isJson = false } = {}) {
  const told: string[] = [];
  const emitted: object[] = [];
  const asked: string[] = [];
  const ask = async (question: string): Promise<string> => {
    asked.push(question);
    return answer ?? '';
  };
  const terminal = {
    isInteractive: answer !== undefined,
    columns: 100,
    print: () => {},
    tell: (line: string) => void told.push(line),
    paint: () => {},
    ...(answer !== undefined && { ask }),
  };
  const emit = isJson ? (line: object) => void emitted.push(line) : undefined;
  return { agreement: { terminal, isAgreed, emit }, told, emitted, asked };
}

describe('real money', () => {
  it('is shown with network, family, account, money and limits, and then agreed to in words', async () => {
    const { agreement, told, asked } = at(' Trade real money ');
    expect(await agree(checked, agreement)).toBe(true);
    const text = told.join('\n');
    for (const part of ['REAL MONEY', 'mainnet', 'api.bitget.com', 'unified, uid 1', '1000 USDT', 'BTCUSDT long 0.01'])
      expect(text).toContain(part);
    for (const part of ['leverage 20', '2 % of the equity', '10 positions', '12 ms ahead'])
      expect(text).toContain(part);
    expect(asked).toEqual(['Type "trade real money" to go on: ']);
  });

  it.each(['', 'yes', 'y', 'trade'])('is not traded after the answer %j', async (answer) => {
    expect(await agree(checked, at(answer).agreement)).toBe(false);
  });

  it('is agreed to by the flag, with nobody asked', async () => {
    const { agreement, asked, emitted } = at('no', { isAgreed: true, isJson: true });
    expect(await agree(checked, agreement)).toBe(true);
    expect([asked, emitted]).toEqual([[], [checked]]);
  });

  it('needs the flag where nobody can answer, or where stdout is for programs', () => {
    const refusal = /^--mode: "live".*--yes-trade-real-money/;
    expect(() => checkAgreement('live', at(undefined).agreement)).toThrow(refusal);
    expect(() => checkAgreement('live', at('', { isJson: true }).agreement)).toThrow(refusal);
    expect(() => checkAgreement('live', at(undefined, { isAgreed: true }).agreement)).not.toThrow();
    expect(() => checkAgreement('live', at('').agreement)).not.toThrow();
  });
});

it('the testnet is shown and asks for nothing', async () => {
  const { agreement, told, asked } = at('no');
  expect(await agree({ ...checked, mode: 'testnet', network: 'testnet' }, agreement)).toBe(true);
  expect([told[0], asked]).toEqual(['this run trades on the testnet of Bitget, api.bitget.com', []]);
});

it('the flag is for real money alone', () => {
  expect(() => checkAgreement('demo', at(undefined, { isAgreed: true }).agreement)).toThrow(/^--yes-trade-real-money/);
});
