/**
 * Orders that come by the Classic private socket: place and cancel, for keys that may.
 * Invariant: they pass the limits, checks and handlers of REST; every argument is answered by one frame of its own.
 */
import type { Desk } from '../desk.ts';
import { ApiError } from '../http/api-error.ts';
import type { Caller } from '../http/authenticate.ts';
import { asApiError, type Services } from '../http/service.ts';
import type { SocketRequest } from './hub.ts';

export type TradeOptions = { readonly services: Services; readonly desk: Desk };

type TradeArg = {
  readonly channel?: unknown;
  readonly id?: unknown;
  readonly instType?: unknown;
  readonly instId?: unknown;
  readonly params?: unknown;
};

/** By the channel that names them. */
const KEYS: Readonly<Record<string, string>> = { 'place-order': 'placeOrder', 'cancel-order': 'cancelOrder' };

export function classicTrade({ services }: TradeOptions) {
  return (caller: Caller, { args }: SocketRequest): readonly string[] => {
    const given = args.length === 0 ? [{}] : args;
    return given.map((arg) => answer(services, caller, isRecord(arg) ? arg : {}));
  };
}

function answer(services: Services, caller: Caller, arg: TradeArg): string {
  const { channel, id, instType, instId } = arg;
  const subject = { id, instType, channel, instId };
  try {
    const { orderId, clientOid } = carryOut(services, caller, arg);
    return JSON.stringify({
      event: 'trade',
      arg: [{ ...subject, params: { orderId, clientOid } }],
      code: 0,
      msg: 'Success',
    });
  } catch (error) {
    const { apiCode, message } = asApiError(error);
    return JSON.stringify({
      event: 'error',
      arg: [{ ...subject, params: arg.params }],
      code: Number(apiCode),
      msg: message,
    });
  }
}

type Ack = { readonly orderId?: unknown; readonly clientOid?: unknown };

function carryOut(services: Services, caller: Caller, { channel, instType, instId, params }: TradeArg): Ack {
  const key = KEYS[String(channel)];
  if (key === undefined) throw new ApiError('400172', 'channel');
  if (caller.family !== 'classic') throw new ApiError('40085');
  if (!caller.mayTradeBySocket) throw new ApiError('40014', 'websocket trade');
  const terms = isRecord(params) ? params : {};
  return counted(services, caller, key).carryOut(caller, {
    ...terms,
    symbol: instId,
    productType: instType,
  }) as Ack;
}

/** @throws ApiError 40014, 429. */
export function counted(services: Services, { family, apiKey, rights }: Caller, key: string) {
  if (!rights.includes('trade')) throw new ApiError('40014', 'futures orders write');
  const service = services.of(family, key);
  if ((service.count(apiKey) ?? 0) < 0) throw new ApiError('429');
  return service;
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
