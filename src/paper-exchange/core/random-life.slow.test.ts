/**
 * A million random operations over all commands; and long runs that repeat, saved and loaded on the way.
 */
import { expect, it } from 'vitest';
import { Checker } from './testing/checker.ts';
import { seeded } from './testing/matching-duel.ts';
import { OPERATION_NAMES, RandomLife } from './testing/random-life.ts';

const OPERATIONS = 1_000_000;
const LIVES = 4;

it('conserves cash to the last digit over a million operations', { timeout: 600_000 }, () => {
  for (let seed = 11; seed < 11 + LIVES; seed++) {
    const life = new RandomLife(seed, seed % 2 === 0 ? 15_000 : 0);
    const checker = new Checker(life.exchange);
    for (let i = 0; i < OPERATIONS / LIVES; i++) {
      checker.follow(life.exchange, life.step());
      if (i % 50 === 0) checker.checkAll(life.exchange);
      if (i % 5_000 === 0) life.saveAndLoad();
    }
    for (const name of OPERATION_NAMES) expect(`${name} ${life.accepted.get(name) ?? 0}`).toMatch(/ \d{2,}$/);
  }
});

it('repeats over 20,000 operations, saved and loaded at random', { timeout: 300_000 }, () => {
  for (const latencyMs of [0, 15_000]) {
    const [whole, parted] = [new RandomLife(5, latencyMs), new RandomLife(5, latencyMs)];
    const random = seeded(6);
    for (let i = 0; i < 10_000; i++) {
      if (random(300) === 0) parted.saveAndLoad();
      expect(parted.step()).toEqual(whole.step());
      if (i % 500 === 0) expect(parted.exchange.stateHash()).toBe(whole.exchange.stateHash());
    }
  }
});
