/**
 * Closing positions at market by one command, and turning one round.
 */
import { describe, expect, it } from 'vitest';
import { lots, money, ticks } from '../../domain/index.ts';
import type { PaperExchange } from './paper-exchange.ts';
import { account, book, done, exchangeOf, idOf, order, refusalOf, story } from './testing/fixtures.ts';
import type { AccountConfig } from './types.ts';

const AT = 1_000_000;

/** Between 99,990 and 100,010, with nothing held. */
function quiet(config: Partial<AccountConfig> = {}): PaperExchange {
  const exchange = exchangeOf({ accounts: [account('a', config)] });
  exchange.apply(book([[99_990, 50_000]], [[100_010, 50_000]]));
  return exchange;
}

/** Long 100 at 100,010 and short 50 at 99,990. */
function holdingBoth(): PaperExchange {
  const exchange = quiet();
  done(exchange.place('a', order({ size: lots(100) }), AT));
  done(exchange.place('a', order({ size: lots(50), positionSide: 'short' }), AT));
  return exchange;
}

const resultsOf = (exchange: PaperExchange, request = {}) =>
  exchange
    .closePositions('a', request, AT)
    .results.map(({ positionSide, result }) => `${positionSide} ${result.ok ? 'accepted' : result.code}`);

describe('closing positions', () => {
  it('closes all, the oldest first, at taker fee', () => {
    const exchange = holdingBoth();
    const { results, outputs } = exchange.closePositions('a', {}, AT);
    expect(results.map(({ positionSide, result }) => [positionSide, result.ok])).toEqual([
      ['long', true],
      ['short', true],
    ]);
    expect(story(outputs)).toEqual([
      ...['order live', 'fill 100@99990 taker', 'order filled'],
      ...['order live', 'fill 50@100010 taker', 'order filled'],
    ]);
    // 0.20 and 0.10 lost to the spread; fees 0.0006 × (1000.1 + 999.9 + 499.95 + 500.05) = 1.8.
    expect(exchange.account('a').balance).toBe(money('9997.9'));
  });

  it.each([
    [{ positionSide: 'short' as const }, ['short accepted']],
    [{ symbol: 'BTCUSDT', positionSide: 'long' as const }, ['long accepted']],
    [{ symbol: 'DUSTUSDT' }, []],
  ])('closes what is asked for: %o', (request, results) => {
    const exchange = holdingBoth();
    expect(resultsOf(exchange, request)).toEqual(results);
    expect(exchange.positions('a')).toHaveLength(2 - results.length);
  });

  it('displaces a limit close that occupies the whole position', () => {
    const exchange = holdingBoth();
    const id = idOf(exchange.place('a', order({ intent: 'close', price: ticks(101_000), size: lots(100) }), AT));
    expect(resultsOf(exchange, { positionSide: 'long' })).toEqual(['long accepted']);
    expect(exchange.order('a', { symbol: 'BTCUSDT', id })?.cancelReason).toBe('displaced');
    expect(exchange.positions('a')).toMatchObject([{ positionSide: 'short' }]);
  });

  it('closes only the remainder where limit closes occupy a part', () => {
    const exchange = holdingBoth();
    done(exchange.place('a', order({ intent: 'close', price: ticks(101_000), size: lots(40) }), AT));
    expect(resultsOf(exchange, { positionSide: 'long' })).toEqual(['long accepted']);
    expect(exchange.positions('a')).toMatchObject([{ positionSide: 'long', size: 40 }, { positionSide: 'short' }]);
    expect(exchange.openOrders('a')).toMatchObject([{ size: 40, filled: 0 }]);
  });

  it('goes on after a refusal, and leaves that position as it is', () => {
    const exchange = exchangeOf({ accounts: [account('a')] });
    for (const symbol of ['BTCUSDT', 'DUSTUSDT']) {
      exchange.apply(book([[99_990, 50_000]], [[100_010, 50_000]], { symbol }));
      done(exchange.place('a', order({ symbol }), AT));
    }
    done(exchange.administer({ kind: 'set-status', symbol: 'BTCUSDT', status: 'halted' }, AT));
    expect(resultsOf(exchange)).toEqual(['long halted', 'long accepted']);
    expect(exchange.positions('a')).toMatchObject([{ symbol: 'BTCUSDT', size: 100 }]);
  });
});

describe('turning a position', () => {
  const reverse = { symbol: 'BTCUSDT', positionSide: 'long' as const, clientOid: 'turned' };

  it.each(['hedge', 'one-way'] as const)('closes it and opens as much on the other side: %s', (positionMode) => {
    const exchange = quiet({ positionMode });
    done(exchange.place('a', order(), AT));
    const answer = exchange.reverse('a', reverse, AT);
    expect(story(done(answer))).toEqual([
      ...['order live', 'fill 100@99990 taker', 'order filled'],
      ...['order live', 'fill 100@99990 taker', 'order filled'],
    ]);
    expect(exchange.order('a', { symbol: 'BTCUSDT', clientOid: 'turned' })?.orderId).toBe(idOf(answer));
    expect(exchange.positions('a')).toMatchObject([{ positionSide: 'short', size: 100, entryPrice: '9999' }]);
  });

  it('opens the size that is asked for', () => {
    const exchange = quiet();
    done(exchange.place('a', order(), AT));
    done(exchange.reverse('a', { ...reverse, size: lots(30) }, AT));
    expect(exchange.positions('a')).toMatchObject([{ positionSide: 'short', size: 30 }]);
  });

  it('closes all the same where the opening is refused, and names the order that closed', () => {
    const exchange = quiet();
    done(exchange.place('a', order(), AT));
    const { result } = exchange.reverse('a', { ...reverse, size: lots(20_000) }, AT);
    expect(result).toMatchObject({
      code: 'insufficient-margin',
      details: { closed: exchange.fills('a', 0).at(-1)?.orderId },
    });
    expect(exchange.positions('a')).toEqual([]);
  });

  it('needs a position, and a symbol that is listed', () => {
    expect(refusalOf(quiet().reverse('a', reverse, AT))).toBe('no-position');
    expect(refusalOf(quiet().reverse('a', { ...reverse, symbol: 'NONEUSDT' }, AT))).toBe('unknown-symbol');
  });
});
