/**
 * The client and the trader of the examples: at the exchange that BITGET_BASE_URL names, else at Bitget's testnet, with
 * the key of the environment.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type BitgetClient, createBitgetClient } from 'viper/bitget';
import { BitGetTrader, type BitGetTraderOptions } from 'viper/trader';

export const SYMBOL = 'BTCUSDT';

/** Public calls alone where no key is set. */
export function connect(): BitgetClient {
  const {
    BITGET_BASE_URL,
    BITGET_API_KEY: key,
    BITGET_SECRET_KEY: secret,
    BITGET_PASSPHRASE: passphrase,
  } = process.env;
  return createBitgetClient({
    ...(BITGET_BASE_URL ? { baseUrl: BITGET_BASE_URL } : { network: 'testnet' }),
    credentials: key && secret && passphrase ? { key, secret, passphrase } : undefined,
  });
}

/** The same as a trader; without a key it reads the market alone. */
export function connectTrader(options: BitGetTraderOptions = {}): BitGetTrader {
  const { BITGET_BASE_URL: baseUrl, BITGET_API_KEY, BITGET_SECRET_KEY, BITGET_PASSPHRASE } = process.env;
  return new BitGetTrader({
    ...(baseUrl ? { baseUrl } : { useTestnet: true }),
    apiKey: BITGET_API_KEY,
    secretKey: BITGET_SECRET_KEY,
    passphrase: BITGET_PASSPHRASE,
    ...options,
  });
}

/** A whole price some way below the market, where a buy order rests. */
export async function restingPrice(client: BitgetClient): Promise<string> {
  const [ticker] = await client.classic.ticker({ symbol: SYMBOL, productType: 'USDT-FUTURES' });
  return String(Math.floor(Number(ticker?.bidPr) * 0.98));
}

/** Asks until the answer is as hoped, for some seconds: what is received is not matched or canceled yet. */
export async function until<T>(ask: () => Promise<T>, isHoped: (answer: T) => boolean): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const answer = await ask();
    if (isHoped(answer) || attempt >= 20) return answer;
    await sleep(100);
  }
}
