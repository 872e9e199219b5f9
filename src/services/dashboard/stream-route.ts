/**
 * GET /api/stream: the live stream over HTTP. `Last-Event-ID` (or `?after=`) resumes the journal.
 */
import type { FastifyInstance } from 'fastify';
import { InvalidInput } from '../../domain/index.ts';
import { PROBLEM_TYPE, Problem } from '../contract/index.ts';
import { SECURITY_HEADERS } from '../http/index.ts';
import type { LiveStream } from './live-stream.ts';

export function addStreamRoute(app: FastifyInstance, stream: LiveStream): void {
  app.get<{ Querystring: { after?: string } }>('/api/stream', { schema: { hide: true } }, (request, reply) => {
    const after = sequenceOf(request.headers['last-event-id'] ?? request.query.after);
    const { raw } = reply;
    const head = { ...SECURITY_HEADERS, 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' };
    raw.once('close', () => stream.leave(raw));
    raw.on('error', () => stream.leave(raw));
    raw.setHeaders(new Map(Object.entries(head)));
    if (!stream.join(raw, after))
      return reply.code(503).type(PROBLEM_TYPE).serializer(JSON.stringify).send(full.fields);
    return reply.hijack();
  });
  app.addHook('preClose', async () => stream.close());
}

function sequenceOf(text: unknown): number | undefined {
  if (text === undefined || text === '') return undefined;
  if (typeof text === 'string' && /^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidInput('Last-Event-ID', text, 'a sequence number of the journal');
}

const full = new Problem(503, 'too-many-readers', {
  title: 'Too many readers',
  detail: 'the live stream has as many readers as it can serve; close another page',
});
