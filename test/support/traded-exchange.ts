/**
 * The embedded exchange as a child process, with an account of each family, once its market has a price.
 * Invariant: what it tells is what `viper exchange --json` prints; nothing is reached past its sockets.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { startViper } from './children.ts';

export type Key = { readonly apiKey: string; readonly apiSecret: string; readonly passphrase: string };

export type TradedExchange = {
  /** Such as http://127.0.0.1:40123. */
  readonly rest: string;
  readonly classic: Key;
  readonly unified: Key;
  stop(): Promise<void>;
};

type Address = { readonly rest: string; readonly accounts: readonly (Key & { readonly family: string })[] };

const PRICE_WITHIN_MS = 20_000;

export async function startTradedExchange(): Promise<TradedExchange> {
  const viper = startViper(
    ['exchange', '--port', '0', '--symbols', 'BTCUSDT', '--accounts', 'classic:1,unified:1', '--json'],
    { LOG_LEVEL: 'error' },
  );
  const { rest, accounts } = (await viper.waitFor((line) => 'rest' in line)) as unknown as Address;
  const keyOf = (family: string): Key => {
    const found = accounts.find((account) => account.family === family);
    if (!found) throw new Error(`no ${family} account`);
    return found;
  };
  const stop = async (): Promise<void> => void (await viper.end('SIGTERM'));
  try {
    await priced(rest);
  } catch (error) {
    await stop();
    throw error;
  }
  return { rest, classic: keyOf('classic'), unified: keyOf('unified'), stop };
}

async function priced(rest: string): Promise<void> {
  const url = `${rest}/api/v2/mix/market/ticker?productType=USDT-FUTURES&symbol=BTCUSDT`;
  for (const end = performance.now() + PRICE_WITHIN_MS; performance.now() < end; await sleep(100)) {
    const { data } = (await (await fetch(url)).json()) as { data?: readonly { readonly bidPr?: string }[] };
    if (data?.[0]?.bidPr) return;
  }
  throw new Error(`no price within ${PRICE_WITHIN_MS} ms`);
}

/** The environment that the examples read. */
export const environmentOf = (rest: string, key: Key): Readonly<Record<string, string>> => ({
  BITGET_BASE_URL: rest,
  BITGET_API_KEY: key.apiKey,
  BITGET_SECRET_KEY: key.apiSecret,
  BITGET_PASSPHRASE: key.passphrase,
});
