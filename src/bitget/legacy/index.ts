/**
 * V1, which Bitget has shut off, for programs that still speak it.
 * Invariant: V1's names exist in this folder alone.
 */
export {
  createLegacyGateway,
  type LegacyAnswer,
  type LegacyGateway,
  type LegacyGatewayOptions,
  type LegacyRequest,
} from './gateway.ts';
