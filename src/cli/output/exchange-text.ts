/**
 * What a person is told when the embedded exchange listens: where it is, who has an account, and what a bot needs.
 */
import type { ExchangeAddress } from '../roots/index.ts';
import { factsTable, modelRows, rowsTable } from './table.ts';

export function exchangeText(address: ExchangeAddress): string {
  const { rest, ws, unifiedWs, admin, accounts, feed, symbols, clock, models } = address;
  const facts = factsTable({
    REST: rest,
    'Classic sockets (V2)': `${ws.public}, ${ws.private}`,
    'Unified sockets (V3)': `${unifiedWs.public}, ${unifiedWs.private}`,
    admin: `${admin.url}, bearer token ${admin.token}`,
    market: `${feed}: ${symbols.join(', ')}`,
    time: clock.factor === 0 ? 'stands still until it is advanced' : `${clock.factor} × real time`,
    ...modelRows(models),
  });
  const head = ['account', 'family', 'keys as on', 'balance', 'key', 'secret', 'passphrase'];
  const rows = accounts.map(({ name, family, environment, balance, apiKey, apiSecret, passphrase }) => [
    name,
    family,
    environment === 'demo' ? 'testnet' : 'mainnet',
    `${balance} USDT`,
    apiKey,
    apiSecret,
    passphrase,
  ]);
  return [facts, '', rowsTable(head, rows), '', ...environmentOf(address)].join('\n');
}

/** Lines to paste into a shell, for the first account. */
function environmentOf({ rest, accounts }: ExchangeAddress): string[] {
  const [account] = accounts;
  if (!account) return [];
  const { name, apiKey, apiSecret, passphrase } = account;
  return [
    `# a bot for ${name}`,
    `export BITGET_BASE_URL=${rest}`,
    `export BITGET_API_KEY=${apiKey}`,
    `export BITGET_SECRET_KEY=${apiSecret}`,
    `export BITGET_PASSPHRASE=${passphrase}`,
  ];
}
