/**
 * One V1 program on the socket, as the gateway sees it.
 * Invariant: whoever holds the line bounds its frames and its silence; what is said on it is decided here.
 */
export type Peer = {
  readonly send: (text: string) => void;
  readonly close: (code: number, reason: string) => void;
};

export type PeerSession = {
  readonly receive: (text: string) => void;
  /** The line is gone. */
  readonly closed: () => void;
};

/** A subscription as the program writes it; it is echoed as it came. */
export type LegacyArg = { readonly instType: string; readonly channel: string; readonly instId?: string };

/** What the socket says no with; numbers, unlike REST's codes. */
export class SocketRefusal extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}
