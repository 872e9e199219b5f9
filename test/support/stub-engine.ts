/**
 * An engine's outside without an engine: fixed rows, commands written down, messages sent by hand.
 * Invariant: deterministic; the refusing rules are two simple ones, so that tests see both answers.
 */
import { type Command, type Instrument, lots, rate, refused } from '../../src/domain/index.ts';
import type {
  EngineApi,
  JournalRow,
  LiveMessage,
  OrderRow,
  PositionRow,
  RiskRow,
  StatusRow,
} from '../../src/engine/api.ts';
import type { Reply } from '../../src/kernel/index.ts';
import { btc } from './instruments.ts';

export const STUB_NOW = Date.UTC(2025, 0, 15, 12);

export const stubInstrument = (symbol: string, tickDecimals: number): Instrument => ({
  ...btc,
  symbol,
  base: symbol.replace('USDT', ''),
  tick: { units: 1, decimals: tickDecimals },
  sizeMax: lots(1_200_000),
  marketSizeMax: lots(220_000),
  leverageMax: symbol === 'ETHUSDT' ? 100 : 125,
  priceBand: rate('0.05'),
});

export const stubStatus: StatusRow = {
  state: 'running',
  mode: 'demo',
  network: 'embedded',
  family: 'classic',
  feed: 'synthetic, seed 7',
  venue: 'embedded exchange',
  marginMode: 'isolated',
  symbols: ['BTCUSDT', 'ETHUSDT'],
  symbolsAdded: [],
  symbolsRemoved: [],
  symbolsOutside: [],
  strategies: [{ name: 'strategic', timeframe: '15m' }],
  startedAt: STUB_NOW - 3_600_000,
  at: STUB_NOW,
  balance: '10021.5',
  equity: '10034.25',
  available: '9700.05',
  unrealizedPnl: '12.75',
  realizedToday: '21.5',
  fees: '3.214',
  funding: '-0.12',
  maxDrawdown: '21.3',
  openPositions: 1,
  trades: 4,
  wins: 3,
  losses: 1,
  fills: 9,
  orders: 3,
  breaker: { state: 'closed', until: undefined, sizeFactor: '1', consecutiveLosses: 1 },
  refusals: { 'max-positions': 2 },
  reconciledAt: STUB_NOW - 5_000,
  seq: 1_000,
  effectHash: '9f2c',
  isStale: false,
  accountAt: STUB_NOW - 5_000,
  isAccountStale: false,
  alertsClearedSeq: 0,
};

const position: PositionRow = {
  symbol: 'BTCUSDT',
  side: 'long',
  owner: 'strategic',
  size: '0.05',
  entryPrice: '60012.35',
  markPrice: '60267.4',
  unrealizedPnl: '12.75',
  leverage: 10,
  marginMode: 'isolated',
  stopLoss: '58800',
  takeProfits: [{ price: '61500', size: '0.02' }],
  openedAt: STUB_NOW - 900_000,
};

const order = (clientOid: string, rest: Partial<OrderRow>): OrderRow => ({
  clientOid,
  orderId: `v-${clientOid}`,
  symbol: 'BTCUSDT',
  intent: 'open',
  side: 'long',
  type: 'limit',
  price: '59000',
  size: '0.01',
  filled: '0',
  status: 'live',
  at: STUB_NOW - 60_000,
  ...rest,
});

const stubRisk: RiskRow = {
  equity: '10034.25',
  available: '9700.05',
  marginUsed: '334.2',
  exposure: '3013.37',
  exposures: [{ symbol: 'BTCUSDT', side: 'long', notional: '3013.37' }],
  realizedToday: '-250',
  openLoss: '0',
  positions: 1,
  isPaused: false,
  isKilled: false,
  limits: {
    leverageMax: 20,
    riskPerTrade: '0.02',
    positionsMax: 10,
    dailyLossMax: '1000',
    lossesMax: 5,
    cooldownMs: 3_600_000,
    defaultStopDistance: '0.02',
  },
  tightened: ['positionsMax'],
  leverages: { ETHUSDT: 12 },
  rules: [{ name: 'paused', about: 'No entries while paused.' }],
};

export type StubEngine = EngineApi & {
  readonly commands: { readonly command: Command; readonly requestId: string }[];
  readonly listeners: Set<(message: LiveMessage) => void>;
  change(status: Partial<StatusRow>): void;
  emit(message: LiveMessage): void;
  /** Replaces how commands are answered. */
  answer: (command: Command) => Promise<Reply>;
};

