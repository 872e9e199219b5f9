/**
 * The V1 socket: login, subscriptions and pings of every program that is connected.
 * Invariant: a private channel is heard after a login alone; a program that may have missed something private is disconnected.
 */
import { type Static, Type } from 'typebox';
import type { AccountFamily } from '../../../domain/index.ts';
import type { Subscription } from '../../api/hub.ts';
import type { Sockets } from '../../api/sockets.ts';
import { LoginArg, PING, PONG } from '../../protocol/frames.ts';
import { validator } from '../../protocol/validation.ts';
import type { Credentials } from '../../signing/index.ts';
import { type Clocks, checkClaim } from '../gatekeeper.ts';
import { LegacyRefusal } from '../refusal.ts';
import { decodeSymbol } from '../words.ts';
import { type LegacyArg, type Peer, type PeerSession, SocketRefusal } from './peer.ts';
import { privateChannels } from './private-channels.ts';
import { type Listening, publicChannel } from './public-channels.ts';

export type PeersOptions = {
  readonly family: AccountFamily;
  readonly sockets: Sockets;
  readonly own: Credentials;
  readonly clocks: Clocks;
  readonly onFailure: (error: unknown) => void;
};

const Arg = Type.Object({ instType: Type.String(), channel: Type.String(), instId: Type.Optional(Type.String()) });
const Frame = validator(
  Type.Union([
    Type.Object({
      op: Type.Union([Type.Literal('subscribe'), Type.Literal('unsubscribe')]),
      args: Type.Array(Arg, { minItems: 1, maxItems: 100 }),
    }),
    Type.Object({ op: Type.Literal('login'), args: Type.Array(LoginArg, { minItems: 1, maxItems: 1 }) }),
  ]),
  'V1 frame',
);

const SUBSCRIPTIONS_MAX = 1_000;
/** A program comes back after these by itself. */
const CLOSE = { restart: 1012, policy: 1008 } as const;

/** What REST says of a claim, in the numbers of the socket. */
const LOGIN_CODES: Readonly<Record<string, number>> = {
  '40005': 30013,
  '40006': 30011,
  '40008': 30014,
  '40009': 30015,
  '40012': 30012,
};
const LOGIN_FAILED = 30005;

export class Peers {
  readonly #options: PeersOptions;
  readonly #sessions = new Map<Session, Peer>();

  constructor(options: PeersOptions) {
    this.#options = options;
  }

  connect(peer: Peer): PeerSession {
    const session = new Session(peer, this.#options);
    this.#sessions.set(session, peer);
    const closed = (): void => {
      this.#sessions.delete(session);
      session.closed();
    };
    return { receive: (text) => session.receive(text), closed };
  }

  close(): void {
    for (const [session, peer] of this.#sessions) {
      session.closed();
      peer.close(CLOSE.restart, 'the gateway stops');
    }
    this.#sessions.clear();
  }
}

class Session {
  readonly #peer: Peer;
  readonly #options: PeersOptions;
  /** By subscription, from the moment it is asked for. */
  readonly #subscriptions = new Map<string, Promise<Subscription>>();
  #isKnown = false;
  #isOpen = true;

  constructor(peer: Peer, options: PeersOptions) {
    this.#peer = peer;
    this.#options = options;
  }

  receive(text: string): void {
    if (text === PING) {
      this.#peer.send(PONG);
      return;
    }
    const frame = frameOf(text);
    if (!frame) this.#refuse(30002, 'Unrecognized request');
    else if (frame.op === 'login') this.#login(frame.args[0]);
    else if (frame.op === 'subscribe') for (const arg of frame.args) void this.#subscribe(arg);
    else for (const arg of frame.args) this.#unsubscribe(arg);
  }

