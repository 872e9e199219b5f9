/**
 * The single checks of a connection, in their order; each says what it found in one line.
 * Invariant: a check that throws has failed; what it needs of others it gets as findings, never by asking twice.
 */
import { type AccountFamily, asMoney, formatMoney, formatSize, notional, parsePrice } from '../../domain/index.ts';
import { BitgetError } from '../errors/index.ts';
import { identifyAccount } from '../family.ts';
import { type Credentials, signWith } from '../signing/index.ts';
import { type AccountReading, type MarketReading, readAccount, readKey, readMarket } from './account-reading.ts';
import { type Fault, faultNamed, type Place } from './fault.ts';
import { isMachineTimeRefused, OFFSET_SMALL_MS, readClock } from './machine-time.ts';
import { type OrderWish, type PreparedOrder, prepareOrders } from './order-preview.ts';
import type { Probe } from './probe.ts';

export type Outcome = {
  readonly result: 'pass' | 'warn' | 'fail';
  readonly says: string;
  readonly advice?: string;
  readonly fault?: Fault;
};

export type Findings = {
  readonly probe: Probe;
  readonly place: Place;
  readonly symbol: string;
  /** Or why there are none. */
  readonly credentials: Credentials | Fault;
  readonly orders: Pick<OrderWish, 'size' | 'leverage'>;
  /** Our own cap. */
  readonly requestsPerSecondMax: number;
  offsetMs?: number;
  family?: AccountFamily;
  account?: AccountReading;
  market?: MarketReading;
  prepared?: readonly PreparedOrder[];
};

export type Step = {
  readonly name: (symbol: string) => string;
  /** Checks that must not have failed before. */
  readonly needs: readonly string[];
  readonly run: (findings: Findings) => Outcome | Promise<Outcome>;
};

const pass = (says: string): Outcome => ({ result: 'pass', says });
const warn = (says: string, advice: string): Outcome => ({ result: 'warn', says, advice });
const failed = (fault: Fault, says = fault.says): Outcome => ({ result: 'fail', says, advice: fault.advice, fault });

export const isFault = (value: Credentials | Fault): value is Fault => 'says' in value;

const seconds = (ms: number): string => `${(Math.abs(ms) / 1_000).toFixed(1)} s`;

const offsetText = (offsetMs: number): string =>
  `${Math.abs(offsetMs) < 1_000 ? `${Math.abs(offsetMs)} ms` : seconds(offsetMs)} ${offsetMs < 0 ? 'ahead of' : 'behind'} the exchange`;

/** USDT with two decimals, cut. */
function dollars(text: string): string {
  const [whole = '0', fraction = ''] = text.split('.');
  return `$${whole}.${fraction.padEnd(2, '0').slice(0, 2)}`;
}

const SIGNED_SAMPLE = {
  timestamp: '1700000000000',
  method: 'GET',
  path: '/api/v2/mix/account/accounts',
  body: '',
} as const;

/** By their keys, which `needs` names. */
export const steps: Readonly<Record<string, Step>> = {
  credentials: {
    name: () => 'Credentials Check',
    needs: [],
    run: ({ credentials }) =>
      isFault(credentials) ? failed(credentials) : pass('All credentials properly configured'),
  },
  signature: {
    name: () => 'Signature Generation',
    needs: ['credentials'],
    run: ({ credentials }) => pass(`Signature length: ${signWith(credentials as Credentials, SIGNED_SAMPLE).length}`),
  },
  connection: { name: () => 'Connection', needs: [], run: checkReach },
  family: {
    name: () => 'Account Family',
    needs: ['credentials', 'signature', 'connection'],
    run: async (findings) => {
      const { family, uid } = await identifyAccount(findings.probe);
      findings.family = family;
      return pass(uid === undefined ? family : `${family}, user ${uid}`);
    },
  },
  clock: { name: () => 'Clock', needs: ['connection'], run: checkClock },
  account: {
    name: () => 'Account Access',
    needs: ['family'],
    run: async (findings) => {
      const { probe, family, symbol } = findings;
      findings.account = await readAccount(probe, family as AccountFamily, symbol);
      return pass(`USDT Equity: ${dollars(formatMoney(findings.account.equity))}`);
    },
  },
  positionMode: {
    name: () => 'Position Mode',
    needs: ['account'],
    run: ({ account }) =>
      account?.positionMode === 'hedge'
        ? pass('hedge')
        : warn('one-way', 'Viper trades in hedge mode; it sets it by itself while no position and no order is open.'),
  },
  key: { name: () => 'Key Permissions', needs: ['account'], run: checkKey },
  market: {
    name: (symbol) => `Market Data - ${symbol}_UMCBL`,
    needs: ['connection'],
    run: async (findings) => {
      const market = await readMarket(findings.probe, findings.family ?? 'classic', findings.symbol);
      if (!market) return failed(faultNamed('symbol-unknown', findings.place));
      findings.market = market;
      return pass(`Price: $${market.price}`);
    },
  },
  order: { name: () => 'Order Preparation', needs: ['account', 'market'], run: checkOrders },
  limits: { name: () => 'Rate Limits', needs: ['connection'], run: checkLimits },
};

