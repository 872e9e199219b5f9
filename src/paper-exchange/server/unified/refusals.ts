/**
 * The core's refusals in the codes of the Unified API.
 */
import { type RefusalTable, refusalTranslator, type WouldFire } from '../refusal-translator.ts';

const TABLE: RefusalTable = {
  'unknown-symbol': { code: '25100', detail: 'symbol' },
  halted: '25106',
  'opening-not-allowed': '25105',
  'no-price': '25222',
  'price-missing': '40019',
  'price-invalid': '400172',
  'size-invalid': '400172',
  'size-below-minimum': '45111',
  'size-above-maximum': '45112',
  'below-minimum-notional': { code: '45110', detail: 'notionalMin' },
  'insufficient-margin': '25203',
  'leverage-out-of-range': '25223',
  'margin-mode-mismatch': { code: '400172', detail: 'marginMode' },
  'duplicate-client-oid': '25212',
  'too-many-orders': { code: '25211', detail: 'openMax' },
  'too-many-triggers': { code: '25599', detail: 'openMax' },
  'order-not-found': '25204',
  'trigger-not-found': '25597',
  'position-mode-locked': '40920',
  'margin-mode-locked': '45117',
  'leverage-over-tier': '25223',
  'size-over-leverage': '25233',
  'position-limit': '25230',
  'plan-not-found': '25597',
  'too-many-plans': { code: '25599', detail: 'openMax' },
  'callback-invalid': { code: '40020', detail: 'callback' },
  'nothing-to-change': '25571',
  'not-isolated': { code: '25240', detail: 'symbol' },
  'margin-not-removable': '43117',
  'amount-invalid': { code: '40020', detail: 'amount' },
  'funding-interval-invalid': '400172',
  'duplicate-account': '400172',
  'no-position': { order: '25227', trigger: '25601' },
  'reduce-size': { order: '25231', trigger: '25595' },
};

const WOULD_FIRE: WouldFire = {
  long: { 'take-profit': '25585', 'stop-loss': '25586' },
  short: { 'take-profit': '25587', 'stop-loss': '25588' },
};

export const unifiedRefusal = refusalTranslator(TABLE, WOULD_FIRE);
