import { describe, expect, it } from 'vitest';
import { openOrder, runningBoth, unifiedSocket } from '../testing/both.ts';

describe('how a Unified account stands', () => {
  it('is told again without a change, and nothing of positions where none is held', async () => {
    const { server, clock, ok } = await runningBoth({ repeatEveryMs: 20 });
    const socket = await unifiedSocket(server.unifiedWs.private, clock.now());
    await socket.until(() => socket.pushes('account').length >= 3);
    expect(socket.pushes('position')).toHaveLength(1);
    await ok('placeOrder', openOrder());
    const held = () => socket.rows('position').filter(({ size }) => String(size) === '0.1');
    await socket.until(() => held().length >= 3);
  });
});
