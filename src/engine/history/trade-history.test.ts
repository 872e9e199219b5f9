import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scripts } from '../../../test/support/event-script.ts';
import { billOf, fillOf } from '../../../test/support/fills.ts';
import { btc, eth, sessionOf } from '../../../test/support/instruments.ts';
import { signalByName } from '../../../test/support/signal-strategy.ts';
import {
  asMoney,
  type Bill,
  type Event,
  type Fill,
  formatMoney,
  lots,
  money,
  type PositionReport,
  type SessionConfig,
  ticks,
  type VenueState,
} from '../../domain/index.ts';
import { Kernel } from '../../kernel/index.ts';
import { TradeHistory } from './trade-history.ts';
import { booksRow, tradeRow } from './trade-rows.ts';

const session = (given: Partial<SessionConfig> = {}): Event => ({
  type: 'session',
  at: 1,
  config: sessionOf({ strategies: [{ name: 'signal', timeframe: '1m', params: {} }], ...given }),
  instruments: [btc, eth],
});

const reconciled = (given: Partial<VenueState> = {}, at = 2): Event => ({
  type: 'reconciled',
  at,
  state: {
    isConsistent: true,
    account: { balance: money('10000'), available: money('10000'), positionMode: 'hedge' },
    positions: [],
    orders: [],
    absent: [],
    triggers: [],
    fills: [],
    bills: [],
    ...given,
  },
});

let count = 0;
const aFill = (given: Partial<Fill>): Fill => {
  count += 1;
  return fillOf({ tradeId: `t${count}`, clientOid: 'test-e1', ...given });
};
const fill = (given: Partial<Fill>): Event => ({ type: 'fill', at: given.at ?? 1_000, fill: aFill(given) });
const bill = (given: Partial<Bill>): Event => {
  count += 1;
  return { type: 'bill', at: 1_000, bill: billOf({ billId: `b${count}`, ...given }) };
};
const report = (given: Partial<PositionReport>): PositionReport => ({
  symbol: 'BTCUSDT',
  positionSide: 'long',
  size: lots(100),
  entryPrice: '10000',
  leverage: 10,
  marginMode: 'isolated',
  liquidationPrice: undefined,
  ...given,
});

function historyOf(...events: readonly Event[]): TradeHistory {
  const history = new TradeHistory();
  for (const event of [session(), reconciled(), ...events]) history.add(event);
  return history;
}

/** 0.1 BTC at 10000: 1000 USDT. */
const entry = fill({ price: ticks(100_000), size: lots(100), fee: money('0.6'), at: 1_000 });
const exit = fill({
  intent: 'close',
  price: ticks(99_000),
  size: lots(100),
  profit: money('-10'),
  fee: money('0.594'),
  at: 9_000,
});

