/**
 * Everything that the exchange can be asked, at random: no cash appears or goes, and a run repeats, saved and loaded or not.
 */
import { describe, expect, it } from 'vitest';
import { Checker } from './testing/checker.ts';
import { seeded } from './testing/matching-duel.ts';
import { OPERATION_NAMES, RandomLife } from './testing/random-life.ts';

describe('a random life over all commands', () => {
  it.each([
    [1, 0],
    [2, 15_000],
  ])('conserves cash and keeps every account sound: seed %i, latency %i ms', (seed, latencyMs) => {
    const life = new RandomLife(seed, latencyMs);
    const checker = new Checker(life.exchange);
    for (let i = 0; i < 4_000; i++) {
      checker.follow(life.exchange, life.step());
      if (i % 10 === 0) checker.checkAll(life.exchange);
    }
    for (const name of OPERATION_NAMES) expect(`${name} ${life.accepted.get(name) ?? 0}`).toMatch(/ [1-9]/);
  });

  it.each([
    [3, 0],
    [4, 15_000],
  ])('repeats when it is saved and loaded on the way: seed %i, latency %i ms', (seed, latencyMs) => {
    const [whole, parted] = [new RandomLife(seed, latencyMs), new RandomLife(seed, latencyMs)];
    const random = seeded(seed + 100);
    for (let i = 0; i < 600; i++) {
      if (random(60) === 0) parted.saveAndLoad();
      expect(parted.step()).toEqual(whole.step());
    }
    expect(parted.exchange.stateHash()).toBe(whole.exchange.stateHash());
  });
});
