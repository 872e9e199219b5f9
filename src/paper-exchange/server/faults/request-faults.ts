/**
 * Faults of single requests, laid around the REST handlers: waits, forged answers, broken connections.
 * Invariant: without rules a request costs one look; a request whose answer is forged without effect reaches no handler.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { HEADERS } from '../../../bitget/protocol/index.ts';
import type { Desk } from '../desk.ts';
import { ApiError } from '../http/api-error.ts';
import type { KeyRing } from '../http/authenticate.ts';
import type { AccountFamily } from '../options.ts';
import type { Answer, ForgedAnswer, RequestTurn } from './define-fault.ts';
import type { FaultBook, RequestSubject } from './fault-book.ts';
import { symbolsIn } from './symbols-in.ts';

export type RequestFaultsOptions = { readonly book: FaultBook; readonly desk: Desk; readonly keys: KeyRing };

const API = '/api/';
const UNIFIED = '/api/v3/';
const MAINTENANCE = { classic: '45043', unified: '25106' } as const;
const KEY_HEADER = HEADERS.key.toLowerCase();

/** Has to be called before the routes are registered. */
export function registerRequestFaults(app: FastifyInstance, { book, desk, keys }: RequestFaultsOptions): void {
  const turns = new WeakMap<FastifyRequest, RequestTurn>();

  app.addHook('preHandler', (request, reply, done) => {
    if (book.isEmpty || !request.url.startsWith(API)) return done();
    desk.settleDue();
    if (book.isClosed) return done(new ApiError(MAINTENANCE[familyOf(request)]));
    const turn = book.concerns('request') ? book.request(subjectOf(request, keys)) : undefined;
    if (!turn) return done();
    const isCarriedOut = turn.hasEffect ?? true;
    if (isCarriedOut) turns.set(request, turn);
    return later((turn.waitMs ?? 0) + (isCarriedOut ? 0 : (turn.holdMs ?? 0)), () => {
      if (isCarriedOut || !turn.forge) return done();
      const answer = turn.forge({ truth: undefined, now: desk.saidNow(), family: familyOf(request) });
      if ('cut' in answer) return cut(request, reply, answer);
      return void dressed(reply, answer).send(answer.body);
    });
  });

  app.addHook('onSend', (request, reply, payload, done) => {
    const turn = turns.get(request);
    if (!turn) return done();
    const body = typeof payload === 'string' ? payload : '';
    const truth = { status: reply.statusCode, contentType: String(reply.getHeader('content-type') ?? ''), body };
    return later(turn.holdMs ?? 0, () => {
      const answer = turn.forge?.({ truth, now: desk.saidNow(), family: familyOf(request) });
      if (!answer) return done(null, payload);
      if ('cut' in answer) return cut(request, reply, answer);
      dressed(reply, answer);
      return done(null, answer.body);
    });
  });
}

function subjectOf(request: FastifyRequest, keys: KeyRing): RequestSubject {
  const apiKey = String(request.headers[KEY_HEADER] ?? '');
  return {
    path: request.url.split('?', 1)[0] ?? '',
    method: request.method,
    account: keys.accountOf(apiKey),
    symbols: () => symbolsIn(typeof request.body === 'string' ? request.body : '', request.query),
  };
}

const familyOf = (request: FastifyRequest): AccountFamily => (request.url.startsWith(UNIFIED) ? 'unified' : 'classic');

const dressed = (reply: FastifyReply, { status, contentType }: Answer): FastifyReply =>
  reply.code(status).header('content-type', contentType).removeHeader('content-length');

/** Breaks the connection off, after half of the truth where there is one. */
function cut(request: FastifyRequest, reply: FastifyReply, { truth }: Extract<ForgedAnswer, { cut: true }>): void {
  const { socket } = request.raw;
  if (!truth) return void socket.destroy();
  const { status, contentType, body } = truth;
  reply.raw.writeHead(status, { 'content-type': contentType, 'content-length': Buffer.byteLength(body) });
  reply.raw.write(body.slice(0, body.length >> 1), () => socket.destroy());
}

function later(ms: number, run: () => void): void {
  if (ms === 0) run();
  else setTimeout(run, ms).unref();
}
