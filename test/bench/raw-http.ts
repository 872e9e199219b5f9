/**
 * Sends prepared HTTP requests over sockets that stay open, and waits for each answer: as little client as there can be, so
 * that the server is what is measured.
 * Invariant: one request at a time per socket; an answer without the status 200 ends the bench.
 */
import { connect, type Socket } from 'node:net';

const HEAD_END = Buffer.from('\r\n\r\n');
const LENGTH = /content-length: (\d+)/i;

export type HttpRequest = {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export function requestBytes(host: string, { path, headers, body }: HttpRequest): Buffer {
  const lines = [
    `POST ${path} HTTP/1.1`,
    `host: ${host}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`);
}

export class RawHttp {
  readonly #socket: Socket;
  #received: Buffer = Buffer.alloc(0);
  #onBytes: () => void = () => undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (bytes) => {
      this.#received = this.#received.length === 0 ? bytes : Buffer.concat([this.#received, bytes]);
      this.#onBytes();
    });
  }

  static open(host: string): Promise<RawHttp> {
    const [name = '', port = ''] = host.split(':');
    return new Promise((resolve, reject) => {
      const socket = connect({ host: name, port: Number(port) }, () => resolve(new RawHttp(socket)));
      socket.once('error', reject);
    });
  }

  /** Sends one after another. @returns milliseconds of each round trip. */
  async send(requests: readonly Buffer[]): Promise<number[]> {
    const spent: number[] = [];
    for (const bytes of requests) {
      const startedAt = performance.now();
      this.#socket.write(bytes);
      await this.#answer();
      spent.push(performance.now() - startedAt);
    }
    return spent;
  }

  close(): void {
    this.#socket.destroy();
  }

  #answer(): Promise<void> {
    return new Promise((resolve) => {
      this.#onBytes = () => {
        if (this.#isWhole()) resolve();
      };
    });
  }

  #isWhole(): boolean {
    const headEnd = this.#received.indexOf(HEAD_END);
    if (headEnd < 0) return false;
    const head = this.#received.toString('latin1', 0, headEnd);
    const end = headEnd + HEAD_END.length + Number(LENGTH.exec(head)?.[1] ?? 0);
    if (this.#received.length < end) return false;
    if (!head.startsWith('HTTP/1.1 200')) throw new Error(this.#received.toString());
    this.#received = this.#received.subarray(end);
    return true;
  }
}
