import { describe, expect, it } from 'vitest';
import { createDrivenClock, createScaledClock, systemClock } from '../../../adapters/clock/index.ts';
import type { MarketUpdate } from '../../core/index.ts';
import type { LockstepDriver } from '../index.ts';
import { closed, MINUTE, mark, opening, playedSource, START, trade } from '../testing/market.ts';
import { limitOrder, marketOrder, opened, PLACE, privateSocket, running } from '../testing/running.ts';

const seconds = (count: number): MarketUpdate[] =>
  Array.from({ length: count }, (_, i) =>
    i % 60 === 59 ? closed(START + (i - 59) * 1_000, 60_000) : trade(START + (i + 1) * 1_000, 60_000 - i),
  );

async function drain(driver: LockstepDriver, phases: string[]): Promise<number> {
  let applied = 0;
  while (!driver.isAtEnd) applied += await driver.step(async (phase) => void phases.push(phase));
  return applied;
}

describe('lockstep', () => {
  it('waits after each update that somebody is told of, private frames first', async () => {
    const clock = createDrivenClock(START);
    const updates = [
      ...opening(),
      trade(START + 1_000, 59_500, 'sell'),
      trade(START + 2_000, 58_900, 'sell'),
      mark(START + 3_000, 58_900),
    ];
    const { server, client } = await running({ source: playedSource(updates), clock });
    const driver = server.lockstep(clock);
    for (let i = 0; i < 3; i++) await driver.step(async () => {}, { updatesMax: 1 });
    const market = await opened(server.ws.public);
    market.subscribe({ channel: 'ticker', instId: 'BTCUSDT' });
    const own = await privateSocket(server.ws.private, START);
    await market.settle();
    await client.post(PLACE, limitOrder({ clientOid: 'bid' }));
    await own.settle();
    const log: string[] = [];
    const step = () =>
      driver.step(async (phase) => {
        await Promise.all([own.settle(), market.settle()]);
        log.push(
          `${phase} ${clock.now() - START} fills ${own.rows('fill').length} last ${String(market.rows('ticker').at(-1)?.lastPr)}`,
        );
      });
    while (!driver.isAtEnd) await step();
    await step();
    expect(log).toEqual([
      'public 1000 fills 0 last 59500',
      'private 2000 fills 1 last 59500',
      'public 2000 fills 1 last 58900',
      'public 3000 fills 1 last 58900',
    ]);
  });

  it('passes updates that nobody is told of without a wait', async () => {
    const clock = createDrivenClock(START);
    const { server } = await running({ source: playedSource([...opening(), ...seconds(20_000)]), clock });
    const phases: string[] = [];
    const driver = server.lockstep(clock);
    expect(await driver.step(async (phase) => void phases.push(phase), { updatesMax: 100 })).toBe(100);
    expect(await drain(driver, phases)).toBe(19_903);
    expect(phases).toEqual([]);
    expect(clock.now()).toBe(START + 19_980_000 + (20_000 - 19_980) * 1_000);
  });

  it('tells readers the same in every run', async () => {
    const run = async () => {
      const clock = createDrivenClock(START);
      const { server, client } = await running({
        source: playedSource([...opening(), ...seconds(300)]),
        clock,
        rateLimits: 'off',
      });
      const driver = server.lockstep(clock);
      await driver.step(async () => {}, { updatesMax: 3 });
      const [market, own] = [await opened(server.ws.public), await privateSocket(server.ws.private, START)];
      market.subscribe({ channel: 'ticker', instId: 'BTCUSDT' }, { channel: 'candle1m', instId: 'BTCUSDT' });
      await market.settle();
      for (let i = 0; !driver.isAtEnd; i++) {
        await driver.step(() => market.settle());
        if (i % 50 === 10) await client.post(PLACE, marketOrder({ size: '0.01' }));
      }
      await own.settle();
      return {
        frames: [market.frames, own.frames.filter((frame) => frame.event !== 'login')],
        hash: server.exchange.stateHash(),
      };
    };
    expect(await run()).toEqual(await run());
  });
});

describe('paced', () => {
  it('applies updates as a scaled clock reaches them, and has them applied before a command', async () => {
    const source = playedSource([...opening(), ...seconds(60)]);
    const anchorWallMs = systemClock.now();
    const { server, client } = await running({
      source,
      clock: (startAt) => createScaledClock({ anchorWallMs, anchorMs: startAt, factor: 200 }),
    });
    const driver = server.pace();
    expect(() => server.pace()).toThrow('paced already');
    const socket = await opened(server.ws.public);
    socket.subscribe({ channel: 'candle1m', instId: 'BTCUSDT' });
    await socket.until(() => driver.isAtEnd);
    expect(server.clock.now()).toBeGreaterThanOrEqual(START + MINUTE);
    expect((await client.post(PLACE, marketOrder())).code).toBe('00000');
    await socket.until(() => socket.pushes('candle1m').some(({ ts }) => ts >= START + MINUTE));
  });
});
