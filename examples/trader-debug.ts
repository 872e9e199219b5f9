/**
 * What to try when nothing works: the connection, a signature made by hand, and what is left of a limit.
 */
import { BitgetError } from 'viper/bitget';
import { connectTrader } from './connect.ts';

await using trader = connectTrader();

try {
  await trader.getAccountBalance();
  console.log('Connection successful!');
} catch (error) {
  // `hint` says what helps; `outcome` whether anything was carried out.
  const hint = error instanceof BitgetError ? error.hint : '';
  console.log(`Connection failed: ${error instanceof Error ? error.message : error} ${hint}`);
}

const family = await trader.client.family();
const path = family === 'classic' ? '/api/v2/mix/account/accounts' : '/api/v3/account/assets';
const params = family === 'classic' ? { productType: 'USDT-FUTURES' } : {};

const signature = trader.generateSignature(Date.now(), 'GET', path, { params });
console.log(`Generated signature: ${signature.length} characters`);

const { headers } = await trader.makeRequest('GET', path, params);
console.log(`Remaining requests: ${headers.get('X-RateLimit-Remaining')}`);
