/**
 * Sends a request once, and tells the engine what is known of it.
 * Invariant: an unknown outcome stays unknown; what fails before the send itself was not sent.
 */
import { TradingError } from '../../domain/index.ts';
import type { Sent } from '../../ports/index.ts';

/** A request, the call that carries it, and the name that the exchange gives to what came of it. */
export type Sending<Request, Answer> = {
  /** Whatever it asks the exchange, nothing that matters has left when it fails. */
  readonly prepare: () => Request | Promise<Request>;
  readonly call: (request: Request) => Promise<Answer>;
  /** @throws BitgetError for an answer that is a refusal, or that does not tell. */
  readonly idOf: (answer: Answer) => string;
};

/** Never throws for a failure at the edge. @throws whatever is none. */
export async function send<Request, Answer>({ prepare, call, idOf }: Sending<Request, Answer>): Promise<Sent> {
  let request: Request;
  try {
    request = await prepare();
  } catch (error) {
    return notSentOf(error);
  }
  try {
    return { outcome: 'accepted', id: idOf(await call(request)) };
  } catch (error) {
    return sentOf(error);
  }
}

/** The name of an order that was placed, moved or canceled; "" where the exchange names none. */
export const orderIdOf = ({ orderId }: { readonly orderId?: string | null }): string => orderId ?? '';

function sentOf(error: unknown): Sent {
  if (!(error instanceof TradingError)) throw error;
  const { code, message, outcome } = error;
  return outcome === 'unknown' ? { outcome, reason: message } : { outcome, code, message };
}

function notSentOf(error: unknown): Sent {
  const sent = sentOf(error);
  return sent.outcome === 'unknown' ? { outcome: 'not-sent', code: 'preparation-unknown', message: sent.reason } : sent;
}
