/**
 * Tokens, the audit, and the sealed file of secrets.
 * Invariant: what is written here is readable by its owner alone, and holds no token and no plain secret.
 */
export { type AuditLine, auditedFolders, auditFile, readAudit } from './audit-file.ts';
export { type SecretStore, type StoredSecrets, secretStore } from './secret-store.ts';
export { stateOf, type TokenFile, type TokenRow, tokenFile } from './token-file.ts';
export { createTokenKeeper } from './token-keeper.ts';
