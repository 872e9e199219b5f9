import { describe, expect, it } from 'vitest';
import { assert, InvalidInput, InvariantError, refused, TradingError, unreachable } from './errors.ts';

describe('failures', () => {
  it('name their class, code and outcome; nothing was sent unless something says so', () => {
    const cause = new Error('reset');
    const lost = new TradingError('timeout', 'no answer', { outcome: 'unknown', details: { timeoutMs: 5 }, cause });
    expect(lost).toMatchObject({
      name: 'TradingError',
      code: 'timeout',
      outcome: 'unknown',
      details: { timeoutMs: 5 },
      cause,
    });
    expect(new TradingError('no-key', 'no key')).toMatchObject({ outcome: 'not-sent', details: {} });
  });

  it('bad input names field, value and what is allowed, in one line of bounded length', () => {
    const error = new InvalidInput('--speed', 'x'.repeat(500), 'a factor');
    expect(error).toBeInstanceOf(TradingError);
    expect(error.message).toMatch(/^--speed: "x{60,80}\.\.\. is not allowed; expected a factor$/);
    expect(new InvalidInput('price', undefined, 'a price').message).toBe('price: missing; expected a price');
  });

  it('a broken invariant is no trading error: nobody handles it by accident', () => {
    expect(() => assert(false, 'the books do not balance')).toThrow(new InvariantError('the books do not balance'));
    expect(() => assert('anything that is true', 'fine')).not.toThrow();
    expect(() => unreachable('x' as never)).toThrow(InvariantError);
    expect(new InvariantError('x')).not.toBeInstanceOf(TradingError);
  });

  it('a refusal is a value', () => {
    expect(refused('max-leverage', { limit: 10 })).toEqual({ ok: false, rule: 'max-leverage', details: { limit: 10 } });
  });
});
