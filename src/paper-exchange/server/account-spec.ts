/**
 * An account as a person or script asks for it, in JSON; what is not said takes its standard.
 * Invariant: keys that are not given are made at random, and open nothing but this exchange.
 */
import { randomBytes } from 'node:crypto';
import { type Static, Type } from 'typebox';
import { validator } from '../../bitget/protocol/index.ts';
import { money } from '../../domain/index.ts';
import type { PaperAccount } from './options.ts';

const CLOSED = { additionalProperties: false } as const;
const AMOUNT = '^[0-9]{1,12}(\\.[0-9]{1,8})?$';

const oneOf = <const Names extends readonly string[]>(names: Names, description: string) =>
  Type.Optional(
    Type.Union(
      names.map((name) => Type.Literal(name as Names[number])),
      { description },
    ),
  );

const KEY_RIGHTS = ['read', 'trade', 'transfer', 'withdraw'] as const;

const credential = Type.Optional(
  Type.String({ pattern: '^[\\x21-\\x7e]{1,100}$', description: 'printable characters; default: made at random' }),
);

export const AccountSpec = Type.Object(
  {
    name: Type.String({ pattern: '^[A-Za-z0-9._-]{1,40}$', description: 'letters, digits, `.`, `_` and `-`' }),
    family: oneOf(['classic', 'unified'], 'default `classic`'),
    balance: Type.String({ pattern: AMOUNT, description: 'USDT, decimal text' }),
    environment: oneOf(['live', 'demo'], 'default `live`; requests of a demo key carry `paptrading: 1`'),
    positionMode: oneOf(['hedge', 'one-way'], 'default `hedge`'),
    marginMode: oneOf(['isolated', 'crossed'], 'default `isolated`, of Unified accounts `crossed`'),
    leverage: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 200, description: 'of every symbol, cut to its bounds; default 10' }),
    ),
    mayTradeBySocket: Type.Optional(
      Type.Boolean({ description: 'orders by the Classic private socket; default false' }),
    ),
    rights: Type.Optional(
      Type.Array(
        Type.Union(
          KEY_RIGHTS.map((right) => Type.Literal(right)),
          { description: 'of read, trade, transfer, withdraw; default `read` and `trade`' },
        ),
      ),
    ),
    addresses: Type.Optional(
      Type.Array(Type.String({ pattern: '^[0-9a-fA-F.:]{2,45}$' }), {
        description: 'network addresses that the key may be used from; default: every one',
      }),
    ),
    apiKey: credential,
    apiSecret: credential,
    passphrase: credential,
  },
  CLOSED,
);

export type AccountSpec = Static<typeof AccountSpec>;

/** What a new account of the family begins with: Unified ones know no other default than crossed. */
const MARGIN_MODES = { classic: 'isolated', unified: 'crossed' } as const;

/** @throws InvalidInput naming the field of `value` that is not allowed. */
export function accountFrom(value: unknown): PaperAccount {
  const spec = validator(AccountSpec, 'account').decode(value);
  const { family = 'classic', balance, environment = 'live', positionMode = 'hedge', marginMode, ...rest } = spec;
  return {
    apiKey: `bg_${randomBytes(12).toString('hex')}`,
    apiSecret: randomBytes(24).toString('hex'),
    passphrase: randomBytes(8).toString('hex'),
    ...rest,
    family,
    balance: money(balance),
    environment,
    positionMode,
    marginMode: marginMode ?? MARGIN_MODES[family],
  };
}
