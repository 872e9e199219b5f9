/**
 * Random lives: cash is conserved to the last digit, orders and positions stay sound, and runs repeat.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PaperExchange } from './paper-exchange.ts';
import { Checker } from './testing/checker.ts';
import { operationLists, randomExchange, randomOptions, run } from './testing/random-operations.ts';

const latency = fc.constantFrom(0, 40_000);

describe('a random life', () => {
  it('conserves cash and keeps orders, positions and triggers sound', () => {
    fc.assert(
      fc.property(operationLists(200), latency, (operations, latencyMs) => {
        const exchange = randomExchange(latencyMs);
        const checker = new Checker(exchange);
        operations.forEach((operation, i) => {
          checker.check(exchange, run(exchange, operation, i));
        });
      }),
      { numRuns: 100 },
    );
  });

  it('repeats: same outputs and same hash, also when it is saved and restored half-way', () => {
    fc.assert(
      fc.property(operationLists(100), latency, fc.nat(200), (operations, latencyMs, cut) => {
        const whole = randomExchange(latencyMs);
        let parted = randomExchange(latencyMs);
        operations.forEach((operation, i) => {
          if (i === cut)
            parted = PaperExchange.restore(randomOptions(latencyMs), JSON.parse(JSON.stringify(parted.snapshot())));
          expect(run(parted, operation, i)).toEqual(run(whole, operation, i));
        });
        expect(parted.stateHash()).toBe(whole.stateHash());
      }),
      { numRuns: 50 },
    );
  });
});