describe('a trade', () => {
  it('is entered in parts, left in parts, pays fees and funding: as by hand', () => {
    const { trades } = historyOf(
      entry,
      fill({ price: ticks(102_000), size: lots(100), fee: money('0.612') }),
      bill({ amount: money('-0.1') }),
      bill({ amount: money('0.03') }),
      // 0.12 BTC at 10100 and 0.08 BTC at 9900, entered at 10100 on average: 0 and −16.
      fill({ intent: 'close', price: ticks(101_000), size: lots(120), profit: money('0'), fee: money('0.7272') }),
      fill({
        intent: 'close',
        price: ticks(99_000),
        size: lots(80),
        profit: money('-16'),
        fee: money('0.4752'),
        at: 61_000,
      }),
    );
    expect(trades.map(tradeRow)).toEqual([
      {
        symbol: 'BTCUSDT',
        side: 'long',
        owner: 'signal',
        size: '0.2',
        entryPrice: '10100',
        exitPrice: '10020',
        entryNotional: '2020',
        exitNotional: '2004',
        profit: '-16',
        fees: '2.4144',
        funding: '-0.07',
        other: '0',
        net: '-18.4844',
        openedAt: 1_000,
        closedAt: 61_000,
        gap: null,
      },
    ]);
  });

  it('of each side stands for itself, and funding goes to the one that the books give it to', () => {
    const short = { symbol: 'ETHUSDT', positionSide: 'short' } as const;
    const history = historyOf(
      entry,
      fill({ ...short, price: ticks(200_000), size: lots(200), fee: money('2.4') }),
      fill({ positionSide: 'short', price: ticks(100_000), size: lots(10), fee: money('0.06') }),
      bill({ symbol: 'ETHUSDT', amount: money('0.5') }),
      bill({ amount: money('-0.2') }),
      fill({
        ...short,
        intent: 'close',
        price: ticks(199_000),
        size: lots(200),
        profit: money('20'),
        fee: money('2.388'),
      }),
      exit,
    );
    expect(history.trades.map(tradeRow)).toMatchObject([
      { symbol: 'ETHUSDT', side: 'short', entryPrice: '2000', exitPrice: '1990', funding: '0.5', net: '15.712' },
      { symbol: 'BTCUSDT', side: 'long', exitPrice: '9900', funding: '-0.2', net: '-11.394' },
    ]);
    expect(history.openCount).toBe(1);
    expect(booksRow(history.books())).toEqual({
      opening: '10000',
      transfers: '0',
      trades: '4.318',
      open: '-0.06',
      beside: '0',
      balance: '10004.258',
    });
  });

  it('leaves no more than there is, however much a close is said to be', () => {
    const more = aFill({ intent: 'close', price: ticks(99_000), size: lots(150), profit: money('-10') });
    const { trades } = historyOf(entry, reconciled({ fills: [more] }));
    expect(trades.map(tradeRow)).toMatchObject([{ exitPrice: '9900', exitNotional: '990', net: '-11.2' }]);
  });

  it('has an average of more digits than a tick, rounded for the eye alone', () => {
    const { trades } = historyOf(
      fill({ price: ticks(100_001), size: lots(1) }),
      fill({ price: ticks(100_000), size: lots(2) }),
      fill({ intent: 'close', price: ticks(100_000), size: lots(3) }),
    );
    expect(trades.map(tradeRow)).toMatchObject([{ entryPrice: '10000.033', entryNotional: '30.0001' }]);
  });
});

describe('what comes twice, early, or belongs to no trade', () => {
  it('a fill and a bill count once, by whichever way they come', () => {
    const again = [aFill({ size: lots(10) }), billOf({ billId: 'same', amount: money('-1') })] as const;
    const history = historyOf(
      { type: 'fill', at: 1_000, fill: again[0] },
      { type: 'bill', at: 1_000, bill: again[1] },
      reconciled({ fills: [again[0]], bills: [again[1]], positions: [report({ size: lots(10) })] }),
    );
    expect(booksRow(history.books())).toMatchObject({ open: '-1.6', balance: '9998.4' });
  });

  it('a fill from before the first comparison is in the opening balance', () => {
    const history = new TradeHistory();
    for (const event of [session(), entry, reconciled({ positions: [report({})] }), exit]) history.add(event);
    expect(history.trades.map(tradeRow)).toMatchObject([{ gap: 'entry-unseen', owner: null, fees: '0.594' }]);
  });

  it('a close that has overtaken its entry waits for the list that has both', () => {
    const [late, early] = [aFill({ size: lots(10) }), aFill({ intent: 'close', size: lots(10), profit: money('3') })];
    const heard: Event = { type: 'fill', at: 1_000, fill: early };
    expect(historyOf(heard).trades).toEqual([]);
    const history = historyOf(heard, reconciled({ fills: [late, early] }));
    expect(history.trades.map(tradeRow)).toMatchObject([{ size: '0.01', net: '1.8' }]);
  });

  it('a symbol that is not followed, funding after the end, and a transfer are told apart', () => {
    const history = historyOf(
      fill({ symbol: 'SOLUSDT', fee: money('0.25') }),
      entry,
      exit,
      bill({ amount: money('-0.5') }),
      bill({ kind: 'transfer', symbol: '', amount: money('100') }),
    );
    expect(booksRow(history.books())).toEqual({
      opening: '10000',
      transfers: '100',
      trades: '-11.194',
      open: '0',
      beside: '-0.75',
      balance: '10088.056',
    });
  });
});

