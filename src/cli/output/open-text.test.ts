/** A person who ends a run sees what the exchange goes on holding. */
import { expect, test } from 'vitest';
import { notFlatText, openRows } from './open-text.ts';

const position = {
  symbol: 'BTCUSDT',
  side: 'long',
  size: '0.01',
  entryPrice: '60000',
  stopLoss: '58800',
  takeProfits: ['61500', '63000'],
} as const;

test('nothing open is said too', () =>
  expect(openRows({ isConfirmed: true, positions: [], orders: [] })).toEqual({ 'stays open': 'nothing' }));

test('what the exchange did not confirm is no fact', () => {
  const open = { isConfirmed: false, positions: [], orders: [] };
  expect(openRows(open)['stays open']).toMatch(/^NOT CONFIRMED: .*look there\nnothing that is known$/);
  expect(notFlatText(open)).toContain('is not known');
  expect(notFlatText({ ...open, isConfirmed: true, positions: [position] })).toContain('1 positions and 0 orders stay');
});

test('each position with its stop, each order with its name', () => {
  const order = {
    clientOid: 'v-e1',
    symbol: 'ETHUSDT',
    intent: 'open',
    side: 'short',
    type: 'limit',
    price: '3000',
    size: '1',
    status: 'live',
  } as const;
  const bare = { ...position, symbol: 'ETHUSDT', stopLoss: undefined, takeProfits: [] };
  expect(
    openRows({ isConfirmed: true, positions: [position, bare], orders: [order] })['stays open']?.split('\n'),
  ).toEqual([
    'BTCUSDT long 0.01 from 60000, stop-loss 58800 at the exchange, take-profit 61500, 63000',
    'ETHUSDT long 0.01 from 60000, WITHOUT A STOP-LOSS',
    'order to open ETHUSDT short: limit 1 at 3000, live (v-e1)',
  ]);
});
