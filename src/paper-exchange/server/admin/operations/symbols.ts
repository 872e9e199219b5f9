/**
 * Contracts: halted, resumed, taken off the list, with another funding interval, with a jump of the price.
 */
import { Type } from 'typebox';
import type { AdminCommand } from '../../../core/index.ts';
import { FundingHours } from '../../faults/index.ts';
import { administer, knownSymbol } from '../administer.ts';
import { type AdminContext, AdminRefusal, defineOperation, NO_BODY, type Params } from '../operation.ts';

const CLOSED = { additionalProperties: false } as const;

export const halt = defineOperation({
  method: 'POST',
  path: '/symbols/:symbol/halt',
  summary: 'refuses every order of a symbol; what is open stays',
  body: NO_BODY,
  answer: '`symbol`',
  run: (context, { params }) =>
    carryOut(context, params, (symbol) => ({ kind: 'set-status', symbol, status: 'halted' })),
});

export const reduceOnly = defineOperation({
  method: 'POST',
  path: '/symbols/:symbol/reduce-only',
  summary: 'refuses orders that open a position of a symbol',
  body: NO_BODY,
  answer: '`symbol`',
  run: (context, { params }) =>
    carryOut(context, params, (symbol) => ({ kind: 'set-status', symbol, status: 'reduce-only' })),
});

export const resume = defineOperation({
  method: 'POST',
  path: '/symbols/:symbol/resume',
  summary: 'lets a symbol trade again',
  body: NO_BODY,
  answer: '`symbol`',
  run: (context, { params }) =>
    carryOut(context, params, (symbol) => ({ kind: 'set-status', symbol, status: 'normal' })),
});

export const delistSymbol = defineOperation({
  method: 'POST',
  path: '/symbols/:symbol/delist',
  summary: 'cancels all orders of a symbol, closes its positions at mark and halts it',
  body: NO_BODY,
  answer: '`symbol`',
  run: (context, { params }) => carryOut(context, params, (symbol) => ({ kind: 'delist', symbol })),
});

export const setFundingInterval = defineOperation({
  method: 'POST',
  path: '/symbols/:symbol/funding-interval',
  summary: 'settles the funding of a symbol at another interval from now on',
  body: Type.Object({ hours: FundingHours }, CLOSED),
  answer: '`symbol`',
  run: (context, { body, params }) =>
    carryOut(context, params, (symbol) => ({ kind: 'set-funding-interval', symbol, hours: Number(body.hours) })),
});

export const shock = defineOperation({
  method: 'POST',
  path: '/symbols/:symbol/shock',
  summary: 'makes the price of a symbol jump, book, trades and mark with it; for synthetic markets alone',
  body: Type.Object(
    { bps: Type.Integer({ minimum: -9_000, maximum: 100_000, description: 'such as -1000 for a fall by a tenth' }) },
    CLOSED,
  ),
  answer: '`symbol`',
  run: ({ desk, source }, { body, params }) => {
    const symbol = knownSymbol(desk.parts.exchange, params.symbol);
    if (!source.shock) throw new AdminRefusal(409, 'recorded', `${source.name} has the prices that were recorded`);
    source.shock(symbol, body.bps);
    return { symbol };
  },
});

function carryOut({ desk }: AdminContext, params: Params, commandFor: (symbol: string) => AdminCommand) {
  const symbol = knownSymbol(desk.parts.exchange, params.symbol);
  administer(desk, commandFor(symbol));
  return { symbol };
}
