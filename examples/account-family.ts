/**
 * Asks which of Bitget's two families the key belongs to, and what the account holds.
 */
import { connect } from './connect.ts';

await using client = connect();

// The exchange says it; without a definite answer this throws, and nothing falls back.
const family = await client.family();
console.log(`the account is ${family}`);

if (family === 'unified') {
  const { usdtEquity } = await client.unified.assets();
  const { holdMode } = await client.unified.settings();
  console.log(`equity ${usdtEquity} USDT, ${holdMode}`);
} else {
  const accounts = await client.classic.accounts({ productType: 'USDT-FUTURES' });
  console.log(`equity ${accounts?.[0]?.accountEquity} USDT`);
}
