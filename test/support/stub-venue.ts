/**
 * A venue whose answers a test hands in, and which keeps what it was asked.
 * Invariant: what has no answer of its own answers that all is well and nothing is there.
 */
import { money } from '../../src/domain/index.ts';
import type { Sent, Venue, VenueListener } from '../../src/ports/index.ts';
import { btc, eth } from './instruments.ts';

export type StubVenue = Venue & {
  /** Method and first arguments of every call, such as `submit test-e1`. */
  readonly calls: string[];
  /** Of the last `listen`. */
  readonly listener: VenueListener | undefined;
};

const accepted = async (): Promise<Sent> => ({ outcome: 'accepted', id: 'id' });

export function createStubVenue(given: Partial<Venue> = {}): StubVenue {
  const calls: string[] = [];
  let listener: VenueListener | undefined;
  const answers: Venue = {
    instruments: async (symbols) => [btc, eth].filter(({ symbol }) => symbols.includes(symbol)),
    prepare: async () => {},
    submit: accepted,
    amend: accepted,
    cancel: accepted,
    placeTrigger: accepted,
    moveTrigger: accepted,
    cancelTrigger: accepted,
    setLeverage: accepted,
    order: async () => 'absent',
    trigger: async () => 'absent',
    account: async () => ({ balance: money('10000'), available: money('10000'), positionMode: 'hedge' }),
    positions: async () => [],
    openOrders: async () => [],
    openTriggers: async () => [],
    fills: async () => [],
    bills: async () => [],
    listen: async (heard) => {
      listener = heard;
    },
    settle: async () => {},
    close: async () => {},
    ...given,
  };
  const noted = Object.entries(answers).map(([name, method]) => [
    name,
    (...args: unknown[]) => {
      calls.push([name, ...args.map(brief)].join(' ').trim());
      return (method as (...args: unknown[]) => unknown)(...args);
    },
  ]);
  return {
    ...(Object.fromEntries(noted) as Venue),
    calls,
    get listener() {
      return listener;
    },
  };
}

/** Texts and numbers as they are, requests by name, the rest not at all. */
function brief(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  return typeof value === 'object' && value !== null && 'clientOid' in value ? String(value.clientOid) : '';
}
