/**
 * What looks at a connection to Bitget: keys, account, signatures.
 * Invariant: types only.
 */
import type { Check, Diagnosis, SignatureReport } from '../../bitget/diagnosis/index.ts';

export type ConnectionRequest = {
  readonly network: 'testnet' | 'mainnet';
  /** REST address instead of that of the network. */
  readonly baseUrl: string | undefined;
  readonly symbol: string;
  /** Of each request. */
  readonly timeoutMs: number;
};

export type ValidateRequest = ConnectionRequest & { readonly onCheck: (check: Check) => void };

export type ConnectionPlace = {
  readonly network: 'testnet' | 'mainnet';
  readonly host: string;
  readonly symbol: string;
};

export type Validated = ConnectionPlace & Diagnosis;

export type SignatureRequest = ConnectionRequest & {
  readonly isCompareOnly: boolean;
  readonly subAccount: string | undefined;
};

export type ComparedSignature = ConnectionPlace & SignatureReport;

export type DiagnosisRoots = {
  /** Looks whether keys, account and the way to them are fit for trading. Asks only. */
  validate(request: ValidateRequest): Promise<Validated>;
  /** Compares ways to sign, and asks which of them the exchange accepts. Orders nothing. */
  debugSignature(request: SignatureRequest): Promise<ComparedSignature>;
};
