/**
 * The key of the V1 gateway, as the environment has it.
 * Invariant: a key that is incomplete is refused.
 */
import { readGatewayCredentials } from '../adapters/config/index.ts';
import { Secret } from '../bitget/signing/index.ts';

/** What V1 programs sign with. */
export type GatewayKey = { readonly key: string; readonly secret: Secret; readonly passphrase: Secret };

/** Undefined where the gateway is off. @throws InvalidInput for a key that is incomplete. */
export const readGatewayKey = (): GatewayKey | undefined => readGatewayCredentials((text) => new Secret(text));
