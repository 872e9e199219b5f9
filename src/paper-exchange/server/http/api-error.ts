/**
 * The answers that say no, by Bitget's code: text and HTTP status.
 * Invariant: every code that the server can send stands in `MESSAGES`; the texts are the venue's own.
 */
import { TradingError } from '../../../domain/index.ts';

const MESSAGES = {
  '429': 'Too many requests',
  '22001': 'No order to cancel',
  '22002': 'No position to close',
  '22038': 'Please enter the quantity as an integral multiple of {0}',
  '25100': 'Trading pair {0} does not exist',
  '25105': 'This contract does not support opening positions',
  '25106': 'Trading suspended due to settlement or maintenance',
  '25203': 'Insufficient margin',
  '25204': 'Order does not exist',
  '25211': 'Exceeds the limit of {0} maximum orders',
  '25212': 'Duplicate clientOid',
  '25222': 'Trade or fair mark price does not exist',
  '25223': 'Exceeds Max. leverage',
  '25227': 'No position available to close',
  '25230': 'Order quantity exceeds the maximum open quantity',
  '25231': 'Close quantity cannot exceed the held position quantity',
  '25233': 'Order quantity cannot exceed the maximum for this level',
  '25236': 'Incorrect position open type',
  '25240': '{0} does not support this operation',
  '25244': 'Price should be a multiple of {0}',
  '25571': 'The modification price and qty is the same as the original value. Please adjust and try again.',
  '25585': 'For long position TP/SL (close long), the take-profit trigger price must be greater than the latest price',
  '25586': 'For long position TP/SL (close long), the stop-loss trigger price must be less than the latest price',
  '25587': 'For short position TP/SL (close short), the take-profit trigger price must be less than the latest price',
  '25588': 'For short position TP/SL (close short), the stop-loss trigger price must be greater than the latest price',
  '25595': 'The total TP/SL quantity for partial positions exceeds the position amount',
  '25597': 'Strategy does not exist or has already been stopped',
  '25599': 'Maximum number of active TP/SL orders for this symbol is {0}; cannot add more',
  '25601': 'Position does not exist; cannot set TP/SL',
  '30032': 'The V1 API has been decommissioned. Please migrate to a newer version.',
  '40001': 'ACCESS_KEY cannot be empty',
  '40002': 'ACCESS_SIGN cannot be empty',
  '40005': 'Invalid ACCESS_TIMESTAMP',
  '40007': 'Invalid Content_Type',
  '40008': 'Request timestamp expired',
  '40009': 'sign signature error',
  '40011': 'ACCESS_PASSPHRASE cannot be empty',
  '40012': 'apikey/password is incorrect',
  '40014': 'Incorrect permissions, need {0} permissions',
  '40015': 'System is abnormal, please try again later',
  '40018': 'Invalid IP',
  '40017': 'Parameter verification failed {0}',
  '40019': 'Parameter {0} cannot be empty',
  '40020': 'Parameter {0} error',
  '40034': 'Parameter {0} does not exist',
  '40037': 'Apikey does not exist',
  '40078': 'Timestamp for this request is outside of the ME receiveWindow.',
  '40079': 'receiveWindow timestamp must be less than 60s',
  '40084': 'You are in Classic Account mode, and the Unified Account API is not supported at this time',
  '40085': 'You are in Unified Account mode, and the Classic Account API is not supported at this time',
  '40099': 'exchange environment is incorrect',
  '40109': 'The data of the order cannot be found, please confirm the order number',
  '40304': 'clientOid or clientOrderId length cannot greater than 50',
  '40305': 'clientOid or clientOrderId length cannot greater than 64, and cannot be Martian characters',
  '40306': 'Batch processing orders can only process up to 20',
  '40404': 'Request URL NOT FOUND',
  '40409': 'wrong format',
  '40757': 'Not enough position is available.',
  '40762': 'The order amount exceeds the balance',
  '40763': 'Exceeds position tier limit',
  '40768': 'Order does not exist',
  '40774': 'The order type for unilateral position must also be the unilateral position type.',
  '40783': 'No gear found',
  '40786': 'Duplicate clientOid',
  '40815': 'The order price is higher than the highest bid price',
  '40816': 'The order price is lower than the lowest selling price',
  '40830': 'The take profit price of the long position should be greater than the current price',
  '40832': 'The take profit price of short positions should be less than the current price',
  '40834': 'The stop loss price of the long position should be less than the current price',
  '40836': 'The stop loss price of the short position should be greater than the current price',
  '40837': 'There is no position in this position, so stop-profit and stop-loss orders cannot be made',
  '40875': 'Whole position mode does not support margin adjustment',
  '40912': 'single cancel cannot exceed 50',
  '40920': 'Position or order exists, the position mode cannot be switched',
  '40923': 'Order size and price have not changed',
  '40924': 'orderId and clientOid must have one',
  '400171': 'Parameter verification failed',
  '400172': 'Parameter verification failed',
  '43025': 'Plan order does not exist',
  '43117': 'Exceeds the maximum amount that can be transferred',
  '45010': 'The number of orders cannot exceed the maximum amount of the corresponding leverage',
  '45043': 'Due to settlement or maintenance reasons, the trade is suspended',
  '45045': 'Exceeds the maximum possible leverage',
  '45110': 'less than the minimum amount {0} USDT',
  '45111': 'less than the minimum order quantity',
  '45112': 'more than the maximum order quantity',
  '45115': 'The price you enter should be a multiple of {0}',
  '45117': 'Currently holding positions or orders, the margin mode cannot be adjusted',
  '45118':
    'Reached the upper limit of the order of transactions (the current number of order + the current number of orders) {0}',
} as const;

export type ApiCode = keyof typeof MESSAGES;

const STATUS: Partial<Record<ApiCode, number>> = { '429': 429, '40404': 404, '40015': 500 };

/** A "no" on its way to the client: nothing of the request was carried out. */
export class ApiError extends TradingError {
  readonly apiCode: ApiCode;
  readonly status: number;

  /** @param detail fills the `{0}` of the text; where the text has none it is appended. */
  constructor(apiCode: ApiCode, detail = '') {
    super(apiCode, describe(apiCode, detail), { outcome: 'rejected' });
    this.apiCode = apiCode;
    this.status = STATUS[apiCode] ?? 400;
  }
}

function describe(code: ApiCode, detail: string): string {
  const text: string = MESSAGES[code];
  if (text.includes('{0}')) return text.replace('{0}', detail).trim();
  return detail === '' ? text : `${text} ${detail}`;
}
