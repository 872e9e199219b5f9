import { describe, expect, it } from 'vitest';
import { InvalidInput } from '../domain/index.ts';
import { strategies } from '../strategies/index.ts';
import { chosenStrategies } from './chosen-strategies.ts';

const chosen = (profile: string, params: Record<string, number> = {}, timeframe?: string) =>
  chosenStrategies({ profile, params, timeframe });

describe('the strategies of a command', () => {
  it('have the bars that each is made for, unless one length is asked for', () => {
    const all = strategies.map(({ name }) => name).join(', ');
    expect(chosen(all).map(({ name, timeframe }) => `${name} ${timeframe}`)).toEqual([
      'strategic 15m',
      'aggressive 15m',
      'newbie 1H',
      'scalper 5m',
      'viper 1H',
    ]);
    expect(new Set(chosen(all, {}, '30m').map(({ timeframe }) => timeframe))).toEqual(new Set(['30m']));
  });

  it('have what is given for all that know it, and what is given for one', () => {
    const [strategic, scalper] = chosen('strategic,scalper', { risk: 0.004, volumeMin: 2, 'strategic.risk': 0.03 });
    expect(strategic?.params).toMatchObject({ risk: 0.03 });
    expect(strategic?.params).not.toHaveProperty('volumeMin');
    expect(scalper?.params).toMatchObject({ risk: 0.004, volumeMin: 2 });
  });

  it.each([
    ['nobody', {}, /^strategy: "nobody".*strategic, aggressive/],
    ['strategic,', {}, /^strategy: ""/],
    ['scalper,scalper', {}, /^--profile: .*each profile once/],
    ['scalper', { speed: 1 }, /^parameter of scalper: "speed"/],
    ['scalper', { 'viper.risk': 0.01 }, /^--param: "viper.risk".*a parameter of scalper/],
    ['scalper,viper', { speed: 1 }, /^--param: "speed".*one of the profiles/],
    ['scalper,viper', { 'viper.speed': 1 }, /^parameter of viper: "speed"/],
    ['scalper,viper', { risk: 1 }, /^scalper.risk: 1/],
  ])('%s with %j are refused', (profile, params, message) => {
    expect(() => chosen(profile, params)).toThrow(InvalidInput);
    expect(() => chosen(profile, params)).toThrow(message);
  });

  it('are refused with bars that are none', () => {
    expect(() => chosen('scalper', {}, '7x')).toThrow(/^timeframe: "7x"/);
  });
});
