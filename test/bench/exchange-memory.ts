/**
 * Memory of a large embedded exchange: 500 symbols and 100 accounts behind REST and sockets, in a process of its own.
 */
import { ExchangeProcess } from './exchange-process.ts';

export const LARGE = { symbols: 500, accounts: 100 } as const;

/** @returns MB of the whole process, before and with the exchange. */
export async function measureMemory(): Promise<{ readonly emptyMb: number; readonly usedMb: number }> {
  const exchange = new ExchangeProcess();
  const empty = await exchange.usage({ isClean: true });
  await exchange.open(LARGE.accounts, LARGE.symbols);
  const used = await exchange.usage({ isClean: true });
  await exchange.close();
  return { emptyMb: empty.rssMb, usedMb: used.rssMb };
}
