/** The names that a refusal gives to what was wrong. */
import Type from 'typebox';
import { expect, it } from 'vitest';
import { validator } from './validation.ts';

const schema = Type.Object({ size: Type.String() }, { additionalProperties: false });

it('names the value as the one who asks does, whoever has asked before', () => {
  expect(() => validator(schema, 'body').decode({ size: 1 })).toThrow(/^body\/size: 1 is not allowed/);
  expect(() => validator(schema, 'account').decode({ size: 1 })).toThrow(/^account\/size: 1 is not allowed/);
  expect(() => validator(schema, 'account').decode({ size: '1', x: 2 })).toThrow(
    /^account\/x: 2 .* no field of this name$/,
  );
});

it('compiles once', () => {
  expect(validator(schema, 'body')).toBe(validator(schema, 'body'));
});
