/**
 * The two families of Bitget's API as the generated pages tell them, with what is left out and why.
 * Invariant: nothing that trades, protects or tells of USDT-M perpetuals is left out without its reason.
 */
import { endpoints as classic } from '../../src/bitget/protocol/index.ts';
import { endpoints as unified } from '../../src/bitget/unified/protocol/index.ts';
import type { FamilyPage } from './endpoints-page.ts';

const WITHDRAWALS = 'a key for Viper needs no right to move money away';
const OTHER_PRODUCTS = 'other products than USDT-margined perpetuals';

export const CLASSIC_PAGE: FamilyPage = {
  title: 'Endpoints of the Classic account',
  member: 'classic',
  registry: 'src/bitget/protocol/endpoints/index.ts',
  endpoints: classic,
  leftOut: [
    ['countdown cancel', 'the Classic API has none; the Unified one has'],
    ['deposits, withdrawals, transfers, sub-accounts', WITHDRAWALS],
    ['set-asset-mode, union-config, union-convert, switch-union-usdt, interest-history', 'multi-asset margin'],
    ['long-short and taker statistics, exchange and interest rates', 'statistics beside trading'],
    ['spot, margin, copy trading, earn, loan', OTHER_PRODUCTS],
    ['account upgrade to Unified', 'changes the whole account; a person does that on the website'],
    ['the V1 API (/api/mix/v1)', 'shut off by the exchange on 2025-11-28'],
  ],
};

export const UNIFIED_PAGE: FamilyPage = {
  title: 'Endpoints of the Unified account',
  member: 'unified',
  registry: 'src/bitget/unified/protocol/endpoints/index.ts',
  endpoints: unified,
  leftOut: [
    ['set-margin-mode', 'the API has none: `marginMode` rides on orders and on set-leverage'],
    ['trailing orders', 'the API has none by REST; the Classic one has'],
    ['reversing a position, trade history of the market', 'the API has none; the Classic one has'],
    ['deposits, withdrawals, transfers, sub-accounts, repay, switch', WITHDRAWALS],
    ['long-short statistics, liquidations, proof of reserves, risk reserve', 'statistics beside trading'],
    ['spot, margin, copy trading, earn, loan, broker, reality', OTHER_PRODUCTS],
  ],
};
