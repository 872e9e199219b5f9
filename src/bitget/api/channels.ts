/**
 * A method for each channel of a registry; rows are typed by its entry.
 * Invariant: rows that have not the documented shape reach no listener; they are a gap.
 */
import { InvalidInput } from '../../domain/index.ts';
import { type Channel, decodeRows, type PushFrame, type RowOf } from '../protocol/index.ts';
import type { Hub, Subscription } from './hub.ts';

export type Frame = {
  /** The contract, of a public channel. */
  readonly symbol: string | undefined;
  /** The rows replace what came before; else they add to it. Private channels say "snapshot" of changes, too. */
  readonly isSnapshot: boolean;
  /** When the exchange sent it, epoch ms; undefined where it does not say. */
  readonly at: number | undefined;
};

export type ChannelListener<Row> = {
  /** The rows of one message, as the exchange orders them. When a fresh connection takes over, messages may come twice. */
  readonly onRows: (rows: readonly Row[], frame: Frame) => void;
  /** The connection was lost and is up again, or a message could not be read: ask by a call what was missed. */
  readonly onGap?: ((reason: string) => void) | undefined;
};

/** One contract such as BTCUSDT, or several. */
type Symbols = { readonly symbol: string | readonly string[] };

type Wanted<Name, C> = C extends { readonly auth: 'public' }
  ? Name extends 'candle' | 'kline'
    ? Symbols & { /** Such as 1m, 15m or 1H. */ readonly interval: string }
    : Symbols
  : object;

export type ChannelRegistry = Readonly<Record<string, Channel>>;

/**
 * The channels of one family.
 * Each resolves when the exchange has acknowledged the subscription, and throws BitgetError when it refuses it.
 */
export type Channels<R> = {
  readonly [Name in keyof R]: (
    wanted: Wanted<Name, R[Name]> & ChannelListener<RowOf<R[Name]>>,
  ) => Promise<Subscription>;
};

/** How a family writes its subscriptions. */
export type Wire<Arg> = {
  readonly argOf: (channel: Channel, symbol: string | undefined, interval: string | undefined) => Arg;
  readonly symbolOf: (arg: Arg) => string | undefined;
};

type AnyWanted = Partial<Symbols> & { readonly interval?: string } & ChannelListener<unknown>;

/** @param hubOf the socket of a channel */
export function channelsOf<R extends ChannelRegistry, Arg>(
  registry: R,
  wire: Wire<Arg>,
  hubOf: (channel: Channel) => Hub<Arg>,
): Channels<R> {
  const listen = (channel: Channel) => async (wanted: AnyWanted) => {
    const args = symbolsOf(channel, wanted).map((symbol) => wire.argOf(channel, symbol, wanted.interval));
    const onGap = wanted.onGap ?? (() => undefined);
    return hubOf(channel).subscribe(args, {
      onGap,
      receive: (push) => deliver(channel, wire, { push, listener: { onRows: wanted.onRows, onGap } }),
    });
  };
  const methods = Object.entries(registry).map(([name, channel]) => [name, listen(channel)] as const);
  return Object.freeze(Object.fromEntries(methods)) as Channels<R>;
}

function symbolsOf({ auth, name }: Channel, { symbol, interval, onRows }: AnyWanted): (string | undefined)[] {
  if (typeof onRows !== 'function') throw new InvalidInput(`${name} onRows`, onRows, 'a function');
  if (auth === 'private') return [undefined];
  const symbols = typeof symbol === 'string' ? [symbol] : [...(symbol ?? [])];
  if (symbols.length === 0) throw new InvalidInput(`${name} symbol`, symbol, 'a contract such as BTCUSDT, or several');
  if (/^(candle|kline)$/.test(name) && !interval) {
    throw new InvalidInput(`${name} interval`, interval, 'a length such as 1m, 15m or 1H');
  }
  return symbols.map((each) => each.toUpperCase());
}

function deliver<Arg>(
  channel: Channel,
  wire: Wire<Arg>,
  { push, listener }: { push: PushFrame<Arg>; listener: ChannelListener<unknown> },
): void {
  let rows: readonly unknown[];
  try {
    rows = decodeRows(channel, push.data);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    listener.onGap?.(`a message of ${channel.name} cannot be read: ${error.message}`);
    return;
  }
  listener.onRows(rows, {
    symbol: wire.symbolOf(push.arg),
    isSnapshot: push.action === 'snapshot',
    at: push.ts === undefined ? undefined : Number(push.ts),
  });
}
