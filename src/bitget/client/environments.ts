/**
 * Where Bitget listens.
 */
import { SOCKET_PATHS } from '../protocol/index.ts';

export type BitgetEnvironment = {
  readonly restUrl: string;
  readonly publicSocketUrl: string;
  readonly privateSocketUrl: string;
  /** Demo trading is on the same REST host, told apart by a header. */
  readonly isDemoTrading: boolean;
};

const environment = (restUrl: string, socketUrl: string, isDemoTrading: boolean): BitgetEnvironment => ({
  restUrl,
  publicSocketUrl: socketUrl + SOCKET_PATHS.public,
  privateSocketUrl: socketUrl + SOCKET_PATHS.private,
  isDemoTrading,
});

export const LIVE = environment('https://api.bitget.com', 'wss://ws.bitget.com', false);
export const DEMO = environment('https://api.bitget.com', 'wss://wspap.bitget.com', true);

/** The two networks that Bitget itself runs. Keys of one are never sent to the other. */
export const NETWORKS = { mainnet: LIVE, testnet: DEMO } as const;

/** An exchange that speaks Bitget on one origin, such as the embedded one. @param origin such as http://127.0.0.1:4000 */
export const environmentAt = (origin: string): BitgetEnvironment =>
  environment(origin, origin.replace(/^http/, 'ws'), false);
