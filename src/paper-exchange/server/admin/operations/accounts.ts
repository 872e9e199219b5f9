/**
 * Accounts: who there is, new ones, cash in and out, liquidation.
 * Invariant: cash comes from and goes to the pool of the world outside, so that the total stays.
 */
import { Type } from 'typebox';
import { asMoney, formatMoney, InvalidInput, type Money, money } from '../../../../domain/index.ts';
import { AccountSpec, accountFrom } from '../../account-spec.ts';
import type { PaperAccount } from '../../options.ts';
import { administer, knownAccount, knownSymbol } from '../administer.ts';
import { type AdminContext, defineOperation, NO_BODY, type Params } from '../operation.ts';

const CLOSED = { additionalProperties: false } as const;
const Amount = Type.Object(
  { amount: Type.String({ pattern: '^[0-9]{1,12}(\\.[0-9]{1,8})?$', description: 'USDT above 0, decimal text' }) },
  CLOSED,
);

export const listAccounts = defineOperation({
  method: 'GET',
  path: '/accounts',
  summary: 'every account with its keys',
  body: NO_BODY,
  answer: 'a list: `name`, `family`, `environment`, `apiKey`, `apiSecret`, `passphrase`, `balance`',
  run: ({ accounts, desk }) => accounts().map((account) => shown(account, desk.parts.exchange.account(account.name))),
});

export const createAccount = defineOperation({
  method: 'POST',
  path: '/accounts',
  summary: 'opens an account',
  body: AccountSpec,
  answer: 'the account, as in the list',
  run: ({ openAccount, desk }, { body }) => {
    const account = accountFrom(body);
    openAccount(account);
    return shown(account, desk.parts.exchange.account(account.name));
  },
});

export const deposit = defineOperation({
  method: 'POST',
  path: '/accounts/:account/deposit',
  summary: 'puts cash into an account',
  body: Amount,
  answer: '`account`, `balance`',
  run: (context, { body, params }) => transfer(context, params, amountOf(body)),
});

export const withdraw = defineOperation({
  method: 'POST',
  path: '/accounts/:account/withdraw',
  summary: 'takes cash out of an account, at most what is available',
  body: Amount,
  answer: '`account`, `balance`',
  run: (context, { body, params }) => transfer(context, params, asMoney(-amountOf(body))),
});

export const liquidateAccount = defineOperation({
  method: 'POST',
  path: '/accounts/:account/liquidate',
  summary: 'liquidates a position, as if the mark had reached its liquidation price',
  body: Type.Object(
    {
      symbol: Type.String({ minLength: 1 }),
      positionSide: Type.Optional(
        Type.Union([Type.Literal('long'), Type.Literal('short')], { description: 'default: both' }),
      ),
    },
    CLOSED,
  ),
  answer: '`account`, `balance`',
  run: ({ desk }, { body, params }) => {
    const { exchange } = desk.parts;
    const [account, symbol] = [knownAccount(exchange, params.account), knownSymbol(exchange, body.symbol)];
    administer(desk, { kind: 'liquidate', account, symbol, positionSide: body.positionSide });
    return { account, balance: formatMoney(exchange.account(account).balance) };
  },
});

function amountOf({ amount }: { amount: string }): Money {
  const parsed = money(amount);
  if (parsed <= 0n) throw new InvalidInput('amount', amount, 'an amount above 0');
  return parsed;
}

function transfer({ desk }: AdminContext, params: Params, amount: Money) {
  const { exchange } = desk.parts;
  const account = knownAccount(exchange, params.account);
  administer(desk, { kind: 'transfer', account, amount });
  return { account, balance: formatMoney(exchange.account(account).balance) };
}

const shown = (
  { name, family = 'classic', environment = 'live', apiKey, apiSecret, passphrase }: PaperAccount,
  { balance }: { readonly balance: Money },
) => ({ name, family, environment, apiKey, apiSecret, passphrase, balance: formatMoney(balance) });
