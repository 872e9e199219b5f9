/**
 * Services: where they listen, one of public data alone, and the alerts that they send.
 * Invariant: types only.
 */

/** Where the services listen; what is undefined is as the environment says. */
export type ListenRequest = {
  readonly host: string | undefined;
  readonly tlsCert: string | undefined;
  readonly tlsKey: string | undefined;
  readonly allowedHosts: readonly string[];
};

export type ServeRequest = {
  readonly service: 'market-data-manager' | 'viper-scoring';
  /** Undefined: two that every network lists. */
  readonly symbols: readonly string[] | undefined;
  /** REST address of the exchange; undefined: Bitget's own. */
  readonly baseUrl: string | undefined;
  readonly arePortsFree: boolean;
};

export type ServedAlone = { readonly address: string; close(): Promise<void> };

/** What became of a test message. */
export type TestedChannel = {
  readonly channel: string;
  readonly carries: 'alerts' | 'trades';
  readonly levelMin: 'info' | 'warning' | 'critical';
  readonly isDelivered: boolean;
  /** Why it was not. */
  readonly reason: string | null;
};

export type ServicesRoots = {
  /** One service of public data alone. */
  serve(request: ServeRequest): Promise<ServedAlone>;
  /** Sends a message by each channel of alerts that is set up, or by the one of that name. */
  testAlerts(channel: string | undefined, timeoutMs: number): Promise<readonly TestedChannel[]>;
};
