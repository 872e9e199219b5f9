/**
 * Secrets and signatures, for the client that makes them and the embedded exchange that checks them.
 */
export { masked } from './masked.ts';
export { type Credentials, Secret } from './secret.ts';
export { isSameSign, queryText, type Signable, sign, signLogin, signText, signWith } from './sign.ts';
