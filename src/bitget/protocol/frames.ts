/**
 * The frames of Bitget's WebSocket: what a client sends and what the server answers.
 * Invariant: "ping" and "pong" are bare text, never JSON; every push names the subscription it belongs to.
 */
import { type Static, type TObject, Type } from 'typebox';
import { MaybeText, Numeral, OneOf } from './fields.ts';
import { validator } from './validation.ts';

export const PING = 'ping';
export const PONG = 'pong';

export const SOCKET_PATHS = { public: '/v2/ws/public', private: '/v2/ws/private' } as const;

/** Bounds of one connection, as the exchange enforces them. */
export const SOCKET_LIMITS = {
  messagesPerSecond: 10,
  /** More in one subscribe frame has cut connections. */
  argsPerFrame: 10,
  bytesPerFrame: 4_096,
  /** Subscribe and unsubscribe frames of one connection. */
  subscriptionsPerHour: 240,
  channelsMax: 1_000,
  /** Connections that one address may try to open within `attemptsSpanMs`. */
  attemptsMax: 300,
  attemptsSpanMs: 300_000,
  /** Without a ping for this long the server cuts the connection. */
  idleMaxMs: 120_000,
  /** A connection older than this is cut, whatever it does. */
  ageMaxMs: 86_400_000,
} as const;

/** One subscription; `instId` for markets and most private channels, `coin` for the account. */
export const ChannelArg = Type.Object({
  instType: Type.String(),
  channel: Type.String(),
  instId: Type.Optional(Type.String()),
  coin: Type.Optional(Type.String()),
});
export type ChannelArg = Static<typeof ChannelArg>;

export const LoginArg = Type.Object({
  apiKey: Type.String(),
  passphrase: Type.String(),
  /** Epoch seconds or milliseconds; the exchange takes both. */
  timestamp: Numeral,
  sign: Type.String(),
});
export type LoginArg = Static<typeof LoginArg>;

/** The frames of a socket whose subscriptions have the form of `arg`. */
export const framesOf = <Arg extends TObject>(arg: Arg) => ({
  /** What a client may send besides "ping". */
  ClientFrame: Type.Union([
    Type.Object({ op: OneOf('subscribe', 'unsubscribe'), args: Type.Array(arg, { minItems: 1 }) }),
    Type.Object({ op: Type.Literal('login'), args: Type.Array(LoginArg, { minItems: 1, maxItems: 1 }) }),
  ]),
  /** Answers to login, subscribe and trade. `code` is a number on the wire and text in the documentation. */
  EventFrame: Type.Object({
    event: Type.String(),
    arg: Type.Optional(arg),
    /** Of a trade request: the name that it was sent under, and what became of it. */
    id: Type.Optional(Numeral),
    args: Type.Optional(Type.Unknown()),
    code: Type.Optional(Numeral),
    msg: MaybeText,
    op: MaybeText,
    connId: MaybeText,
  }),
  /** Data of a subscription; the rows follow the channel's schema. */
  PushFrame: Type.Object({
    action: OneOf('snapshot', 'update'),
    arg,
    data: Type.Array(Type.Unknown()),
    ts: Type.Optional(Numeral),
  }),
});

export const { ClientFrame, EventFrame, PushFrame } = framesOf(ChannelArg);
export type ClientFrame = Static<typeof ClientFrame>;
export type EventFrame<Arg = ChannelArg> = Omit<Static<typeof EventFrame>, 'arg'> & { readonly arg?: Arg };
export type PushFrame<Arg = ChannelArg> = Omit<Static<typeof PushFrame>, 'arg'> & { readonly arg: Arg };

/** Identifies a subscription within a connection. */
export const channelKey = (arg: ChannelArg): string => `${arg.instType}|${arg.channel}|${arg.instId ?? arg.coin ?? ''}`;

/** How one family of the API writes its subscriptions: all that the sockets of the families differ in. */
export type Dialect<Arg> = {
  readonly isEvent: (frame: unknown) => frame is EventFrame<Arg>;
  readonly isPush: (frame: unknown) => frame is PushFrame<Arg>;
  /** Identifies a subscription within a connection. */
  readonly keyOf: (arg: Arg) => string;
};

export const CLASSIC: Dialect<ChannelArg> = {
  isEvent: validator(EventFrame, 'socket event').check,
  isPush: validator(PushFrame, 'socket push').check,
  keyOf: channelKey,
};
