/**
 * How bitget-api hands the exchange's refusals on: an object with the HTTP status and the exchange's own answer.
 * Invariant: a refusal changes nothing, and its code is the exchange's.
 */
import { RestClientV2, RestClientV3 } from 'bitget-api';
import { expect } from 'vitest';
import type { AccountFamily } from '../../../src/paper-exchange/server/index.ts';
import { limitOrder, SETTLED } from './bitget-api-terms.ts';
import { type Check, type ClientCall, callsOfEach } from './client-call.ts';
import { KEY, type Session } from './session.ts';
import { openOrders, positions } from './truth.ts';

const call = callsOfEach('bitget-api', 'Errors');

type Ask = (session: Session) => Promise<unknown>;

const refuses =
  (ask: Ask, { code, status }: { code: string; status: number }): Check =>
  async (session) => {
    const refused = await ask(session).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refused).toMatchObject({ code: status, body: { code } });
    expect([openOrders(session), positions(session)]).toEqual([[], []]);
  };

type Refusal = {
  readonly call: string;
  readonly ask: Ask;
  readonly code: { readonly classic: string; readonly unified: string };
  readonly status?: number;
};

function refusal({ call: what, ask, code, status = 400 }: Refusal): ClientCall {
  const verdict = (family: AccountFamily) => refuses(ask, { code: code[family], status });
  const holds = code.classic === code.unified ? code.classic : `${code.classic}; ${code.unified}`;
  return call({ call: what, holds: `the code ${holds}`, classic: verdict('classic'), unified: verdict('unified') });
}

const both = (code: string) => ({ classic: code, unified: code });

const order =
  (limit: Parameters<typeof limitOrder>[1]): Ask =>
  (session) =>
    limitOrder(session, limit);

const cancel: Ask = ({ family, classic, unified }) =>
  family === 'classic'
    ? classic.futuresCancelOrder({ ...SETTLED, orderId: '77' })
    : unified.cancelOrder({ orderId: '77' });

const balance = ({ family, classic, unified }: Pick<Session, 'family' | 'classic' | 'unified'>) =>
  family === 'classic' ? classic.getFuturesAccountAsset(SETTLED) : unified.getBalances();

/** The balance, asked for by a client with another key. */
const withKey =
  (change: Partial<Record<'apiKey' | 'apiSecret' | 'apiPass', string>>): Ask =>
  ({ family, server }) => {
    const key = { apiKey: KEY.apiKey, apiSecret: KEY.apiSecret, apiPass: KEY.passphrase };
    const options = { baseUrl: server.rest, ...key, ...change };
    return balance({ family, classic: new RestClientV2(options), unified: new RestClientV3(options) });
  };

const otherFamily: Ask = ({ family, ...clients }) =>
  balance({ ...clients, family: family === 'classic' ? 'unified' : 'classic' });

const tooMany: Ask = async (session) => {
  for (let i = 0; i < 25; i++) await balance(session);
};

export const bitgetApiErrors: readonly ClientCall[] = [
  refusal({
    call: 'an order beyond the balance',
    ask: order({ price: '59000', size: '500' }),
    code: { classic: '40762', unified: '25203' },
  }),
  refusal({ call: 'a price outside the band', ask: order({ price: '70000' }), code: both('40815') }),
  refusal({
    call: 'a price between ticks',
    ask: order({ price: '59000.05' }),
    code: { classic: '45115', unified: '25244' },
  }),
  refusal({ call: 'a size between lots', ask: order({ price: '59000', size: '0.0105' }), code: both('22038') }),
  refusal({
    call: 'the cancel of an order that is not there',
    ask: cancel,
    code: { classic: '40768', unified: '25204' },
  }),
  refusal({ call: 'an unknown key', ask: withKey({ apiKey: 'nobody' }), code: both('40037') }),
  refusal({ call: 'a wrong secret', ask: withKey({ apiSecret: 'none' }), code: both('40009') }),
  refusal({ call: 'a wrong passphrase', ask: withKey({ apiPass: 'none' }), code: both('40012') }),
  refusal({ call: 'the API of the other family', ask: otherFamily, code: { classic: '40084', unified: '40085' } }),
  refusal({ call: 'more requests in a second than are allowed', ask: tooMany, code: both('429'), status: 429 }),
];
