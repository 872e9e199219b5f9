/**
 * What is wrong between a key, an account and the exchange, told in plain words.
 * Invariant: reads only, by GET; no order is ever sent from here, and no secret leaves.
 */
export { type Check, type ConnectionOptions, checkConnection, type Diagnosis } from './check-connection.ts';
export {
  type ComparedWay,
  type Comparison,
  checkSignature,
  type Probed,
  type SignatureOptions,
  type SignatureReport,
} from './check-signature.ts';
export { type Fault, type FaultName, noKeys, type Place } from './fault.ts';
export type { PreparedOrder } from './order-preview.ts';
export { type Exchanged, maskedKey } from './probe.ts';
