/**
 * The stream as server-sent events. `Last-Event-ID` (or `?after=`) resumes.
 * Invariant: a page of another origin gets nothing, though this is a GET.
 */
import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { Problem, STREAM_PATH } from '../contract/index.ts';
import { SECURITY_HEADERS } from '../http/security.ts';
import { sendProblem } from '../http/send-problem.ts';
import type { Reader } from './readers.ts';
import type { StreamHub } from './stream-hub.ts';
import { askedOf } from './stream-query.ts';

const HEAD = { ...SECURITY_HEADERS, 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' };
const DENIED = /^40[13] /;

export function addEventStream(app: FastifyInstance, hub: StreamHub): void {
  app.get(STREAM_PATH, { schema: { hide: true }, config: { scope: 'read' } }, (request, reply) => {
    const refusal = app.guard.refusalOf(request.raw, 'read');
    if (refusal !== undefined && DENIED.test(refusal)) return sendProblem(reply, foreign);
    const asked = askedOf(hub.offer, { url: request.url, lastEventId: request.headers['last-event-id'] });
    const { raw } = reply;
    const reader = readerOf(raw, () => !DENIED.test(app.guard.refusalOf(request.raw, 'read') ?? ''));
    raw.once('close', () => hub.leave(reader));
    raw.on('error', () => hub.leave(reader));
    raw.setHeaders(new Map(Object.entries(HEAD)));
    if (!hub.join(reader, asked.subscription, asked.after)) return sendProblem(reply, full);
    return reply.hijack();
  });
}

const readerOf = (response: ServerResponse, isAllowed: () => boolean): Reader => ({
  transport: 'sse',
  get unsentBytes() {
    return response.writableLength;
  },
  send: (bytes) => response.write(bytes),
  end: (bytes) => response.end(bytes),
  destroy: () => response.destroy(),
  isAllowed,
});

const foreign = new Problem(403, 'not-trusted', {
  title: 'Request not trusted',
  detail: 'the stream is for pages of this service, and for programs, which send no origin',
  field: 'Origin',
  allowed: 'that of this service, or none',
});

const full = new Problem(503, 'too-many-readers', {
  title: 'Too many readers',
  detail: 'the live stream has as many readers as it can serve; close another one',
});
