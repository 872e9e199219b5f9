/**
 * Answers with a problem, as `application/problem+json`.
 */
import type { FastifyReply } from 'fastify';
import { PROBLEM_TYPE, type Problem } from '../contract/index.ts';

/** @returns what the body is to be. */
export const problemIn = (reply: FastifyReply, { fields }: Problem): Problem['fields'] => {
  reply.code(fields.status).type(PROBLEM_TYPE).serializer(JSON.stringify);
  return fields;
};

export const sendProblem = (reply: FastifyReply, problem: Problem): FastifyReply =>
  reply.send(problemIn(reply, problem));
