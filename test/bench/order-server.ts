/**
 * An exchange that agrees to every request as fast as Node can, in a process of its own so that it shares no event loop
 * with those who are measured. Started by test/bench/client.ts; sends its address to its parent.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HEADERS } from '../../src/bitget/protocol/index.ts';

const envelope = (data: object) =>
  Buffer.from(JSON.stringify({ code: '00000', msg: 'success', requestTime: 1_795_000_000_000, data }));

const ORDER = envelope({ orderId: '1234567890123456789', clientOid: 'bench-1' });
const time = () => envelope({ serverTime: String(Date.now()) });

const server = createServer((request, response) => {
  const body = request.url === '/api/v2/public/time' ? time() : ORDER;
  request.resume().on('end', () => {
    response.writeHead(200, {
      'content-type': 'application/json;charset=UTF-8',
      'content-length': body.length,
      [HEADERS.remaining]: '9',
    });
    response.end(body);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
process.on('disconnect', () => process.exit());
