/**
 * Bitget's V1 paths and socket, served beside the connector's own routes when a gateway is there.
 */
import type { FastifyInstance } from 'fastify';
import { addV1Routes } from './add-v1-routes.ts';
import { addV1Socket } from './add-v1-socket.ts';
import type { V1Gateway } from './gateway-port.ts';

export type { V1Gateway } from './gateway-port.ts';

export async function addV1(app: FastifyInstance, gateway: V1Gateway): Promise<void> {
  await addV1Routes(app, gateway);
  addV1Socket(app, gateway);
}