describe('what no fill tells is named', () => {
  it('a position that was found at the exchange: its entry', () => {
    const { trades } = historyOf(reconciled({ positions: [report({ entryPrice: '10000.5' })] }), exit);
    expect(trades.map(tradeRow)).toMatchObject([{ gap: 'entry-unseen', entryPrice: '10000.5', net: '-10.594' }]);
  });

  it('a size that the exchange has otherwise', () => {
    const more = historyOf(entry, reconciled({ positions: [report({ size: lots(150), entryPrice: '10000' })] }));
    more.add(fill({ intent: 'close', price: ticks(101_000), size: lots(150), profit: money('15') }));
    expect(more.trades.map(tradeRow)).toMatchObject([{ gap: 'size-changed', size: '0.15', entryNotional: '1500' }]);
    const less = historyOf(entry, reconciled({ positions: [report({ size: lots(40) })] }));
    less.add(fill({ intent: 'close', price: ticks(101_000), size: lots(40), profit: money('4') }));
    expect(less.trades.map(tradeRow)).toMatchObject([{ gap: 'size-changed', size: '0.1', exitNotional: '404' }]);
  });

  it('a position that the exchange has no more: its end', () => {
    const history = historyOf(entry, bill({ amount: money('-0.1') }), reconciled({}, 5_000));
    expect(history.trades.map(tradeRow)).toMatchObject([
      { gap: 'exit-unseen', exitPrice: null, net: '-0.7', closedAt: 5_000 },
    ]);
    expect(history.openCount).toBe(0);
  });

  it('parts that do not fit each other prove nothing', () => {
    expect(historyOf(entry, reconciled({ isConsistent: false })).openCount).toBe(1);
  });
});

describe('who entered it', () => {
  const ownerAfter = (...events: readonly Event[]) =>
    historyOf(...events, entry, exit).trades.map(({ owner }) => owner ?? null);
  const other = session({ strategies: [{ name: 'other', timeframe: '1m', params: {} }] });
  const byHand: Event = {
    type: 'command',
    at: 3,
    requestId: 'r1',
    command: {
      kind: 'open-position',
      symbol: 'BTCUSDT',
      positionSide: 'long',
      type: 'market',
      price: undefined,
      size: lots(1),
      timeInForce: 'ioc',
      marginMode: 'isolated',
      leverage: 1,
      stopLoss: undefined,
      takeProfit: undefined,
    },
  };

  it.each<[string, readonly Event[], string | null]>([
    ['the only strategy that there was', [], 'signal'],
    ['the same one after a restart', [session()], 'signal'],
    ['one of two', [other], null],
    ['a strategy or a hand', [byHand], null],
  ])('%s', (_, events, owner) => {
    expect(ownerAfter(...events)).toEqual([owner]);
  });

  it('an order of nobody here is given to nobody', () => {
    const { trades } = historyOf(fill({ clientOid: '' }), fill({ intent: 'close' }));
    expect(trades.map(({ owner }) => owner)).toEqual([undefined]);
  });
});

it('whatever happens, the trades and the books are those of the kernel', () => {
  let closed = 0;
  fc.assert(
    fc.property(scripts, (events) => {
      const [kernel, history] = [new Kernel(signalByName), new TradeHistory()];
      const told: string[] = [];
      for (const event of events) {
        const before = new Map([...kernel.state.traders].map(([owner, { trades }]) => [owner, trades]));
        for (const effect of kernel.step(event))
          if (effect.type === 'notice' && effect.code === 'trade-closed') told.push(JSON.stringify(effect.details));
        const count = history.trades.length;
        history.add(event);
        const owners = [...kernel.state.traders].filter(([owner, { trades }]) => trades > (before.get(owner) ?? 0));
        for (const { owner, gap } of history.trades.slice(count))
          if (owner !== undefined && gap !== 'exit-unseen') expect(owners.map(([name]) => name)).toContain(owner);
      }
      const ended = history.trades.filter(({ gap }) => gap !== 'exit-unseen');
      closed += ended.length;
      const asTold = ({ instrument, positionSide, net }: (typeof ended)[number]) =>
        JSON.stringify({ symbol: instrument.symbol, positionSide, net: formatMoney(net) });
      expect(ended.map(asTold)).toEqual(told);
      for (const { net, profit, fees, funding, other } of history.trades)
        expect(net).toBe(profit - fees + funding + other);
      const { portfolio } = kernel.state;
      const { opening, transfers, trades, open, beside, balance } = history.books();
      expect(balance).toBe(portfolio.ledger.balance);
      expect(asMoney((opening ?? 0n) + transfers + trades + open + beside)).toBe(balance);
      expect(history.openCount).toBe(portfolio.openCount);
    }),
    { numRuns: 150 },
  );
  expect(closed).toBeGreaterThan(20);
});
