/**
 * Says no, and accepted.
 * Invariant: an answer is a value.
 */
import type { Details } from '../../domain/index.ts';
import type { Accepted, Refusal, RefusalCode } from './refusals.ts';

export const refuse = (code: RefusalCode, details: Details = {}): Refusal => ({ ok: false, code, details });

export const accepted = (id: string): Accepted => ({ ok: true, id });