  closed(): void {
    this.#isOpen = false;
    for (const subscription of this.#subscriptions.values()) this.#end(subscription);
    this.#subscriptions.clear();
  }

  #login(arg: Static<typeof LoginArg> | undefined): void {
    try {
      const { apiKey = '', passphrase = '', timestamp = '', sign: signature = '' } = arg ?? {};
      const signed = { method: 'GET', path: '/user/verify', body: '', timestamp: String(timestamp) } as const;
      checkClaim({ ...signed, key: apiKey, passphrase, signature }, this.#options.own, this.#options.clocks);
    } catch (error) {
      if (!(error instanceof LegacyRefusal)) throw error;
      this.#refuse(LOGIN_CODES[error.code] ?? LOGIN_FAILED, error.message, { op: 'login' });
      this.#peer.close(CLOSE.policy, 'login failed');
      return;
    }
    this.#isKnown = true;
    this.#say({ event: 'login', code: 0, msg: '' });
  }

  async #subscribe(arg: LegacyArg): Promise<void> {
    const key = keyOf(arg);
    try {
      if (!this.#subscriptions.has(key)) {
        if (this.#subscriptions.size >= SUBSCRIPTIONS_MAX) throw new SocketRefusal(30007, 'over limit');
        const asked = this.#listen(arg);
        this.#subscriptions.set(key, asked);
        await asked;
      }
    } catch (error) {
      this.#subscriptions.delete(key);
      if (!(error instanceof SocketRefusal)) this.#options.onFailure(error);
      const { code, message } =
        error instanceof SocketRefusal ? error : new SocketRefusal(30003, 'the exchange refuses the subscription');
      this.#refuse(code, message, { arg, op: 'subscribe' });
    }
  }

  /** The acknowledgement goes out before the first data. */
  #listen(arg: LegacyArg): Promise<Subscription> {
    const waiting: string[] = [];
    let isAcknowledged = false;
    const push: Listening['push'] = (action, rows) => {
      const data = this.#read(rows);
      if (data === undefined) return;
      const text = JSON.stringify({ action, arg, data, ts: this.#options.clocks()[0] });
      if (isAcknowledged) this.#send(text);
      else waiting.push(text);
    };
    const started = this.#start(arg, push);
    return started.then((subscription) => {
      isAcknowledged = true;
      this.#say({ event: 'subscribe', arg });
      for (const text of waiting) this.#send(text);
      return subscription;
    });
  }

  /** What cannot be read has been missed; it must not harm whoever else hears the same message. */
  #read(rows: () => readonly unknown[] | undefined): readonly unknown[] | undefined {
    try {
      return rows();
    } catch (error) {
      this.#options.onFailure(error);
      this.#missed();
      return undefined;
    }
  }

  async #start(arg: LegacyArg, push: Listening['push']): Promise<Subscription> {
    const { family, sockets } = this.#options;
    const named = `instType:${arg.instType},channel:${arg.channel},instId:${arg.instId ?? ''}`;
    const type = arg.instType.toUpperCase();
    if (type === 'UMCBL') {
      const channels = privateChannels(family, sockets);
      if (!Object.hasOwn(channels, arg.channel)) throw new SocketRefusal(30001, `${named} doesn't exist`);
      if (!this.#isKnown) throw new SocketRefusal(30004, 'User not logged in');
      return channels[arg.channel as keyof typeof channels]({ push, onGap: () => this.#missed() });
    }
    const listen = type === 'MC' ? publicChannel(arg.channel) : undefined;
    if (!listen || !arg.instId) throw new SocketRefusal(30001, `${named} doesn't exist`);
    // After a gap the exchange begins anew with a snapshot.
    return listen(sockets.classic, { symbol: symbolOf(arg.instId), push, onGap: () => undefined });
  }

  #unsubscribe(arg: LegacyArg): void {
    const key = keyOf(arg);
    const subscription = this.#subscriptions.get(key);
    this.#subscriptions.delete(key);
    if (subscription) this.#end(subscription);
    this.#say({ event: 'unsubscribe', arg });
  }

  #end(subscription: Promise<Subscription>): void {
    subscription.then((opened) => opened.close()).catch((error: unknown) => this.#options.onFailure(error));
  }

  #missed(): void {
    if (this.#isOpen) this.#peer.close(CLOSE.restart, 'something may have been missed');
  }

  #refuse(code: number, msg: string, more: object = {}): void {
    this.#say({ event: 'error', ...more, code, msg });
  }

  #say(frame: object): void {
    this.#send(JSON.stringify(frame));
  }

  #send(text: string): void {
    if (this.#isOpen) this.#peer.send(text);
  }
}

const keyOf = ({ instType, channel, instId = '' }: LegacyArg): string =>
  `${instType.toUpperCase()}|${channel}|${instId.toUpperCase()}`;

/** V1's public channels name contracts without their product. */
const symbolOf = (instId: string): string => (instId.includes('_') ? decodeSymbol(instId) : instId.toUpperCase());

function frameOf(text: string) {
  try {
    const value: unknown = JSON.parse(text);
    return Frame.check(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
