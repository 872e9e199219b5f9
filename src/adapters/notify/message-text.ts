/**
 * A message as plain text.
 * Invariant: never longer than asked for; its level stands first.
 */
import type { Message } from '../../ports/index.ts';

const MARK: Readonly<Record<Message['level'], string>> = { info: 'ℹ️', warning: '⚠️', critical: '🚨' };

/** The code of a message that is for others, and carries no mark. */
export const SHARED_TRADE = 'shared-trade';

/** "⚠️ demo: Candles are missing" */
export const headline = ({ code, level, title }: Message): string =>
  code === SHARED_TRADE ? title : `${MARK[level]} ${title}`;

/** @param lengthMax in UTF-16 units. */
export function messageText(message: Message, lengthMax: number): string {
  const text = [headline(message), ...message.lines].join('\n');
  return text.length <= lengthMax ? text : `${text.slice(0, lengthMax - 1)}…`;
}
