/**
 * Watches an embedded exchange through its admin port, independently of the bot: is every position behind a stop?
 */
import { fromJson } from '../../src/domain/index.ts';

export type ExchangeState = {
  readonly at: number;
  readonly totalCash: string;
  readonly accounts: readonly {
    readonly balance: string;
    readonly positions: readonly { readonly symbol: string; readonly positionSide: string; readonly size: number }[];
    readonly openOrders: readonly { readonly clientOid: string; readonly orderId: string; readonly intent: string }[];
    readonly finishedOrders: readonly { readonly clientOid: string; readonly orderId: string }[];
    readonly openTriggers: readonly {
      readonly symbol: string;
      readonly positionSide: string;
      readonly kind: string;
      readonly size?: number;
    }[];
    readonly fills: readonly { readonly tradeId: string }[];
  }[];
};

export type Admin = { readonly url: string; readonly token: string };

export async function readState(admin: Admin): Promise<ExchangeState> {
  const answer = await fetch(`${admin.url}/state`, { headers: { authorization: `Bearer ${admin.token}` } });
  return fromJson(await answer.text()) as ExchangeState;
}

/** Positions whose live stops do not reach over their size. */
export function unprotected(state: ExchangeState): string[] {
  return state.accounts.flatMap(({ positions, openTriggers }) =>
    positions.flatMap(({ symbol, positionSide, size }) => {
      const stops = openTriggers.filter(
        (one) => one.symbol === symbol && one.positionSide === positionSide && one.kind === 'stop-loss',
      );
      const covered = stops.reduce((sum, stop) => sum + (stop.size ?? size), 0);
      return covered >= size ? [] : [`${symbol} ${positionSide}`];
    }),
  );
}

/** clientOids of ours that more than one order of the exchange carries. */
export function duplicates(state: ExchangeState): string[] {
  const orderIds = new Map<string, Set<string>>();
  for (const { openOrders, finishedOrders } of state.accounts) {
    for (const { clientOid, orderId } of [...openOrders, ...finishedOrders]) {
      if (clientOid === '') continue;
      orderIds.set(clientOid, (orderIds.get(clientOid) ?? new Set()).add(orderId));
    }
  }
  return [...orderIds].filter(([, ids]) => ids.size > 1).map(([clientOid]) => clientOid);
}

export type StopWatch = {
  /** The longest uninterrupted time that any position was seen without a stop, in ms of real time. */
  readonly longestMs: () => number;
  stop(): Promise<void>;
};

export function watchStops(admin: Admin, everyMs: number): StopWatch {
  const since = new Map<string, number>();
  let longest = 0;
  let isOn = true;
  const watching = (async () => {
    while (isOn) {
      const naked = unprotected(await readState(admin));
      const now = performance.now();
      for (const key of [...since.keys()]) if (!naked.includes(key)) since.delete(key);
      for (const key of naked) {
        since.set(key, since.get(key) ?? now);
        longest = Math.max(longest, now - (since.get(key) ?? now));
      }
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  })();
  return {
    longestMs: () => longest,
    stop: async () => {
      isOn = false;
      await watching;
    },
  };
}
