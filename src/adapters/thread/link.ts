/**
 * Calls between two threads, both ways over one port.
 * Invariant: messages arrive in the order in which they were sent; a call whose other side is gone is `unknown`, never rejected.
 */
import type { MessagePort, Worker } from 'node:worker_threads';
import { type BirpcReturn, createBirpc } from 'birpc';
import { TradingError } from '../../domain/index.ts';
import { type ErrorWire, errorFromWire, errorToWire } from './error-wire.ts';

/** What one side lets the other one call; arguments and answers are plain data. */
type Functions = object;

export type Link<Theirs extends Functions> = {
  /** Of the other side; `asEvent` sends without waiting for an answer. */
  readonly theirs: Pick<BirpcReturn<Theirs>, keyof Theirs>;
  /** Everything that waits for an answer is `unknown` from here on. */
  close(reason: string): void;
};

type Frame = { readonly e?: unknown };

/** No time is set: whoever calls knows how long it can wait. */
const NO_TIMEOUT = -1;

export function linkOver<Theirs extends Functions, Mine extends Functions>(
  port: Pick<MessagePort | Worker, 'postMessage' | 'on' | 'off'>,
  mine: Mine,
): Link<Theirs> {
  const rpc = createBirpc<Theirs, Mine>(mine, {
    post: (frame) => port.postMessage(frame),
    on: (listener) => void port.on('message', listener),
    off: (listener) => void port.off('message', listener),
    serialize: (frame: Frame) => ('e' in frame ? { ...frame, e: errorToWire(frame.e) } : frame),
    deserialize: (frame: Frame) => (frame.e ? { ...frame, e: errorFromWire(frame.e as ErrorWire) } : frame),
    bind: 'functions',
    timeout: NO_TIMEOUT,
  });
  return {
    theirs: rpc as unknown as Link<Theirs>['theirs'],
    close: (reason) => rpc.$close(new TradingError('thread-gone', reason, { outcome: 'unknown' })),
  };
}
