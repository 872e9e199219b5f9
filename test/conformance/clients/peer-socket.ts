/**
 * bitget-api's socket of one family, with everything that it was told.
 * Invariant: waits for a frame, never for a time; what does not come within two seconds is an error.
 */
import { type DefaultLogger, WebsocketClientV2, WebsocketClientV3, WS_KEY_MAP } from 'bitget-api';
import type { AccountFamily } from '../../../src/paper-exchange/server/index.ts';
import type { Row } from './ccxt.ts';

const WITHIN_MS = 2_000;

export type SocketOptions = {
  readonly family: AccountFamily;
  readonly kind: 'public' | 'private';
  readonly url: string;
  readonly key: { readonly apiKey: string; readonly apiSecret: string; readonly passphrase: string };
};

export type PeerSocket = {
  readonly frames: readonly Row[];
  readonly errors: readonly Row[];
  /** Resolves when the exchange has acknowledged. */
  subscribe(topic: string, payload: object): Promise<void>;
  until(holds: () => boolean): Promise<void>;
  /** Rows of every push of a channel or topic, in order. */
  rows(topic: string): Row[];
  /** Orders by the socket, of a Unified account. */
  readonly trading: WebsocketClientV3 | undefined;
  close(): void;
};

const SILENT: DefaultLogger = { trace: () => {}, info: () => {}, error: () => {} };

const keyOf = (family: AccountFamily, kind: 'public' | 'private') =>
  WS_KEY_MAP[`${family === 'unified' ? 'v3' : 'v2'}${kind === 'public' ? 'Public' : 'Private'}`];

export async function openPeerSocket({ family, kind, url, key }: SocketOptions): Promise<PeerSocket> {
  const options = { apiKey: key.apiKey, apiSecret: key.apiSecret, apiPass: key.passphrase, wsUrl: url };
  const client = family === 'unified' ? new WebsocketClientV3(options, SILENT) : new WebsocketClientV2(options, SILENT);
  const wsKey = keyOf(family, kind);
  const [frames, answers, errors]: [Row[], Row[], Row[]] = [[], [], []];
  let wake = (): void => {};
  const keep = (list: Row[]) => (row: unknown) => {
    list.push(row as Row);
    wake();
  };
  client.on('update', keep(frames));
  client.on('response', keep(answers));
  client.on('exception', keep(errors));
  const until = async (holds: () => boolean): Promise<void> => {
    const end = performance.now() + WITHIN_MS;
    while (!holds()) {
      const leftMs = end - performance.now();
      if (leftMs <= 0) throw new Error(`not within ${WITHIN_MS} ms; frames: ${JSON.stringify(frames).slice(0, 1_000)}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, leftMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  const isAbout = (row: Row, topic: string) => {
    const arg = row.arg as Row | undefined;
    return (arg?.channel ?? arg?.topic) === topic;
  };
  return {
    frames,
    errors,
    trading: client instanceof WebsocketClientV3 ? client : undefined,
    subscribe: async (topic, payload) => {
      const request = { topic, payload } as Parameters<WebsocketClientV3['subscribe']>[0];
      await client.subscribe(request as never, wsKey);
      await until(() => answers.some((row) => row.event === 'subscribe' && isAbout(row, topic)));
    },
    until,
    rows: (topic) => frames.filter((row) => isAbout(row, topic)).flatMap((row) => row.data as Row[]),
    close: () => client.closeAll(true),
  };
}