/** Refuses above 20× and while paused; takes everything else. */
export function createStubEngine(): StubEngine {
  let status = stubStatus;
  const instruments = new Map(
    [stubInstrument('BTCUSDT', 1), stubInstrument('ETHUSDT', 2)].map((one) => [one.symbol, one]),
  );
  const orders = [
    order('vp-1', {}),
    order('', { orderId: 'preset-7', intent: 'close', type: 'stop-loss', price: '58800', size: undefined }),
    order('vp-0', { symbol: 'ETHUSDT', type: 'market', price: undefined, filled: '0.01', status: 'filled' }),
  ];
  const engine: StubEngine = {
    commands: [],
    listeners: new Set(),
    change: (next) => {
      status = { ...status, ...next };
    },
    emit: (message) => {
      for (const listener of engine.listeners) listener(message);
    },
    answer: async (command) => {
      if (command.kind === 'open-position' && command.leverage > 20) {
        return refused('max-leverage', { limit: 20, wanted: command.leverage });
      }
      if (command.kind === 'open-position') {
        orders.unshift(order('vp-2', { type: command.type, price: undefined, status: 'pending', at: STUB_NOW }));
        return { ok: true, details: { clientOid: 'vp-2' } };
      }
      if (command.kind === 'pause' || command.kind === 'kill') engine.change({ state: 'paused' });
      if (command.kind === 'clear-alerts') engine.change({ alertsClearedSeq: status.seq });
      if (command.kind === 'resume') engine.change({ state: 'running' });
      return { ok: true, details: {} };
    },
    status: () => status,
    positions: () => [position],
    orders: () => orders,
    fills: ({ symbol = 'BTCUSDT' }) => [
      {
        tradeId: 't-1',
        symbol,
        kind: 'entry',
        side: 'long',
        price: '60012.3',
        size: '0.05',
        fee: '1.8',
        profit: '0',
        at: STUB_NOW,
      },
    ],
    candles: (_symbol, limit) =>
      Array.from({ length: Math.min(limit, 3) }, (_, i) => ({
        time: STUB_NOW + i * 60_000,
        open: 60_000,
        high: 60_100,
        low: 59_900,
        close: 60_050,
        volume: 12.5,
      })),
    instrument: (symbol) => instruments.get(symbol),
    ticker: (symbol) =>
      instruments.has(symbol)
        ? {
            symbol,
            last: '60267.4',
            bid: '60267.3',
            ask: '60267.5',
            mark: '60267',
            fundingRate: '0.0001',
            at: STUB_NOW - 100,
          }
        : undefined,
    risk: () => stubRisk,
    strategies: () => [{ name: 'strategic', timeframe: '15m', isOn: true, failure: undefined, trades: 4, wins: 3 }],
    assess: async ({ size, leverage }) => ({
      isAllowed: leverage <= 20,
      rule: leverage <= 20 ? undefined : 'max-leverage',
      details: leverage <= 20 ? {} : { limit: 20, wanted: leverage },
      price: '60267.4',
      stopLoss: '59062',
      size: size === undefined ? '0.15' : String(size / 1_000),
      sizeForRisk: '0.15',
      lossAtStop: '12.5',
      margin: '90',
      notional: '904.011',
    }),
    equity: (limit) =>
      [
        { at: STUB_NOW - 60_000, equity: '10000' },
        { at: STUB_NOW, equity: '10034.25' },
      ].slice(-limit),
    journal: ({ after, limit }) => {
      const first = after === undefined ? status.seq - limit : after;
      const count = Math.max(0, Math.min(limit, status.seq - first));
      return Array.from({ length: count }, (_, i) => journalRow(first + 1 + i));
    },
    notices: () => [{ seq: 900, at: STUB_NOW, level: 'warning', code: 'reconnected', details: { stream: 'public' } }],
    command: (command, requestId) => {
      engine.commands.push({ command, requestId });
      return engine.answer(command);
    },
    subscribe: (listener) => {
      engine.listeners.add(listener);
      return () => engine.listeners.delete(listener);
    },
  };
  return engine;
}

export const journalRow = (seq: number): JournalRow => ({
  seq,
  at: STUB_NOW + seq,
  type: 'quote',
  summary: `quote ${seq}`,
});
