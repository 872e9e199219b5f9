/**
 * Valid REST answers of both families, agreeing and refusing: what garbage is made of.
 * Invariant: test support only.
 */
import { NOW } from '../../src/bitget/client/testing/parts.ts';
import type { AccountFamily } from '../../src/domain/index.ts';
import { CANARY } from './fuzz-sockets.ts';

const at = String(NOW);

const position = {
  symbol: 'BTCUSDT',
  holdSide: 'long',
  posSide: 'long',
  total: '0.1',
  openPriceAvg: '60000',
  avgPrice: '60000',
  leverage: '5',
  marginMode: 'isolated',
  liquidationPrice: '',
};
const order = {
  symbol: 'BTCUSDT',
  orderId: '7',
  clientOid: 'v-1',
  size: '0.1',
  qty: '0.1',
  price: '60000',
  baseVolume: '0',
  cumExecQty: '0',
  side: 'buy',
  posSide: 'long',
  tradeSide: 'open',
  posMode: 'hedge_mode',
  holdMode: 'hedge_mode',
  orderType: 'limit',
  status: 'live',
  orderStatus: 'live',
  cTime: at,
  createdTime: at,
};
const plan = {
  planType: 'pos_loss',
  symbol: 'BTCUSDT',
  orderId: '9',
  clientOid: 't-1',
  size: '',
  qty: '',
  triggerPrice: '59000',
  stopLoss: '59000',
  planStatus: 'live',
  status: 'pending',
  side: 'sell',
  posSide: 'long',
  cTime: at,
  createdTime: at,
};

const DATA: Readonly<Record<AccountFamily, readonly unknown[]>> = {
  classic: [
    { orderId: '7', clientOid: 'v-1' },
    [position],
    [],
    order,
    { entrustedList: [order], endId: '7' },
    { entrustedList: [plan], endId: '9' },
    { entrustedList: null, endId: null },
  ],
  unified: [
    { orderId: '7', clientOid: 'v-1' },
    { list: [position] },
    { list: [] },
    { list: null },
    order,
    { list: [order], cursor: '' },
    [plan],
    null,
  ],
};

const REFUSALS: readonly (readonly [string, string])[] = [
  ['40762', 'The order amount exceeds the balance'],
  ['40109', 'The data of the order cannot be found'],
  ['25204', 'Order does not exist'],
  ['40010', 'Request timed out'],
  ['429', 'Too many requests'],
  ['40009', `sign signature error ${CANARY}`],
];

const answer = (code: string, msg: string, data: unknown): { readonly text: string } => ({
  text: JSON.stringify({ code, msg, requestTime: NOW, data }),
});

export const answersOf = (family: AccountFamily): readonly { readonly text: string }[] => [
  ...DATA[family].map((data) => answer('00000', 'success', data)),
  ...REFUSALS.map(([code, msg]) => answer(code, msg, null)),
  { text: '<html><body><h1>502 Bad Gateway</h1></body></html>' },
];
