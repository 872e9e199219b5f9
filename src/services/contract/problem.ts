/**
 * A "no" over HTTP (RFC 9457): what is wrong, with which field or rule, and what would be right.
 * Invariant: a problem never carries a stack trace, a secret or the text of an unexpected error.
 */
import Type from 'typebox';
import type { Details, Outcome, Refused } from '../../domain/index.ts';

export const PROBLEM_TYPE = 'application/problem+json';

export type ProblemFields = {
  /** Such as `urn:viper:problem:invalid-input`. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly field?: string;
  readonly value?: string;
  readonly allowed?: string;
  /** The risk rule or state that refused, and its numbers. */
  readonly rule?: string;
  readonly details?: Details;
  /** What is known about the request: `unknown` must never be read as rejected. */
  readonly outcome?: Outcome;
};

export const ProblemSchema = Type.Unsafe<ProblemFields>(
  Type.Object({
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    field: Type.Optional(Type.String()),
    value: Type.Optional(Type.String()),
    allowed: Type.Optional(Type.String()),
    rule: Type.Optional(Type.String()),
    details: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    outcome: Type.Optional(Type.Enum(['not-sent', 'rejected', 'unknown'])),
  }),
);

/** A value that a handler returns instead of its answer. */
export class Problem {
  readonly fields: ProblemFields;

  constructor(status: number, code: string, fields: Omit<ProblemFields, 'type' | 'status'>) {
    this.fields = { type: `urn:viper:problem:${code}`, status, ...fields };
  }
}

/** 422: the input is well-formed, and a rule says no. */
export const refusal = (reply: Refused): Problem =>
  new Problem(422, 'refused', {
    title: 'Refused',
    detail: `${reply.rule} refused${numbersOf(reply.details)}`,
    rule: reply.rule,
    details: reply.details,
  });

/** 404: nothing here has that name; `allowed` says what has. */
export const notFound = (field: string, value: string, allowed: string): Problem =>
  new Problem(404, 'not-found', {
    title: 'Not found',
    detail: `${field}: ${JSON.stringify(value)} is not known; expected ${allowed}`,
    field,
    value,
    allowed,
  });

function numbersOf(details: Details): string {
  const parts = Object.entries(details).map(([name, value]) => `${name} ${String(value)}`);
  return parts.length === 0 ? '' : `: ${parts.join(', ')}`;
}
