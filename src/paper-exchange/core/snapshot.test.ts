/**
 * What a saved exchange must not lose where it is easily lost: the order at one price, pairs, versions.
 */
import { describe, expect, it } from 'vitest';
import { lots, ticks } from '../../domain/index.ts';
import { PaperExchange } from './paper-exchange.ts';
import { account, book, done, exchangeOf, idOf, order, story, trade, trigger } from './testing/fixtures.ts';

const AT = 1_000_000;

function loaded(exchange: PaperExchange): PaperExchange {
  const options = { instruments: exchange.instruments, accounts: [account('a'), account('b')] };
  return PaperExchange.restore(options, JSON.parse(JSON.stringify(exchange.snapshot())));
}

describe('a restored exchange', () => {
  it('keeps who is first at a price, which is not who is oldest', () => {
    const exchange = exchangeOf();
    exchange.apply(book([[99_000, 1]], [[100_010, 5_000]]));
    const [older] = [100, 70].map((size) =>
      idOf(exchange.place('a', order({ price: ticks(99_500), size: lots(size) }), AT)),
    );
    done(exchange.amend('a', { symbol: 'BTCUSDT', id: older, size: lots(110) }, AT));
    const restored = loaded(exchange);
    for (const each of [exchange, restored]) {
      const sale = order({ clientOid: 's', positionSide: 'short', price: ticks(99_500), size: lots(70) });
      done(each.place('b', sale, AT));
      expect(each.openOrders('a')).toMatchObject([{ orderId: older, filled: 0 }]);
    }
    expect(restored.stateHash()).toBe(exchange.stateHash());
  });

  it('keeps which triggers were placed as one', () => {
    const exchange = exchangeOf();
    exchange.apply(book([[99_990, 5_000]], [[100_010, 5_000]]));
    done(exchange.place('a', order(), AT));
    const { kind: _, triggerPrice: _price, triggerBy, ...shared } = trigger();
    const takeProfit = { triggerPrice: ticks(101_000), triggerBy };
    const stopLoss = { triggerPrice: ticks(99_000), triggerBy };
    done(exchange.placeTriggerPair('a', { ...shared, size: lots(10), takeProfit, stopLoss }, AT));
    const told = story(loaded(exchange).apply(trade(99_000, 1, 'sell')));
    expect(told.slice(0, 2)).toEqual(['trigger triggered', 'trigger canceled']);
  });

  it('refuses a state of another version', () => {
    const exchange = exchangeOf();
    const snapshot = { ...exchange.snapshot(), version: 99 as 1 };
    expect(() => PaperExchange.restore({ instruments: exchange.instruments, accounts: [] }, snapshot)).toThrow(
      /snapshot version: 99/,
    );
  });
});
