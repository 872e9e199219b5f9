/**
 * Logins of browsers: a random number in a cookie that stands for a token.
 * Invariant: at most `SESSIONS_MAX`, none older than `SESSION_MS`; ends with its token, and with the process.
 */
import { createHash, randomBytes } from 'node:crypto';

const SESSIONS_MAX = 100;
export const SESSION_MS = 12 * 3_600_000;
const ID_BYTES = 32;

export type Sessions = {
  /** @returns what the cookie holds. */
  open(tokenId: string): string;
  /** The id of its token, or undefined. */
  tokenOf(cookie: string): string | undefined;
  close(cookie: string): void;
};

/** @param nowMs of a clock that never goes back. */
export function createSessions(nowMs: () => number = () => performance.now()): Sessions {
  const sessions = new Map<string, { readonly tokenId: string; readonly endsAt: number }>();
  return {
    open(tokenId) {
      const cookie = randomBytes(ID_BYTES).toString('base64url');
      sessions.set(hashOf(cookie), { tokenId, endsAt: nowMs() + SESSION_MS });
      if (sessions.size > SESSIONS_MAX) sessions.delete(sessions.keys().next().value as string);
      return cookie;
    },
    tokenOf(cookie) {
      const found = sessions.get(hashOf(cookie));
      return found && found.endsAt > nowMs() ? found.tokenId : undefined;
    },
    close: (cookie) => void sessions.delete(hashOf(cookie)),
  };
}

/** Found by hash: how long the search takes says nothing about a cookie. */
const hashOf = (cookie: string): string => createHash('sha256').update(cookie).digest('base64');

const NAME = 'viper_session';
const COOKIE = new RegExp(`(?:^|;\\s*)${NAME}=([A-Za-z0-9_-]{43})(?:;|$)`);

export const cookieOf = (header: string | undefined): string | undefined => COOKIE.exec(header ?? '')?.[1];

/** @param cookie undefined: the browser is to forget it. */
export function cookieHeader(cookie: string | undefined, isTls: boolean): string {
  const age = cookie === undefined ? 0 : SESSION_MS / 1_000;
  return `${NAME}=${cookie ?? ''}; Path=/; Max-Age=${age}; HttpOnly; SameSite=Strict${isTls ? '; Secure' : ''}`;
}
