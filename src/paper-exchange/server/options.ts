/**
 * What the embedded exchange is started with.
 * Invariant: an account's credentials are known to the server alone and to the store; they are never logged.
 */
import type { Details, MarginMode, Money, PositionMode } from '../../domain/index.ts';
import type { Clock } from '../../ports/index.ts';
import type { MarketSource } from '../core/index.ts';

/** Which of Bitget's two APIs an account's key opens: Classic is V2, Unified is V3. */
export type AccountFamily = 'classic' | 'unified';

/** A demo key opens the demo environment alone, a live key the real one alone. */
export type AccountEnvironment = 'demo' | 'live';

/** What a key may do: look, trade, move money within the exchange, take it out. */
export type KeyRight = 'read' | 'trade' | 'transfer' | 'withdraw';

export type PaperAccount = {
  readonly name: string;
  /** Default: classic. */
  readonly family?: AccountFamily;
  /** Cash of a first start; an account found in the store keeps what it has. */
  readonly balance: Money;
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly passphrase: string;
  /** Default: live. Private requests of a demo key must carry `paptrading: 1`, those of a live key must not. */
  readonly environment?: AccountEnvironment;
  /** May place and cancel orders over the Classic private socket; default no, as for most keys. */
  readonly mayTradeBySocket?: boolean;
  /** Default: read and trade. The embedded exchange moves no money for anybody; the others are told of and no more. */
  readonly rights?: readonly KeyRight[];
  /** Addresses that the key may be used from; absent or empty: from everywhere. */
  readonly addresses?: readonly string[];
  readonly positionMode: PositionMode;
  readonly marginMode: MarginMode;
  /** Of every symbol at first, cut to its bounds; default 10. */
  readonly leverage?: number;
};

export type Log = (level: 'info' | 'warn' | 'error', message: string, details?: Details) => void;

export type PaperServerOptions = {
  readonly source: MarketSource;
  readonly accounts: readonly PaperAccount[];
  /** Whose keys hold for an account that the store has already; default: the kept ones. */
  readonly accountKeys?: 'kept' | 'given';
  /**
   * The exchange's clock; or, where the clock must start at the market's own time, a function that makes it
   * from the epoch ms at which the exchange begins (after a restart: where it stopped).
   */
  readonly clock: Clock | ((startAt: number) => Clock);
  /**
   * A second clock that signatures may follow: that of the machine, for bots that never ask the exchange for its time.
   * None unless given.
   */
  readonly signingClock?: Clock;
  /** Loopback only. */
  readonly host?: '127.0.0.1' | '::1';
  /** 0 lets the system choose. */
  readonly port?: number;
  /** From acceptance to the matching engine, in market time. */
  readonly latencyMs?: number;
  /** Orders, fills, triggers and bills that are kept in memory at least, of each account; 100,000 unless given. */
  readonly historyMax?: number;
  /** SQLite file that keeps the exchange over a kill; absent: memory only. */
  readonly store?: string;
  readonly log?: Log;
  /** Rules about faults in force from the start; none unless given. */
  readonly faults?: readonly unknown[];
  /** Of the faults and of the latency's jitter; default 1. */
  readonly seed?: number;
  /** Off only where a driven clock stands still while a program works. */
  readonly rateLimits?: 'enforced' | 'off';
  /** A socket that sends no ping for this long is closed; default 2 minutes. Real time. */
  readonly silenceMaxMs?: number;
  /** A socket that is open for this long is closed, however busy; default 24 hours. Real time. */
  readonly sessionMaxMs?: number;
  /** Requests to subscribe that one socket may send in an hour; default 240. */
  readonly subscribesPerHourMax?: number;
  /** How often Unified accounts are told again how they stand; default 5 s, never where the clock is driven. Real time. */
  readonly repeatEveryMs?: number;
  /** Bytes that may wait for a slow reader before it is cut. */
  readonly sendBufferMax?: number;
};
