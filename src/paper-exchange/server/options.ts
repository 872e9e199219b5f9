/**
 * What the embedded exchange is started with.
 * Invariant: an account's credentials are known to the server alone; they are never logged and never stored.
 */
import type { Details, MarginMode, Money, PositionMode } from '../../domain/index.ts';
import type { Clock } from '../../ports/index.ts';
import type { MarketSource } from '../core/index.ts';

/** Which of Bitget's two APIs an account's key opens: Classic is V2, Unified is V3. */
export type AccountFamily = 'classic' | 'unified';

export type PaperAccount = {
  readonly name: string;
  /** Default: classic. */
  readonly family?: AccountFamily;
  /** Cash of a first start; an account found in the store keeps what it has. */
  readonly balance: Money;
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly passphrase: string;
  /** A demo key: every private request must then carry `paptrading: 1`. */
  readonly isDemo?: boolean;
  readonly positionMode: PositionMode;
  readonly marginMode: MarginMode;
};

export type Log = (level: 'info' | 'warn' | 'error', message: string, details?: Details) => void;

export type PaperServerOptions = {
  readonly source: MarketSource;
  readonly accounts: readonly PaperAccount[];
  /**
   * The exchange's clock; or, where the clock must start at the market's own time, a function that makes it
   * from the epoch ms at which the exchange begins (after a restart: where it stopped).
   */
  readonly clock: Clock | ((startAt: number) => Clock);
  /** Loopback only. */
  readonly host?: '127.0.0.1' | '::1';
  /** 0 lets the system choose. */
  readonly port?: number;
  /** From acceptance to the matching engine, in market time. */
  readonly latencyMs?: number;
  /** SQLite file that keeps the exchange over a kill; absent: memory only. */
  readonly store?: string;
  readonly log?: Log;
  /** Off only where a driven clock stands still while a program works. */
  readonly rateLimits?: 'enforced' | 'off';
  /** A socket that sends nothing for this long is closed. Real time. */
  readonly silenceMaxMs?: number;
  /** Bytes that may wait for a slow reader before it is cut. */
  readonly sendBufferMax?: number;
};
