/**
 * Sends an order and comes back with certainty: received, refused, or an error that says that it is not known.
 * Invariant: an order is sent once; after a lost answer the exchange is asked by the order's name.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { troubleOf } from '../bitget/index.ts';
import { type OrderReport, type OrderRequest, type Outcome, type Refused, TradingError } from '../domain/index.ts';
import type { Approved } from '../kernel/index.ts';
import type { Venue } from '../ports/index.ts';

/** An order that does not stand: refused by a rule, by the exchange, or with an outcome that is not known. */
export class OrderError extends TradingError {
  /** The name by which to ask for the order. */
  readonly clientOid: string;
  /** What a person can do about it; undefined where nothing is known. */
  readonly hint: string | undefined;

  constructor(
    code: string,
    message: string,
    { clientOid, outcome }: { readonly clientOid: string; readonly outcome: Outcome },
  ) {
    super(code, message, { outcome, details: { clientOid } });
    this.clientOid = clientOid;
    this.hint = troubleOf(code)?.hint;
  }
}

/** The word of a rule of the gate as an error: nothing was sent. */
export function refusedByRule({ rule, details }: Refused, clientOid: string): OrderError {
  const numbers = Object.entries(details).map(([name, value]) => `${name} ${value ?? 'absent'}`);
  const message = `refused by the rule ${rule} (${numbers.join(', ')}); nothing was sent`;
  return new OrderError(rule, message, { clientOid, outcome: 'not-sent' });
}

export type SentOrder = {
  readonly orderId: string;
  /** `received` until the exchange has told more. */
  readonly status: 'received' | OrderReport['status'];
};

/** An order on its way is not known yet: so many times the exchange has to say that it does not know it. */
const ABSENT_TIMES = 3;
const QUESTIONS_MAX = 8;
const WAIT_MS = 150;

/**
 * @param waitMs before the first question after a lost answer; the n-th waits n times as long
 * @throws OrderError whose `outcome` says what is known.
 */
export async function sendOrder(
  venue: Venue,
  order: Approved<OrderRequest>,
  waitMs: number = WAIT_MS,
): Promise<SentOrder> {
  const { clientOid, symbol } = order;
  const sent = await venue.submit(order);
  if (sent.outcome === 'accepted') return { orderId: sent.id, status: 'received' };
  if (sent.outcome !== 'unknown') {
    throw new OrderError(sent.code, sent.message, { clientOid, outcome: sent.outcome });
  }
  const found = await ask(venue, { symbol, clientOid, waitMs });
  if (found === 'absent') {
    throw new OrderError('never-arrived', `${sent.reason}; the exchange has never heard of it`, {
      clientOid,
      outcome: 'not-sent',
    });
  }
  if (found) return { orderId: found.orderId, status: found.status };
  const message = `${sent.reason}; ask for it as ${clientOid} and send nothing again before you know`;
  throw new OrderError('unknown', message, { clientOid, outcome: 'unknown' });
}

/** Undefined where the exchange gave no definite word. */
async function ask(
  venue: Venue,
  { symbol, clientOid, waitMs }: { readonly symbol: string; readonly clientOid: string; readonly waitMs: number },
): Promise<OrderReport | 'absent' | undefined> {
  let absent = 0;
  for (let question = 1; question <= QUESTIONS_MAX; question++) {
    await sleep(waitMs * question);
    const word = await venue.order(symbol, clientOid).catch((error: unknown) => {
      if (!(error instanceof TradingError)) throw error;
      return undefined;
    });
    if (word !== undefined && word !== 'absent') return word;
    if (word === 'absent' && ++absent >= ABSENT_TIMES) return word;
  }
  return undefined;
}
