/**
 * The embedded exchange by itself, and the calls of its admin API.
 * Invariant: types only.
 */
import type { AccountFamily } from '../../domain/index.ts';

export type ExchangeRequest = {
  readonly feed: string;
  readonly symbols: readonly string[] | undefined;
  readonly port: number;
  /** Such as "classic:1" or "classic:1,unified:1". */
  readonly accounts: string;
  /** A JSON file that names each account, in place of `accounts`. */
  readonly accountsFile: string | undefined;
  readonly balance: string;
  readonly positionMode: 'hedge' | 'one-way' | undefined;
  readonly leverage: number | undefined;
  /** `driven`: time moves by the admin API alone. */
  readonly speed: number | 'driven';
  /** Of a synthetic market and of faults. */
  readonly seed: number | undefined;
  /** Rules about faults: JSON, or a file that holds it. */
  readonly faults: string | undefined;
  readonly dataDir: string | undefined;
};

/** What a script needs to use a running embedded exchange. */
export type ExchangeAddress = {
  /** Of the process, to end it by. */
  readonly pid: number;
  readonly rest: string;
  /** Of the Classic API (V2). */
  readonly ws: { readonly public: string; readonly private: string };
  /** Of the Unified API (V3). */
  readonly unifiedWs: { readonly public: string; readonly private: string };
  readonly accounts: readonly {
    readonly name: string;
    readonly family: AccountFamily;
    /** Requests of a demo account carry a header that says so. */
    readonly environment: 'live' | 'demo';
    readonly apiKey: string;
    readonly apiSecret: string;
    readonly passphrase: string;
    readonly balance: string;
  }[];
  readonly admin: { readonly url: string; readonly token: string };
  /** How the exchange's time follows the machine's: now = anchorMs + (wall − anchorWallMs) × factor; 0: it stands still. */
  readonly clock: { readonly anchorWallMs: number; readonly anchorMs: number; readonly factor: number };
  readonly feed: string;
  readonly symbols: readonly string[];
  /** How it fills orders and makes up prices: a rule for each model, with its numbers. */
  readonly models: Readonly<Record<string, string>>;
};

export type RunningExchange = {
  readonly address: ExchangeAddress;
  /** Kinds of faults in force. */
  readonly faults: readonly string[];
  close(): Promise<void>;
};

export type AdminRequest = {
  /** A file with the JSON line of a running `viper exchange`. */
  readonly exchange: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below /admin. */
  readonly path: string;
  readonly body?: unknown;
};

export type ExchangeRoots = {
  exchange(request: ExchangeRequest): Promise<RunningExchange>;
  /** Calls the admin API of a running exchange. */
  exchangeAdmin(request: AdminRequest): Promise<unknown>;
  /** Adds rules about faults to a running exchange: JSON, or a file that holds it. */
  addFaults(exchange: string, rules: string): Promise<readonly unknown[]>;
};
