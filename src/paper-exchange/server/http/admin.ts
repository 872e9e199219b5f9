/**
 * A checker's view of the exchange, and its hand on a driven clock.
 * Invariant: needs the bearer token of this start; shows balances and trades, never keys.
 */
import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { formatMoney, toJson } from '../../../domain/index.ts';
import type { Desk } from '../desk.ts';

export type AdminOptions = {
  readonly desk: Desk;
  readonly token: string;
  /** Applies every update up to `until`; undefined where the clock runs by itself. @returns how many there were. */
  readonly advance: ((until: number) => number) | undefined;
};

export function registerAdmin(app: FastifyInstance, { desk, token, advance }: AdminOptions): void {
  void app.register((admin, _options, done) => {
    admin.addHook('onRequest', async (request, reply) => {
      if (!isToken(request.headers.authorization ?? '', token))
        return reply.code(401).send({ error: 'bearer token needed' });
      return undefined;
    });
    admin.get('/admin/state', (_request, reply) => reply.type('application/json').send(toJson(stateOf(desk))));
    admin.post('/admin/advance', (request, reply) => {
      const until = untilOf(request.body);
      if (!advance || until === undefined)
        return reply.code(400).send({ error: 'needs a driven clock and {"until": epoch ms}' });
      return { applied: advance(until), at: desk.now() };
    });
    done();
  });
}

function isToken(header: string, token: string): boolean {
  const given = Buffer.from(header);
  const expected = Buffer.from(`Bearer ${token}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function untilOf(body: unknown): number | undefined {
  try {
    const { until } = JSON.parse(String(body)) as { until?: unknown };
    return Number.isSafeInteger(until) ? (until as number) : undefined;
  } catch {
    return undefined;
  }
}

/** Amounts as decimal text; bigints elsewhere as {"$n":"…"}. */
function stateOf(desk: Desk) {
  const { exchange, history } = desk.parts;
  const accounts = exchange.accountNames.map((name) => {
    const { balance, equity, available } = exchange.accountDetail(name);
    return {
      name,
      balance: formatMoney(balance),
      equity: formatMoney(equity),
      available: formatMoney(available),
      positions: exchange.positionDetails(name),
      openOrders: exchange.openOrderDetails(name),
      openTriggers: exchange.openTriggerDetails(name),
      fills: history.of(name).fill.map(({ fill }) => fill),
      bills: history.of(name).bill,
      finishedOrders: history.of(name).order,
    };
  });
  return { at: desk.now(), totalCash: formatMoney(exchange.totalCash), stateHash: exchange.stateHash(), accounts };
}
