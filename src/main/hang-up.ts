/**
 * SIGHUP, by which an operator asks for files to be read again, told to every thread of the process.
 * Invariant: only the main thread hears a signal; once it is passed on, it ends the process no more. Where a terminal is
 * attached it means that the terminal is gone, and ends the process as it does any other.
 */
import { BroadcastChannel, isMainThread } from 'node:worker_threads';

const NAME = 'viper hang-up';

let sender: BroadcastChannel | undefined;

/** From now on, and for the life of the process. In another thread: nothing, the main one does it. */
export function passOnHangUps(): void {
  if (!isMainThread || sender || process.stdin.isTTY) return;
  const channel = unreferenced(new BroadcastChannel(NAME));
  sender = channel;
  process.on('SIGHUP', () => channel.postMessage(undefined));
}

/** @returns what ends it. */
export function onHangUp(listener: () => void): () => void {
  const channel = unreferenced(new BroadcastChannel(NAME));
  channel.onmessage = listener;
  return () => channel.close();
}

/** It keeps no process alive. */
function unreferenced(channel: BroadcastChannel): BroadcastChannel {
  channel.unref();
  return channel;
}
