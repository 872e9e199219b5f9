/**
 * Puts a service's live stream on its web server, over both transports.
 */
import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../ports/index.ts';
import { type ServiceName, type StreamTopic, TOPICS_OF } from '../contract/index.ts';
import type { Log } from '../log.ts';
import { addEventStream } from './add-event-stream.ts';
import { addSocketStream } from './add-socket-stream.ts';
import type { BookSource, ScoreSource, StreamEngine } from './sources.ts';
import { StreamHub } from './stream-hub.ts';

export type StreamParts = {
  readonly service: ServiceName;
  readonly engine: StreamEngine;
  /** In the place of the engine, where there is none. */
  readonly live?: StreamEngine | undefined;
  readonly clock: Clock;
  readonly log: Log;
  /** Without it there is no topic `book`. */
  readonly books?: BookSource | undefined;
  /** Without it there is no topic `score`. */
  readonly scores?: ScoreSource | undefined;
};

export function addStreams(app: FastifyInstance, { service, clock, log, books, scores, ...parts }: StreamParts): void {
  const engine = parts.live ?? parts.engine;
  const isThere: Partial<Record<StreamTopic, boolean>> = { book: books !== undefined, score: scores !== undefined };
  const topics = TOPICS_OF[service].filter((topic) => isThere[topic] ?? true);
  if (topics.length === 0) return;
  const onDrop = (reason: string): void => log.warn({ service, reason }, 'a reader of the live stream was dropped');
  const hub = new StreamHub({ engine, clock, topics, books, scores, onDrop });
  addEventStream(app, hub);
  addSocketStream(app, hub, () => clock.now());
}
