/**
 * Orders that come by the Unified private socket: place, cancel and modify, one or many.
 * Invariant: they pass the limits, checks and handlers of REST; every request is answered once, with its own id.
 */
import type { Desk } from '../../desk.ts';
import { ApiError } from '../../http/api-error.ts';
import type { Caller } from '../../http/authenticate.ts';
import { asApiError } from '../../http/service.ts';
import type { SocketRequest } from '../../sockets/hub.ts';
import { counted, isRecord, type TradeOptions } from '../../sockets/trade.ts';

type Arg = Readonly<Record<string, unknown>>;
type Ack = { readonly orderId?: unknown; readonly clientOid?: unknown; readonly code?: string; readonly msg?: string };
/** An endpoint, and whether it takes the list of arguments as one. */
type Topic = { readonly key: string; readonly isBatch: boolean };

type TradeCall = TradeOptions & {
  readonly topic: Topic;
  readonly caller: Caller;
  readonly args: readonly Arg[];
  readonly category: string | undefined;
};

const BATCH_MAX = 20;
const RECEIVE_WINDOW_MAX_MS = 60_000;

/** Both spellings of the batches are in use. */
const TOPICS: Readonly<Record<string, Topic>> = {
  'place-order': { key: 'placeOrder', isBatch: false },
  'cancel-order': { key: 'cancelOrder', isBatch: false },
  'modify-order': { key: 'modifyOrder', isBatch: false },
  'batch-place': { key: 'placeBatch', isBatch: true },
  'batch-place-order': { key: 'placeBatch', isBatch: true },
  'batch-cancel': { key: 'cancelBatch', isBatch: true },
  'batch-cancel-order': { key: 'cancelBatch', isBatch: true },
  'batch-modify': { key: 'batchModifyOrder', isBatch: true },
  'batch-modify-order': { key: 'batchModifyOrder', isBatch: true },
};

export function unifiedTrade(options: TradeOptions) {
  return (caller: Caller, request: SocketRequest): readonly string[] => [answer(options, caller, request)];
}

function answer(options: TradeOptions, caller: Caller, request: SocketRequest): string {
  const { id, category } = request;
  const subject = { id, ...(category !== undefined && { category }), topic: request.topic };
  const { desk } = options;
  try {
    const topic = TOPICS[String(request.topic)];
    if (!topic) throw new ApiError('400172', 'topic');
    if (caller.family !== 'unified') throw new ApiError('40084');
    const upper = typeof category === 'string' ? category.toUpperCase() : undefined;
    const call = { ...options, caller, topic, args: argsOf(request.args, desk), category: upper };
    const args = topic.isBatch ? many(call) : [one(call)];
    return frame('trade', { ...subject, args, code: '0', msg: 'success' }, desk);
  } catch (error) {
    const { apiCode, message } = asApiError(error);
    return frame('error', { ...subject, code: apiCode, msg: message }, desk);
  }
}

const frame = (event: string, body: object, desk: Desk): string =>
  JSON.stringify({ event, ...body, ts: String(desk.now()) });

/** @throws ApiError 40019 for none, 40306 for too many, 40078 and 40079 for one that came too late. */
function argsOf(args: readonly unknown[], desk: Desk): readonly Arg[] {
  if (args.length === 0) throw new ApiError('40019', 'args');
  if (args.length > BATCH_MAX) throw new ApiError('40306');
  return args.map((arg) => {
    if (!isRecord(arg)) throw new ApiError('400172', 'args');
    const { requestTime, receiveWindow, ...terms } = arg;
    if (receiveWindow !== undefined) checkWindow(Number(receiveWindow), Number(requestTime), desk.now());
    return terms;
  });
}

function checkWindow(windowMs: number, requestAt: number, now: number): void {
  if (!(windowMs >= 0 && windowMs <= RECEIVE_WINDOW_MAX_MS)) throw new ApiError('40079');
  if (!(Math.abs(now - requestAt) <= windowMs)) throw new ApiError('40078');
}

/** The category stands beside the arguments; REST has it in each, except where orders are named alone. */
function termsOf(arg: Arg, { category, topic }: TradeCall): Arg {
  if (topic.key !== 'batchModifyOrder') return category === undefined ? arg : { category, ...arg };
  const { symbol: _, ...change } = arg;
  return change;
}

const symbolOf = ({ symbol }: Arg): object => (symbol === undefined ? {} : { symbol });

function one(call: TradeCall): object {
  const { services, desk, caller, args, topic } = call;
  const [arg = {}, ...others] = args;
  if (others.length > 0) throw new ApiError('400172', 'args');
  const { orderId, clientOid } = counted(services, caller, topic.key).carryOut(caller, termsOf(arg, call)) as Ack;
  return { ...symbolOf(arg), orderId, clientOid, cTime: String(desk.now()) };
}

function many(call: TradeCall): readonly object[] {
  const { services, caller, args, topic } = call;
  const asked = args.map((arg) => termsOf(arg, call));
  const acks = counted(services, caller, topic.key).carryOut(caller, asked) as readonly Ack[];
  return acks.map(({ orderId, clientOid, code = '0', msg = 'Success' }, i) => ({
    code,
    msg,
    ...symbolOf(args[i] ?? {}),
    orderId,
    clientOid,
  }));
}
