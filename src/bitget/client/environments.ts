/**
 * Where Bitget listens.
 * Invariant: demo trading has a socket host of its own and shares the REST host, where a header tells the two apart.
 */
export type BitgetEnvironment = {
  /** Such as https://api.bitget.com. */
  readonly restUrl: string;
  /** Such as wss://ws.bitget.com; the paths follow from the family. */
  readonly socketOrigin: string;
  readonly isDemoTrading: boolean;
};

/** The two networks that Bitget itself runs. Keys of one are never sent to the other. */
export const NETWORKS = {
  mainnet: { restUrl: 'https://api.bitget.com', socketOrigin: 'wss://ws.bitget.com', isDemoTrading: false },
  testnet: { restUrl: 'https://api.bitget.com', socketOrigin: 'wss://wspap.bitget.com', isDemoTrading: true },
} as const satisfies Readonly<Record<string, BitgetEnvironment>>;