async function checkReach(findings: Findings): Promise<Outcome> {
  const { offsetMs, roundTripMs } = await readClock(findings.probe);
  findings.offsetMs = offsetMs;
  return pass(`${findings.place.host} answered in ${roundTripMs} ms`);
}

/** Whether programs that sign with this machine's time are heard. */
async function checkClock({ probe, family, place, offsetMs = 0 }: Findings): Promise<Outcome> {
  const says = offsetText(offsetMs);
  const fault = faultNamed('clock-wrong', place);
  if (await isMachineTimeRefused(probe, { offsetMs, family })) return failed(fault, `${says}. ${fault.says}`);
  return Math.abs(offsetMs) <= OFFSET_SMALL_MS ? pass(says) : warn(`${says}, which is still accepted`, fault.advice);
}

const WITHDRAW =
  'Make a key without the right to withdraw: Viper never needs it, and whoever steals the key could take the money.';

async function checkKey({ probe, family, place }: Findings): Promise<Outcome> {
  const key = await readKey(probe, family as AccountFamily).catch((error: unknown) => {
    if (error instanceof BitgetError && error.kind !== 'network' && error.kind !== 'rate-limit') return undefined;
    throw error;
  });
  if (!key)
    return warn('the exchange does not tell what the key may do', 'Look at the key on the site of the exchange.');
  const rights = ['read', 'trade', 'transfer', 'withdraw'].filter(
    (_, i) => [key.mayRead, key.mayTrade, key.mayTransfer, key.mayWithdraw][i],
  );
  const from = key.addresses.length === 0 ? 'from every address' : `from ${key.addresses.join(', ')}`;
  const says = `may ${rights.join(', ') || 'do nothing'}, ${from}`;
  const fault = faultNamed('not-permitted', place);
  if (!key.mayTrade) return failed(fault, `${says}. ${fault.says}`);
  if (key.mayWithdraw) return warn(`${says}: it can withdraw money`, WITHDRAW);
  if (key.mayTransfer)
    return warn(says, 'Viper moves no money between accounts: a key without the right to transfer is enough.');
  if (key.addresses.length > 0) return pass(says);
  return warn(says, 'Tie the key to the address of this machine, on the site of the exchange.');
}

function checkOrders(findings: Findings): Outcome {
  const { family, account, market, orders } = findings as Required<Findings>;
  const { instrument, price } = market;
  findings.prepared = prepareOrders({ family, positionMode: account.positionMode, instrument, price, ...orders });
  const says = 'All parameters formatted correctly';
  const lots = findings.prepared[0]?.size ?? instrument.sizeMin;
  const worth = notional(instrument, parsePrice(instrument, price), lots);
  const margin = asMoney(worth / BigInt(orders.leverage));
  if (margin <= account.available) return pass(says);
  const size = `${formatSize(instrument, lots)} ${instrument.base}`;
  return warn(
    `${says}; ${size} at leverage ${orders.leverage} needs ${dollars(formatMoney(margin))}, and ${dollars(formatMoney(account.available))} is available`,
    'Transfer USDT to the futures account, or lower POSITION_SIZE_USDT.',
  );
}

function checkLimits({ probe, requestsPerSecondMax }: Findings): Outcome {
  const own = `Viper asks at most ${requestsPerSecondMax} a second`;
  // One a second is used up by asking once.
  const told = [...probe.remaining]
    .map(([call, limit]) => ({ call, ...limit }))
    .filter(({ perSecond }) => perSecond > 1);
  const [least] = told.sort((a, b) => a.left / a.perSecond - b.left / b.perSecond);
  if (!least) return pass(`${own}; the exchange tells of none`);
  return pass(`${own}; least left: ${least.left} of ${least.perSecond} for ${least.call}`);
}
