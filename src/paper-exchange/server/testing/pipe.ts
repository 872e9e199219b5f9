/**
 * Raw connections that send much at once and take what comes until the other side ends them.
 * Invariant: test support only; a server that neither answers nor hangs up is an error, never a wait without end.
 */
import { connect } from 'node:net';

const PATIENCE_MS = 20_000;

/** Sends all, says that no more comes, and reads to the end. @throws Error when the server does not end the connection. */
export function pipe(port: number, bytes: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    const limit = setTimeout(() => {
      reject(new Error(`no end within ${PATIENCE_MS} ms of ${bytes.subarray(-200).toString('latin1')}`));
      socket.destroy();
    }, PATIENCE_MS);
    const done = () => {
      clearTimeout(limit);
      socket.destroy();
      resolve(Buffer.concat(chunks).toString('latin1'));
    };
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('end', done).on('error', done).on('close', done);
    socket.end(bytes);
  });
}

/** A text message as a client's frame; the mask is zero, so that the payload stands in it as it is. */
export function textFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const length =
    payload.length < 126
      ? Buffer.from([0x80 | payload.length])
      : Buffer.from([0x80 | 126, payload.length >> 8, payload.length & 0xff]);
  return Buffer.concat([Buffer.from([0x81]), length, Buffer.alloc(4), payload]);
}

/** Frames that end a connection: reserved bits, no mask, an unknown opcode, text that is none, one too large, a close. */
export const LAST_FRAMES: readonly Buffer[] = [
  Buffer.from([0xf1, 0x80, 0, 0, 0, 0]),
  Buffer.from([0x81, 0x01, 0x41]),
  Buffer.from([0x83, 0x80, 0, 0, 0, 0]),
  Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0xff, 0xfe]),
  Buffer.from([0x81, 0xff, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]),
  Buffer.from([0x88, 0x80, 0, 0, 0, 0]),
  Buffer.from([0x88, 0x81, 0, 0, 0, 0, 0x01]),
  Buffer.from([0x09, 0x80, 0, 0, 0, 0]),
];

export const handshake = (path: string): Buffer =>
  Buffer.from(
    [
      `GET ${path} HTTP/1.1`,
      'Host: 127.0.0.1',
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      '\r\n',
    ].join('\r\n'),
  );
