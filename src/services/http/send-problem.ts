/**
 * Answers with a problem, as `application/problem+json`.
 */
import type { FastifyReply } from 'fastify';
import { PROBLEM_TYPE, type Problem } from '../contract/index.ts';

export const sendProblem = (reply: FastifyReply, { fields }: Problem): FastifyReply =>
  reply.code(fields.status).type(PROBLEM_TYPE).serializer(JSON.stringify).send(fields);
