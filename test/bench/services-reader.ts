/**
 * The load on a server, from a process of its own: requests at a steady rate, and readers of which some stall.
 * Arguments: addresses as JSON, requests a second, readers, how many of them stall. Speaks with its parent: { on: true | false } switches it; every answer counts what was done.
 */
import { connect, type Socket } from 'node:net';
import { setPriority } from 'node:os';
import { Pool } from 'undici';
import { type Addresses, NOTHING_DONE, READ, STREAM_PATH, topicsOf } from './services-wishes.ts';

const EVERY_MS = 1;
/** It stands for other machines, and takes no processor from the one that trades. */
const PRIORITY = 10;
const CONNECTIONS = 16;
const UNDER_WAY_MAX = 500;
setPriority(PRIORITY);

const [given = '{}', requestsPerSecond, readersWanted, stalledWanted] = process.argv.slice(2);
const addresses = JSON.parse(given) as Addresses;
const routes = Object.entries(READ).flatMap(([service, paths]) => {
  const pool = new Pool(addresses[service] ?? '', { connections: CONNECTIONS });
  return paths.map((path) => ({ pool, path }));
});
const done = { ...NOTHING_DONE };
const readers = new Set<Socket>();
let asking: NodeJS.Timeout | undefined;
let turnAt = 0;
let asked = 0;
let underWay = 0;

/** What is due by now: a timer that comes late loses none. */
function ask(): void {
  const due = Math.floor(((performance.now() - turnAt) * Number(requestsPerSecond)) / 1_000);
  while (asked < due) {
    const route = routes[asked++ % routes.length];
    if (underWay >= UNDER_WAY_MAX || !route) done.skipped++;
    else void answer(route);
  }
}

async function answer({ pool, path }: (typeof routes)[number]): Promise<void> {
  underWay++;
  try {
    const { statusCode, headers, body } = await pool.request({ path, method: 'GET' });
    await body.dump();
    if (statusCode >= 400) done.refused++;
    else {
      done.answered++;
      done.answeredBytes += Number(headers['content-length']);
    }
  } catch {
    done.failed++;
  }
  underWay--;
}

function read(isStalled: boolean): void {
  const { hostname, port, host } = new URL(addresses.liveTradingEngine ?? '');
  const socket = connect(Number(port), hostname);
  readers.add(socket);
  socket.write(`GET ${STREAM_PATH}?topics=${topicsOf(isStalled)} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
  if (isStalled) socket.pause();
  else
    socket.on('data', ({ length }: Buffer) => {
      done.streamedBytes += length;
      done.streamedChunks++;
    });
  socket.on('error', () => {});
  socket.once('close', () => {
    if (readers.delete(socket)) done.cut++;
  });
}

function turn(isOn: boolean): void {
  clearInterval(asking);
  const open = [...readers];
  readers.clear();
  for (const socket of open) socket.destroy();
  if (!isOn) return;
  turnAt = performance.now();
  asked = 0;
  asking = setInterval(ask, EVERY_MS);
  for (let i = 0; i < Number(readersWanted); i++) read(i < Number(stalledWanted));
}

process.on('message', ({ on }: { on: boolean }) => {
  turn(on);
  process.send?.(done);
});
process.on('disconnect', () => process.exit());
