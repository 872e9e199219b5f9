/**
 * The lists of what other products trade: empty, so that clients which ask for everything at their start find what is here.
 * Invariant: only public lists; whatever else concerns another product is refused like any wrong parameter.
 */
import type { FastifyInstance } from 'fastify';
import { SUCCESS } from '../../../bitget/protocol/index.ts';
import type { Desk } from '../desk.ts';

/** Lists of coins and of contracts that are not futures. */
const ELSEWHERE = ['/api/v2/spot/public/coins', '/api/v2/spot/public/symbols', '/api/v2/margin/currencies'];

/** By path: the parameter that names the product. */
const LISTS: Readonly<Record<string, string>> = {
  '/api/v2/mix/market/contracts': 'productType',
  '/api/v3/market/instruments': 'category',
};

const OTHERS = new Set([
  'SPOT',
  'MARGIN',
  'COIN-FUTURES',
  'USDC-FUTURES',
  'SUSDT-FUTURES',
  'SCOIN-FUTURES',
  'SUSDC-FUTURES',
]);

/** Has to be called before the routes are registered. */
export function registerOtherProducts(app: FastifyInstance, desk: Desk): void {
  const nothing = () => ({ code: SUCCESS, msg: 'success', requestTime: desk.saidNow(), data: [] });
  for (const path of ELSEWHERE) app.get(path, nothing);
  app.addHook('preHandler', (request, reply, done) => {
    const parameter = request.method === 'GET' ? LISTS[request.routeOptions.url ?? ''] : undefined;
    if (parameter === undefined) return done();
    const product = (request.query as Readonly<Record<string, unknown>>)[parameter];
    if (typeof product !== 'string' || !OTHERS.has(product.toUpperCase())) return done();
    return void reply.send(nothing());
  });
}
