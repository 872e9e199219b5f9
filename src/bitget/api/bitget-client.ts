/**
 * Bitget as one object: every call and channel of both families, and the venue and feed of the account's own.
 * Invariant: one client talks to one network with one key; whatever it opened is closed by `close`.
 */
import { systemClock } from '../../adapters/clock/index.ts';
import { type AccountFamily, InvalidInput } from '../../domain/index.ts';
import { type BitgetBookFeed, type BitgetRest, createBitgetRest } from '../client/index.ts';
import { detectFamily, type OpenedVenue, openVenue, publicFeedsOf } from '../family.ts';
import { endpoints } from '../protocol/index.ts';
import { endpoints as unifiedEndpoints } from '../unified/protocol/index.ts';
import { type Books, type BooksWanted, listenToBooks } from './books.ts';
import { type Calls, callsOf, type RequestsLeft, requestsLeft } from './calls.ts';
import { type BitgetClientOptions, type ClientSettings, settingsOf } from './options.ts';
import { type Sockets, socketsOf, spread } from './sockets.ts';

export type OpenedAccount = OpenedVenue & { readonly family: AccountFamily };

export interface BitgetClient extends AsyncDisposable {
  /** The calls of a Classic account (V2). Public ones answer without a key, and whatever the account is. */
  readonly classic: Calls<typeof endpoints>;
  /** The calls of a Unified account (V3). Public ones answer without a key, and whatever the account is. */
  readonly unified: Calls<typeof unifiedEndpoints>;
  /** The channels of both families' sockets; a socket is opened with the first listener and closed after the last. */
  readonly channels: Pick<Sockets, 'classic' | 'unified'>;
  /** The REST client beneath, for an endpoint as a value. */
  readonly rest: BitgetRest;
  /**
   * Which family the account belongs to, as the exchange says; asked once.
   * @throws TradingError when the answer leaves it open.
   */
  family(): Promise<AccountFamily>;
  /**
   * The account's family with what an engine trades by: venue, market feed and instruments. Opened once.
   * @throws TradingError as `family`; InvalidInput without credentials.
   */
  open(): Promise<OpenedAccount>;
  /** Order books that keep themselves, on a socket of their own. @throws BitgetError, InvalidInput. */
  books(wanted: BooksWanted): Promise<Books>;
  /** Requests left in its second for each endpoint that has been asked, as the exchange told with the last answer. */
  remaining(): readonly RequestsLeft[];
  /** Closes every socket and connection. A call that still waits for its turn is not sent. */
  close(): Promise<void>;
}

/**
 * A client of Bitget. Nothing is sent before the first call.
 * @throws InvalidInput for a wrong option.
 */
export const createBitgetClient = (options: BitgetClientOptions = {}): BitgetClient =>
  new Client(settingsOf(options), options);

class Client implements BitgetClient {
  readonly rest: BitgetRest;
  readonly classic: BitgetClient['classic'];
  readonly unified: BitgetClient['unified'];
  readonly channels: Sockets;
  readonly #settings: ClientSettings;
  readonly #feeds = new Set<BitgetBookFeed>();
  #family: Promise<AccountFamily> | undefined;
  #opened: Promise<OpenedAccount> | undefined;

  constructor(settings: ClientSettings, { clock = systemClock, timeoutMs }: BitgetClientOptions) {
    const { environment, credentials } = settings;
    const { restUrl, socketOrigin, isDemoTrading } = environment;
    this.#settings = settings;
    this.rest = createBitgetRest({ ...settings.rest, baseUrl: restUrl, credentials, clock, isDemoTrading });
    this.classic = callsOf(this.rest, endpoints);
    this.unified = callsOf(this.rest, unifiedEndpoints);
    this.channels = socketsOf({ rest: this.rest, socketOrigin, credentials, timeoutMs });
  }

  family(): Promise<AccountFamily> {
    this.#family ??= this.#remembered(detectFamily(this.rest), () => {
      this.#family = undefined;
    });
    return this.#family;
  }

  open(): Promise<OpenedAccount> {
    this.#opened ??= this.#remembered(this.#open(), () => {
      this.#opened = undefined;
    });
    return this.#opened;
  }

  async books(wanted: BooksWanted): Promise<Books> {
    const { credentials } = this.#settings;
    const family = wanted.family ?? (credentials ? await this.family() : 'unified');
    const { socketOrigin } = this.#settings.environment;
    const parts = { ...this.#settings.socket, rest: this.rest, socketOrigin, random: spread };
    const { books: feed, instruments } = publicFeedsOf(family, parts);
    this.#feeds.add(feed);
    return listenToBooks({ feed, instruments }, wanted);
  }

  remaining(): readonly RequestsLeft[] {
    return [...requestsLeft(this.rest, 'classic', endpoints), ...requestsLeft(this.rest, 'unified', unifiedEndpoints)];
  }

  async close(): Promise<void> {
    await Promise.all([this.channels.close(), ...[...this.#feeds].map((feed) => feed.close())]);
    const opened = await this.#opened?.catch(() => undefined);
    await opened?.feed.close();
    await opened?.venue.close();
    await this.rest.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #open(): Promise<OpenedAccount> {
    const { environment, credentials, venue } = this.#settings;
    if (!credentials) throw new InvalidInput('credentials', undefined, '{ key, secret, passphrase } of the account');
    const { socketOrigin } = environment;
    return openVenue({ ...venue, rest: this.rest, socketOrigin, credentials, random: spread });
  }

  /** A failure is not remembered: the next call asks again. */
  #remembered<T>(asked: Promise<T>, forget: () => void): Promise<T> {
    asked.catch(forget);
    return asked;
  }
}
