/**
 * What every rule about faults has: when it holds, what it concerns, how often it fires.
 * Invariant: a rule is plain JSON; a field that its kind does not know is refused.
 */
import { type TProperties, Type } from 'typebox';

const CLOSED = { additionalProperties: false } as const;
const at = (description: string) => Type.Optional(Type.Integer({ minimum: 0, description }));

const NAME = {
  id: Type.Optional(Type.String({ pattern: '^[a-z0-9-]{1,40}$', description: 'default: f1, f2 and so on' })),
};

const TIMES = {
  from: at('epoch ms of the exchange; default: when it is added'),
  inMs: at('instead of `from`: ms of the exchange after it was added'),
};

const WINDOW = {
  ...TIMES,
  until: at('epoch ms of the exchange; default: no end'),
  forMs: at('instead of `until`: ms of the exchange after its begin'),
};

const FREQUENCY = {
  probability: Type.Optional(Type.Number({ minimum: 0, maximum: 1, description: 'of each match; default 1' })),
  times: Type.Optional(Type.Integer({ minimum: 1, description: 'fires at most so often; default: no limit' })),
  after: Type.Optional(Type.Integer({ minimum: 0, description: 'lets so many matches pass first; default 0' })),
};

const ACCOUNT = Type.Optional(Type.String({ minLength: 1, description: 'name of an account' }));
const SYMBOL = Type.Optional(Type.String({ minLength: 1, description: 'such as BTCUSDT' }));

const REQUEST_MATCH = Type.Object(
  {
    path: Type.Optional(
      Type.String({
        pattern: '^[/*]',
        description: 'of the request, with * for any text, such as /api/v2/mix/order/*',
      }),
    ),
    method: Type.Optional(Type.Union([Type.Literal('GET'), Type.Literal('POST')])),
    account: ACCOUNT,
    symbol: SYMBOL,
  },
  CLOSED,
);

const MESSAGE_MATCH = Type.Object(
  {
    socket: Type.Optional(Type.Union([Type.Literal('public'), Type.Literal('private')])),
    channel: Type.Optional(Type.String({ minLength: 1, description: 'as it is subscribed, such as orders' })),
    account: ACCOUNT,
    symbol: SYMBOL,
  },
  CLOSED,
);

/** Of a kind that concerns single requests. */
export const requestRule = <Fields extends TProperties>(kind: string, fields: Fields) =>
  Type.Object(
    { kind: Type.Literal(kind), ...NAME, match: Type.Optional(REQUEST_MATCH), ...FREQUENCY, ...WINDOW, ...fields },
    CLOSED,
  );

/** Of a kind that concerns single pushes. */
export const messageRule = <Fields extends TProperties>(kind: string, fields: Fields) =>
  Type.Object(
    { kind: Type.Literal(kind), ...NAME, match: Type.Optional(MESSAGE_MATCH), ...FREQUENCY, ...WINDOW, ...fields },
    CLOSED,
  );

/** Of a kind that holds for a time. */
export const standingRule = <Fields extends TProperties>(kind: string, fields: Fields) =>
  Type.Object({ kind: Type.Literal(kind), ...NAME, ...WINDOW, ...fields }, CLOSED);

/** Of a kind that happens once. */
export const eventRule = <Fields extends TProperties>(kind: string, fields: Fields) =>
  Type.Object({ kind: Type.Literal(kind), ...NAME, ...TIMES, ...fields }, CLOSED);

/** What a rule concerns; an absent field means any. */
export type Match = {
  readonly path?: string;
  readonly method?: string;
  readonly socket?: 'public' | 'private';
  readonly channel?: string;
  readonly account?: string;
  readonly symbol?: string;
};

/** A rule that its kind's schema has let pass. */
export type FaultRule = {
  readonly kind: string;
  readonly id?: string;
  readonly match?: Match;
  readonly probability?: number;
  readonly times?: number;
  readonly after?: number;
  readonly from?: number;
  readonly inMs?: number;
  readonly until?: number;
  readonly forMs?: number;
  /** Of event kinds. */
  readonly account?: string;
  readonly symbol?: string;
};
