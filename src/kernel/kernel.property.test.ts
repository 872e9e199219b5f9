import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scripts } from '../../test/support/event-script.ts';
import { signalByName } from '../../test/support/signal-strategy.ts';
import { decodeEvent, encodeEvent } from '../adapters/storage/index.ts';
import { type Event, isTerminal } from '../domain/index.ts';
import { Kernel } from './kernel.ts';
import { stopCoverage } from './orders/index.ts';

const newKernel = (): Kernel => new Kernel(signalByName);

function run(events: readonly Event[], kernel = newKernel()): Kernel {
  for (const event of events) kernel.step(event);
  return kernel;
}

const VENUE = new Set<Event['type']>(['order', 'order-rejected', 'fill', 'trigger', 'trigger-rejected', 'bill']);

describe('a kernel', () => {
  it('does the same for the same events, whether they come from memory or from a journal', () => {
    fc.assert(
      fc.property(scripts, (events) => {
        const [live, replayed] = [run(events), run(events.map((event) => decodeEvent(encodeEvent(event))))];
        expect([replayed.effectHash, replayed.stateHash()]).toEqual([live.effectHash, live.stateHash()]);
      }),
      { numRuns: 60 },
    );
  });

  it('saved as text at any point and loaded goes on as if never interrupted', () => {
    fc.assert(
      fc.property(scripts, fc.nat(1_000), (events, pick) => {
        const whole = run(events);
        const cut = pick % (events.length + 1);
        const resumed = newKernel();
        resumed.load(run(events.slice(0, cut)).save());
        run(events.slice(cut), resumed);
        expect([resumed.effectHash, resumed.stateHash()]).toEqual([whole.effectHash, whole.stateHash()]);
      }),
      { numRuns: 150 },
    );
  });

  it('saves what it loaded, byte for byte', () => {
    fc.assert(
      fc.property(scripts, (events) => {
        const saved = run(events).save();
        const loaded = newKernel();
        loaded.load(saved);
        expect(loaded.save()).toBe(saved);
      }),
      { numRuns: 60 },
    );
  });

  it('hearing any word of the venue a second time, at once or later, sends nothing and says nothing', () => {
    fc.assert(
      fc.property(scripts, fc.array(fc.tuple(fc.nat(1_000), fc.nat(20)), { maxLength: 8 }), (events, repeats) => {
        const later = new Map<number, Event[]>();
        for (const [pick, distance] of repeats) {
          const i = pick % events.length;
          const event = events[i];
          const place = Math.min(i + distance, events.length - 1);
          // A stop that has been moved since stands where the old word does not say: only the newest word of it is repeated.
          if (!event || !VENUE.has(event.type) || (event.type === 'trigger' && distance > 0)) continue;
          later.set(place, [...(later.get(place) ?? []), event]);
        }
        const kernel = newKernel();
        events.forEach((event, i) => {
          kernel.step(event);
          for (const repeated of later.get(i) ?? []) expect(kernel.step({ ...repeated, at: event.at })).toEqual([]);
        });
        expect(kernel.effectHash).toBe(run(events).effectHash);
      }),
      { numRuns: 150 },
    );
  });

  it('names every send once, and keeps every position covered or something under way that will cover or close it', () => {
    fc.assert(
      fc.property(scripts, (events) => {
        const kernel = newKernel();
        const names = new Set<string>();
        const alarms = new Set<string>();
        for (const event of events) {
          if (event.type === 'alarm') alarms.delete(event.name);
          for (const effect of kernel.step(event)) {
            if (effect.type === 'set-alarm') alarms.add(effect.name);
            if (effect.type === 'reconcile') alarms.add('asked');
            const oid =
              effect.type === 'submit-order'
                ? effect.order.clientOid
                : effect.type === 'place-trigger'
                  ? effect.trigger.clientOid
                  : undefined;
            if (oid === undefined) continue;
            expect(names.has(oid)).toBe(false);
            names.add(oid);
          }
          if (event.type === 'reconciled' && event.state.isConsistent) alarms.delete('asked');
          for (const { symbol, positionSide, size } of kernel.state.portfolio.positions()) {
            const coverage = stopCoverage(kernel.state.triggers.openOf(symbol, positionSide), size);
            const closing = kernel.state.orders.find(symbol, 'close', positionSide);
            const isWatched = ['asked', 'reconcile', `guard:${symbol}:${positionSide}`].some((name) =>
              alarms.has(name),
            );
            if (coverage === 'open' && !closing) expect(isWatched).toBe(true);
          }
          for (const order of kernel.state.orders.open()) expect(isTerminal(order.status)).toBe(false);
        }
      }),
      { numRuns: 150 },
    );
  });
});
