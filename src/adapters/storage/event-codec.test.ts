/** Events survive JSON, whatever they hold. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asMoney, type Event, type Rate, ticks } from '../../domain/index.ts';
import { decodeEvent, encodeEvent } from './event-codec.ts';

const key = fc.oneof(fc.string({ maxLength: 6 }), fc.constantFrom('$n', '$', '$$n', '__proto__x', 'at'));
const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
);
const details = fc.dictionary(key, fc.oneof(number, fc.string(), fc.boolean()), { noNullPrototype: true });
const at = fc.nat();

const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({
    type: fc.constant('request-failed' as const),
    at,
    request: fc.string(),
    symbol: fc.string(),
    code: fc.string(),
    details,
  }),
  fc.record({
    type: fc.constant('mark' as const),
    at,
    symbol: fc.string(),
    price: fc.nat().map(ticks),
    fundingRate: fc.bigInt().map((units) => units as Rate),
    nextFundingAt: at,
  }),
  fc
    .record({
      billId: fc.string(),
      kind: fc.constant('funding' as const),
      symbol: fc.string(),
      amount: fc.bigInt().map(asMoney),
      at,
    })
    .map((bill) => ({ type: 'bill' as const, at: bill.at, bill })),
  fc.record({
    type: fc.constant('command' as const),
    at,
    requestId: fc.string(),
    command: fc.constant({ kind: 'pause' as const }),
  }),
);

describe('event codec', () => {
  it('gives back every event', () => {
    fc.assert(
      fc.property(event, (original) => {
        expect(decodeEvent(encodeEvent(original))).toEqual(original);
      }),
      { numRuns: 1_000 },
    );
  });

  it('writes a bigint as tagged digits and leaves out what is undefined', () => {
    const close: Event = {
      type: 'command',
      at: 1,
      requestId: 'r',
      command: { kind: 'close-position', symbol: 'S', positionSide: 'long', size: undefined },
    };
    expect(encodeEvent(close)).toBe(
      '{"type":"command","at":1,"requestId":"r","command":{"kind":"close-position","symbol":"S","positionSide":"long"}}',
    );
    const mark: Event = {
      type: 'mark',
      at: 1,
      symbol: 'S',
      price: ticks(1),
      fundingRate: 5n as Rate,
      nextFundingAt: 2,
    };
    expect(encodeEvent(mark)).toContain('"fundingRate":{"$n":"5"}');
  });

  it('refuses a number that JSON would turn into null', () => {
    const broken: Event = { type: 'alarm', at: Number.NaN, name: 'x' };
    expect(() => encodeEvent(broken)).toThrow(/NaN has no place/);
  });

  it.each([
    '',
    '{',
    'null',
    '[]',
    '"x"',
    '{"type":"candle"}',
    '{"type":"nonsense","at":1}',
    '{"type":"toString","at":1}',
    '{"type":"mark","at":1,"x":{"$n":"z"}}',
  ])('refuses %j', (text) => {
    expect(() => decodeEvent(text)).toThrow(expect.objectContaining({ code: 'invalid-input' }));
  });
});
