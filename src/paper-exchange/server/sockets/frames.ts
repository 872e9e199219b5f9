/**
 * The frames around a push: acknowledgements and errors of the sockets.
 * Invariant: codes are numbers on the wire; `ts` outside is a number.
 */
import type { ChannelArg } from '../../../bitget/protocol/index.ts';

const SOCKET_ERRORS = {
  30001: "doesn't exist",
  30002: 'Unrecognized request',
  30003: 'Invalid op',
  30004: 'User needs to log in',
  30005: 'Login failed',
  30006: 'Request too many',
  30007: 'Request over limit, connection close',
  30011: 'Invalid ACCESS_KEY',
  30012: 'Invalid ACCESS_PASSPHRASE',
  30013: 'Invalid ACCESS_TIMESTAMP',
  30014: 'Request timestamp expired',
  30015: 'Invalid sign',
  30016: 'Param error',
} as const;

export type SocketErrorCode = keyof typeof SOCKET_ERRORS;

export type PushAction = 'snapshot' | 'update';

export const ackFrame = (event: 'subscribe' | 'unsubscribe', arg: object): string => JSON.stringify({ event, arg });

export const loginFrame = (connId: string): string => JSON.stringify({ event: 'login', code: 0, connId });

export function errorFrame(code: SocketErrorCode, context: { op?: string; arg?: ChannelArg } = {}): string {
  const { op, arg } = context;
  const subject = arg ? `instType:${arg.instType},channel:${arg.channel},instId:${arg.instId ?? arg.coin} ` : '';
  const msg = code === 30001 ? `${subject}${SOCKET_ERRORS[code]}` : SOCKET_ERRORS[code];
  return JSON.stringify({ event: 'error', ...(arg && { arg }), code, msg, ...(op && { op }) });
}

/** A push whose rows are already JSON. */
export const pushFrame = (action: PushAction, arg: object, data: unknown, at: number): string =>
  JSON.stringify({ action, arg, data, ts: at });
