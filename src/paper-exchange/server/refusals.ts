/**
 * The core's refusals in the codes of the Classic API.
 */
import { type RefusalTable, refusalTranslator, type WouldFire } from './refusal-translator.ts';

const TABLE: RefusalTable = {
  'unknown-symbol': { code: '40034', detail: 'symbol' },
  halted: '45043',
  'opening-not-allowed': '45043',
  'no-price': '40783',
  'price-missing': '40019',
  'price-invalid': '400172',
  'size-invalid': '400172',
  'size-below-minimum': '45111',
  'size-above-maximum': '45112',
  'below-minimum-notional': { code: '45110', detail: 'notionalMin' },
  'insufficient-margin': '40762',
  'leverage-out-of-range': '45045',
  'margin-mode-mismatch': { code: '400172', detail: 'marginMode' },
  'duplicate-client-oid': '40786',
  'too-many-orders': { code: '45118', detail: 'openMax' },
  'too-many-triggers': { code: '45118', detail: 'openMax' },
  'reduce-size': '40757',
  'order-not-found': '40768',
  'trigger-not-found': '43025',
  'position-mode-locked': '40920',
  'margin-mode-locked': '45117',
  'leverage-over-tier': '45045',
  'size-over-leverage': '45010',
  'position-limit': '40763',
  'plan-not-found': '43025',
  'too-many-plans': { code: '45118', detail: 'openMax' },
  'callback-invalid': { code: '40020', detail: 'callbackRatio' },
  'nothing-to-change': '40923',
  'not-isolated': '40875',
  'margin-not-removable': '43117',
  'amount-invalid': { code: '40020', detail: 'amount' },
  'funding-interval-invalid': '400172',
  'duplicate-account': '400172',
  'no-position': { order: '22002', trigger: '40837' },
};

const WOULD_FIRE: WouldFire = {
  long: { 'take-profit': '40830', 'stop-loss': '40834' },
  short: { 'take-profit': '40832', 'stop-loss': '40836' },
};

export const refusalError = refusalTranslator(TABLE, WOULD_FIRE);
