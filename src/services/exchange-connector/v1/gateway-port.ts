/**
 * What the exchange connector needs of a V1 gateway; who knows the exchange's words makes it.
 * Invariant: types only.
 */
export type V1Request = {
  readonly method: 'GET' | 'POST';
  /** With the query, exactly as it arrived. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Exactly as it arrived; "" without one. */
  readonly body: string;
};

/** `body` is JSON. */
export type V1Answer = { readonly status: number; readonly body: string };

export type V1Peer = {
  readonly send: (text: string) => void;
  readonly close: (code: number, reason: string) => void;
};

export type V1Session = { readonly receive: (text: string) => void; readonly closed: () => void };

export interface V1Gateway {
  answer(request: V1Request): Promise<V1Answer>;
  connect(peer: V1Peer): V1Session;
  /** Disconnects every program. */
  close(): Promise<void>;
}
