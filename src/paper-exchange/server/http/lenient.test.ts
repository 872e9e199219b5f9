/**
 * Requests that are not quite as documented.
 */
import { Type } from 'typebox';
import { expect, test } from 'vitest';
import { readLeniently } from './lenient.ts';

const Answer = Type.Union([Type.Literal('YES'), Type.Literal('NO')]);
const order = Type.Object({
  size: Type.String(),
  price: Type.Optional(Type.String()),
  side: Type.Optional(Type.Literal('buy')),
  reduceOnly: Type.Optional(Answer),
});
const batch = Type.Object({ symbol: Type.String(), orders: Type.Array(order) });
const inherited = JSON.parse('{"size":"1","__proto__":{"price":"2"},"constructor":1}') as unknown;

test.each([
  ['a field that nobody knows', order, { size: '1', colour: 'red' }, { size: '1' }],
  [
    'one in an object of a list',
    batch,
    { symbol: 'A', orders: [{ size: '1' }, { size: '2', symbol: 'A' }] },
    { symbol: 'A', orders: [{ size: '1' }, { size: '2' }] },
  ],
  ['one in a bare list', Type.Array(order), [{ size: '1', x: 1 }], [{ size: '1' }]],
  ['one that every object inherits', order, inherited, { size: '1' }],
  ['a number for text', order, { size: 0.5, price: 60_000 }, { size: '0.5', price: '60000' }],
  ['the case of some words', order, { size: '1', reduceOnly: 'yes' }, { size: '1', reduceOnly: 'YES' }],
])('%s does not matter', (_what, schema, value, read) => {
  expect(readLeniently(schema, value)).toEqual(read);
});

test.each([
  ['it is as documented', batch, { symbol: 'A', orders: [{ size: '1' }] }],
  ['a word is as documented', order, { size: '1', reduceOnly: 'NO' }],
  ['a word is unknown', order, { size: '1', reduceOnly: 'perhaps' }],
  ['another word has another case', order, { size: '1', side: 'Buy' }],
  ['it is no object', order, 'text'],
  ['it is nothing', order, null],
  ['it is a list where an object is wanted', order, [{ x: 1 }]],
  ['a number has no plain text', order, { size: 1e-9 }],
  ['it is neither number nor text', order, { size: true }],
])('a value stays as it is where %s', (_why, schema, value) => {
  expect(readLeniently(schema, value)).toBeUndefined();
});
