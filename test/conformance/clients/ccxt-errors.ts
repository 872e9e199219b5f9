/**
 * The errors that ccxt makes of the exchange's refusals.
 * Invariant: a refusal changes nothing, and its class is the one that a program would act upon.
 */
import { expect } from 'vitest';
import type { AccountFamily } from '../../../src/paper-exchange/server/index.ts';
import { OTHER_PAIR, PAIR } from './ccxt.ts';
import { limitAt } from './ccxt-orders.ts';
import { type Check, type ClientCall, callsOf, throwsError } from './client-call.ts';
import type { Session } from './session.ts';
import { openOrders, positions } from './truth.ts';

const call = callsOf('ccxt', 'Errors');

type Ask = (session: Session) => Promise<unknown>;

/** The code that the exchange answers, and the class that ccxt makes of it. */
type Refused = readonly [code: string, name: string];

const refuses =
  (ask: Ask, [code, name]: Refused): Check =>
  async (session) => {
    const held = () => [openOrders(session), positions(session)];
    await throwsError(ask(session), { name, message: new RegExp(`"code":"?${code}"?[,}]`) });
    expect(held()).toEqual([[], []]);
  };

/** The exchange's code has no class of its own in ccxt: a program has to read the message. */
const unclassed = (ask: Ask, code: string) => ({
  why: `ccxt has no class for ${code}: ExchangeError`,
  shown: refuses(ask, [code, 'ExchangeError']),
});

type Refusal = {
  readonly call: string;
  readonly ask: Ask;
  readonly name: string;
  readonly code: { readonly classic: string; readonly unified: string };
  /** Where ccxt knows the code. */
  readonly isKnown?: { readonly classic: boolean; readonly unified: boolean };
};

const NOWHERE = { classic: false, unified: false };
const CLASSIC_ALONE = { classic: true, unified: false };
const EVERYWHERE = { classic: true, unified: true };

function refusal({ call: what, ask, name, code, isKnown = EVERYWHERE }: Refusal): ClientCall {
  const verdict = (family: AccountFamily) =>
    isKnown[family] ? refuses(ask, [code[family], name]) : unclassed(ask, code[family]);
  const classic = verdict('classic');
  return call({
    call: what,
    holds: name,
    check: refuses(ask, [code.classic, name]),
    classic,
    unified: verdict('unified'),
  });
}

const both = (code: string) => ({ classic: code, unified: code });

const withKey = (change: Partial<Record<'apiKey' | 'secret' | 'password', string>>): Ask => {
  return ({ ccxt }) => Object.assign(ccxt, change).fetchBalance();
};

const orders: readonly ClientCall[] = [
  refusal({
    call: 'an order beyond the balance',
    ask: (session) => limitAt(session, 59_000, { size: 500 }),
    name: 'InsufficientFunds',
    code: { classic: '40762', unified: '25203' },
    isKnown: CLASSIC_ALONE,
  }),
  refusal({
    call: 'an order below the smallest notional',
    ask: ({ ccxt }) => ccxt.createOrder(OTHER_PAIR, 'limit', 'buy', 0.01, 100, { hedged: true }),
    name: 'InvalidOrder',
    code: both('45110'),
  }),
  refusal({
    call: 'an order of the other position mode',
    ask: ({ ccxt }) => ccxt.createOrder(PAIR, 'market', 'buy', 0.01),
    name: 'InvalidOrder',
    code: { classic: '40774', unified: '25236' },
    isKnown: CLASSIC_ALONE,
  }),
  refusal({
    call: 'a price outside the band',
    ask: (session) => limitAt(session, 70_000),
    name: 'InvalidOrder',
    code: both('40815'),
    isKnown: NOWHERE,
  }),
  refusal({
    call: 'a close without a position',
    ask: ({ ccxt }) => ccxt.createOrder(PAIR, 'market', 'sell', 0.01, undefined, { hedged: true, reduceOnly: true }),
    name: 'InvalidOrder',
    code: { classic: '22002', unified: '25227' },
    isKnown: NOWHERE,
  }),
  refusal({
    call: 'the cancel of an order that is not there',
    ask: ({ ccxt }) => ccxt.cancelOrder('77', PAIR),
    name: 'OrderNotFound',
    code: { classic: '40768', unified: '25204' },
    isKnown: CLASSIC_ALONE,
  }),
  refusal({
    call: 'the query of an order that is not there',
    ask: ({ ccxt }) => ccxt.fetchOrder('77', PAIR),
    name: 'OrderNotFound',
    code: { classic: '40109', unified: '25204' },
    isKnown: CLASSIC_ALONE,
  }),
  refusal({
    call: 'leverage beyond the bounds',
    ask: ({ ccxt }) => ccxt.setLeverage(500, PAIR),
    name: 'BadRequest',
    code: { classic: '45045', unified: '25223' },
    isKnown: NOWHERE,
  }),
];

const access: readonly ClientCall[] = [
  refusal({
    call: 'an unknown key',
    ask: withKey({ apiKey: 'nobody' }),
    name: 'AuthenticationError',
    code: both('40037'),
  }),
  refusal({
    call: 'a wrong secret',
    ask: withKey({ secret: 'none' }),
    name: 'AuthenticationError',
    code: both('40009'),
  }),
  refusal({
    call: 'a wrong passphrase',
    ask: withKey({ password: 'no' }),
    name: 'AuthenticationError',
    code: both('40012'),
  }),
  refusal({
    call: 'a clock that is wrong by five minutes',
    ask: ({ ccxt }) => {
      ccxt.options.timeDifference = 300_000;
      return ccxt.fetchBalance();
    },
    name: 'InvalidNonce',
    code: both('40008'),
  }),
  refusal({
    call: 'a socket with a wrong secret',
    ask: ({ ccxt }) => Object.assign(ccxt, { secret: 'none' }).watchBalance({ type: 'swap' }),
    name: 'AuthenticationError',
    code: both('30015'),
  }),
  refusal({
    call: 'the API of the other family',
    ask: ({ ccxt, family }) => {
      ccxt.options.uta = family === 'classic';
      return ccxt.fetchBalance();
    },
    name: 'PermissionDenied',
    code: { classic: '40084', unified: '40085' },
    isKnown: NOWHERE,
  }),
  refusal({
    call: 'more requests in a second than are allowed',
    ask: async ({ ccxt }) => {
      for (let i = 0; i < 25; i++) await ccxt.fetchBalance();
    },
    name: 'DDoSProtection',
    code: both('429'),
  }),
];

export const ccxtErrors: readonly ClientCall[] = [...orders, ...access];
