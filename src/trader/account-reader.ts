/**
 * What a trader reads of its account: cash, positions, risk, profit, history, sub-accounts.
 * Invariant: reads only; nothing here sends an order or changes a setting.
 */
import { type ClosedPosition, closedPositions, type SubAccount, subAccounts } from '../bitget/index.ts';
import {
  type Fill,
  formatMoney,
  formatPrice,
  formatSize,
  type Instrument,
  InvalidInput,
  type PositionMode,
  TradingError,
} from '../domain/index.ts';
import { MarketReader, ROWS_MAX } from './market-reader.ts';
import { symbolOf } from './order-terms.ts';
import {
  type Exposure,
  exposureOf,
  type PositionRiskRow,
  type PositionRow,
  positionRow,
  riskRow,
  sideWord,
} from './position-rows.ts';
import { type ProfitRow, profitRow } from './profit-row.ts';
import { countOf, refuseUnknown } from './words.ts';

/** In USDT. */
export type BalanceRow = {
  readonly currency: 'USDT';
  /** Cash and unrealised profit. */
  readonly equity: string;
  /** Cash: deposits, realised profit, fees and funding. */
  readonly balance: string;
  readonly available: string;
  readonly unrealizedPnl: string;
  readonly positionMode: PositionMode;
};

export type TradeRow = {
  readonly tradeId: string;
  readonly orderId: string;
  readonly clientOid: string;
  readonly symbol: string;
  readonly action: 'open' | 'close';
  readonly side: 'LONG' | 'SHORT';
  readonly price: string;
  readonly quantity: string;
  /** Positive is paid. */
  readonly fee: string;
  /** Before fees; zero of an opening fill. */
  readonly profit: string;
  readonly liquidity: 'maker' | 'taker';
  /** Epoch ms. */
  readonly timestamp: number;
};

const WEEK_MS = 7 * 86_400_000;

export class AccountReader extends MarketReader {
  async getPositions(): Promise<readonly PositionRow[]> {
    return (await this.account.positions()).map(positionRow);
  }

  /** Positions with the distance to liquidation and the stops that the exchange holds for them. */
  async getPositionRisk(): Promise<readonly PositionRiskRow[]> {
    const { venue } = await this.account.opened();
    const [positions, triggers] = await Promise.all([this.account.positions(), venue.openTriggers()]);
    return positions.map((position) => riskRow(position, triggers));
  }

  async getTotalExposure(): Promise<Exposure> {
    return exposureOf(await this.account.standing());
  }

  async getAccountBalance(): Promise<BalanceRow> {
    const { equity, balance, available, positionMode } = await this.account.standing();
    const unrealizedPnl = formatMoney((equity - balance) as typeof equity);
    return {
      currency: 'USDT',
      equity: formatMoney(equity),
      balance: formatMoney(balance),
      available: formatMoney(available),
      unrealizedPnl,
      positionMode,
    };
  }

  /** Positions at their present prices, and the profit with what has happened since the last call. */
  async updatePositions(): Promise<{ readonly positions: readonly PositionRow[]; readonly pnl: ProfitRow }> {
    const [standing, tally] = await Promise.all([this.account.standing(), this.account.tally()]);
    return { positions: standing.positions.map(positionRow), pnl: profitRow(standing, tally, this.settings.capital) };
  }

  /** Since the trader's first call about its account; unrealised profit is that of all open positions. */
  async getTotalPnl(): Promise<ProfitRow> {
    return (await this.updatePositions()).pnl;
  }

  /** The account's fills, oldest first. Default: of the last seven days. @param wanted since: epoch ms */
  async getTradeHistory(wanted: { symbol?: string; since?: number } = {}): Promise<readonly TradeRow[]> {
    refuseUnknown('getTradeHistory', wanted, ['symbol', 'since']);
    const symbol = wanted.symbol === undefined ? undefined : symbolOf(wanted.symbol);
    const { since } = wanted;
    if (since !== undefined && !(Number.isSafeInteger(since) && since >= 0)) {
      throw new InvalidInput('since', since, 'epoch milliseconds');
    }
    await this.account.begin();
    const { venue } = await this.account.opened();
    const fills = await venue.fills(since ?? this.account.now() - WEEK_MS);
    const rows = fills.filter((fill) => symbol === undefined || fill.symbol === symbol);
    return Promise.all(rows.map(async (fill) => tradeRow(await this.account.instrument(fill.symbol), fill)));
  }

  /** Closed positions, newest first. */
  async getHistoricalPositions(wanted: { symbol?: string; limit?: number } = {}): Promise<readonly ClosedPosition[]> {
    refuseUnknown('getHistoricalPositions', wanted, ['symbol', 'limit']);
    const limit = countOf('limit', wanted.limit ?? ROWS_MAX, ROWS_MAX);
    const symbol = wanted.symbol === undefined ? undefined : symbolOf(wanted.symbol);
    return closedPositions({ rest: this.client.rest, family: await this.client.family() }, { symbol, limit });
  }

  /** The sub-accounts with their USDT; needs the key of a main account. @throws BitgetError. */
  async getSubAccounts(): Promise<readonly SubAccount[]> {
    return subAccounts({ rest: this.client.rest, family: await this.client.family() });
  }

  /** @throws TradingError when the main account has no such sub-account; BitgetError. */
  async getSubAccountBalance(userId: string): Promise<SubAccount> {
    const found = (await this.getSubAccounts()).find((each) => each.userId === userId);
    if (found) return found;
    throw new TradingError('sub-account-not-found', `no sub-account ${JSON.stringify(userId)}`);
  }

  /** Not offered: an API key for trading needs no right to make accounts. @throws TradingError, always. */
  createSubAccount(): Promise<never> {
    return notOffered('create a sub-account');
  }

  /** Not offered: Viper moves no money between accounts. @throws TradingError, always. */
  transferToSubAccount(): Promise<never> {
    return notOffered('move money between accounts');
  }
}

const notOffered = (what: string): Promise<never> =>
  Promise.reject(
    new TradingError('not-offered', `Viper does not ${what}; do it on Bitget's own pages. Nothing was sent.`),
  );

const tradeRow = (instrument: Instrument, fill: Fill): TradeRow => ({
  tradeId: fill.tradeId,
  orderId: fill.orderId,
  clientOid: fill.clientOid,
  symbol: fill.symbol,
  action: fill.intent,
  side: sideWord(fill.positionSide),
  price: formatPrice(instrument, fill.price),
  quantity: formatSize(instrument, fill.size),
  fee: formatMoney(fill.fee),
  profit: formatMoney(fill.profit),
  liquidity: fill.liquidity,
  timestamp: fill.at,
});
