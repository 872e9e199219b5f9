/**
 * A load in turns: on nobody, on the services of the run that is measured, and the same on a stranger.
 * Invariant: the stranger is asked for as much as the services were, and sends as much as they did in the turn before.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Prepared, StrangerWish } from './services-stranger.ts';
import { type Addresses, type Done, NOTHING_DONE, READ } from './services-wishes.ts';

export const TURNS = ['off', 'on', 'stranger'] as const;
export type Turn = (typeof TURNS)[number];

export type LoadSize = { readonly requests: number; readonly readers: number };

export type TurnTimes = { readonly settlingMs: number; readonly measuredMs: number };

const STALLED_SHARE = 0.1;
/** Set by the connection, or by the server itself. */
const OWN_HEADERS = ['connection', 'keep-alive', 'date', 'transfer-encoding'];

const child = (name: string, args: readonly string[] = []): ChildProcess => fork(new URL(name, import.meta.url), args);

/** Readers of one target, in a process of their own. */
export class Load {
  readonly #child: ChildProcess;
  /** From the beginning on. */
  done: Done = NOTHING_DONE;
  /** In which there was load. */
  loadedMs = 0;
  #onSince = 0;

  constructor(addresses: Addresses, { requests, readers }: LoadSize) {
    const stalled = Math.ceil(readers * STALLED_SHARE);
    this.#child = child('services-reader.ts', [JSON.stringify(addresses), ...[requests, readers, stalled].map(String)]);
  }

  /** @returns what was done since the last switch. */
  async switch(isOn: boolean): Promise<Done> {
    this.#child.send({ on: isOn });
    const [done] = (await once(this.#child, 'message')) as [Done];
    const before = this.done;
    this.done = done;
    if (isOn) this.#onSince = performance.now();
    else this.loadedMs += performance.now() - this.#onSince;
    const since = Object.entries(done).map(([name, count]) => [name, count - before[name as keyof Done]]);
    return Object.fromEntries(since) as Done;
  }

  close(): void {
    this.#child.disconnect();
  }
}

/** The server that has nothing to do with the run. */
export class Stranger {
  readonly #child = child('services-stranger.ts');

  async open(): Promise<Addresses> {
    const [address] = (await once(this.#child, 'message')) as [string];
    return Object.fromEntries(Object.keys(READ).map((service) => [service, address]));
  }

  /** Gives the same answers from now on as the services do. */
  async learn(addresses: Addresses): Promise<void> {
    const wanted = Object.entries(READ).flatMap(([service, paths]) => paths.map((path) => ({ service, path })));
    const answers = wanted.map(async ({ service, path }) => [path, await answerOf(`${addresses[service]}${path}`)]);
    this.#tell({ answers: Object.fromEntries(await Promise.all(answers)) });
  }

  /** Sends each reader from now on as much, in as many pieces, as `done` had in a turn of these times. */
  follow({ streamedBytes, streamedChunks }: Done, { readers }: LoadSize, times: TurnTimes): void {
    const pieces = streamedChunks / (readers * (1 - STALLED_SHARE));
    if (pieces < 1) return;
    const everyMs = (times.settlingMs + times.measuredMs) / pieces;
    this.#tell({ pace: { bytes: Math.round(streamedBytes / streamedChunks), everyMs } });
  }

  close(): void {
    this.#child.disconnect();
  }

  #tell(wish: StrangerWish): void {
    this.#child.send(wish);
  }
}

async function answerOf(url: string): Promise<Prepared> {
  const answer = await fetch(url);
  const headers = [...answer.headers].filter(([name]) => !OWN_HEADERS.includes(name));
  return { headers: Object.fromEntries(headers), body: await answer.text() };
}

type Recording = { readonly times: TurnTimes; readonly record: (turn: Turn | undefined) => void };

/** `record` is told when the measured part of the turn begins, and with undefined when it ends. */
export async function oneTurn(turn: Turn, load: Load | undefined, { times, record }: Recording): Promise<Done> {
  await load?.switch(true);
  await sleep(times.settlingMs);
  record(turn);
  await sleep(times.measuredMs);
  record(undefined);
  return (await load?.switch(false)) ?? NOTHING_DONE;
}
