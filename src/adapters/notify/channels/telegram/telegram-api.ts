/**
 * The client of Telegram's bot API, and what its failures mean for a message.
 * Invariant: the token stands in every address; no text of a failure leaves this folder with it.
 */
import { Api, GrammyError } from 'grammy';
import type { Sending } from '../../../../ports/index.ts';
import type { TelegramConfig } from '../../../config/index.ts';
import type { Hidden } from '../../scrub.ts';
import { sendingOf } from '../http-answer.ts';

/** How long Telegram holds a poll open while there is nothing to tell, and how long its answer may take beyond that. */
export const POLL_S = 25;
const ANSWER_S = 10;

export const createTelegramApi = ({ token, apiRoot }: TelegramConfig<Hidden>): Api =>
  new Api(token.reveal(), {
    timeoutSeconds: POLL_S + ANSWER_S,
    // An address with the token in it is shown to no third party.
    baseFetchConfig: { redirect: 'error' },
    ...(apiRoot !== undefined && { apiRoot }),
  });

/** @param scrub gives the words of an error without the token. */
export function failureOf(error: unknown, scrub: (error: unknown) => string): Sending {
  const reason = scrub(error);
  if (!(error instanceof GrammyError)) return { outcome: 'again', reason };
  const { retry_after: seconds } = error.parameters;
  const sending = sendingOf(error.error_code, seconds === undefined ? undefined : seconds * 1_000);
  return sending.outcome === 'delivered' ? { outcome: 'again', reason } : { ...sending, reason };
}
