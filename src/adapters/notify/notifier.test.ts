/** The notifier: what is told where, when, and over a restart; and that telling harms nobody. */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { handTime } from '../../../test/support/hand-time.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import type { AlertSource, Message, Sending } from '../../ports/index.ts';
import { createNotifier, type NotifierOptions, type Route } from './notifier.ts';

const folder = temporaryFolder('notifier');
afterAll(() => folder.remove());
let runs = 0;

type Given = Partial<Pick<NotifierOptions, 'digestHour' | 'digestLines' | 'pendingFile'>> & {
  readonly levelMin?: Route['levelMin'];
  readonly carries?: Route['carries'];
  readonly answer?: () => Sending;
};

function started({ levelMin = 'info', carries = 'alerts', answer, ...given }: Given = {}) {
  const time = handTime();
  const told: Message[] = [];
  const troubles: string[] = [];
  const pendingFile = given.pendingFile ?? join(folder.path, `pending-${++runs}.json`);
  let ids = 0;
  const channel = {
    name: 'test',
    close: () => {},
    send: async (message: Message): Promise<Sending> => {
      const sending = answer?.() ?? { outcome: 'delivered' };
      if (sending.outcome === 'delivered') told.push(message);
      return sending;
    },
  };
  const notifier = createNotifier({
    routes: [{ channel, levelMin, carries }],
    cooldownMs: { risk: 1_800_000, action: 300_000, performance: 3_600_000, health: 7_200_000 },
    digestHour: undefined,
    digestLines: () => [],
    runName: 'demo',
    pendingFile,
    clock: time.clock,
    wait: time.wait,
    newId: () => `id-${++ids}`,
    onTrouble: (code, { reason }) => void troubles.push(`${code}: ${String(reason)}`),
    ...given,
  });
  const close = async (): Promise<void> => {
    const closed = notifier.close();
    await time.advance(3_000);
    await closed;
  };
  return {
    notifier,
    time,
    told,
    troubles,
    pendingFile,
    close,
    titles: () => told.map(({ title }) => title),
  };
}

const source = (code: string, level: AlertSource['level'], details: AlertSource['details'] = {}): AlertSource => ({
  code,
  level,
  at: Date.UTC(2025, 0, 15),
  details,
});
const gap = source('candle-gap', 'warning', { symbol: 'BTCUSDT', missing: 3 });
const stop = source('stop-missing', 'critical', { symbol: 'BTCUSDT', positionSide: 'long' });

describe('a notifier', () => {
  it('tells what the table says, in words', async () => {
    const { notifier, time, told } = started();
    notifier.tell(stop);
    notifier.tell(source('entry-refused', 'info', { symbol: 'BTCUSDT' }));
    notifier.tell(source('v1-gateway-off', 'warning'));
    await time.advance(0);
    expect(told).toEqual([
      {
        id: 'id-1',
        code: 'stop-missing',
        subject: 'BTCUSDT long',
        level: 'critical',
        at: stop.at,
        title: 'demo: A position had no stop-loss; it is being placed',
        lines: ['symbol: BTCUSDT', 'position side: long'],
        details: { symbol: 'BTCUSDT', positionSide: 'long' },
        more: 0,
      },
    ]);
  });

  it('tells a channel nothing below its level', async () => {
    const { notifier, time, told } = started({ levelMin: 'warning' });
    notifier.tell(source('paused', 'info'));
    notifier.tell(gap);
    notifier.tell(stop);
    await time.advance(0);
    expect(told.map(({ code }) => code).sort()).toEqual(['candle-gap', 'stop-missing']);
  });

  it('says how many more there were, when their time has come', async () => {
    const { notifier, time, told } = started();
    for (let n = 0; n < 4; n++) notifier.tell(gap);
    await time.advance(7_300_000);
    expect(told.map(({ more, lines }) => [more, lines.at(-1)])).toEqual([
      [0, 'missing: 3'],
      [2, '2 more in 120 min'],
    ]);
  });

  it('tells every critical alert', async () => {
    const { notifier, time, told } = started();
    for (let n = 0; n < 4; n++) notifier.tell(stop);
    await time.advance(0);
    expect(told).toHaveLength(4);
  });

  it('sends a digest at its hour to every channel, with what was only counted', async () => {
    const { notifier, time, told } = started({
      digestHour: 13,
      digestLines: () => ['equity 1 USDT'],
      levelMin: 'critical',
    });
    for (let n = 0; n < 3; n++) notifier.tell(source('entry-refused', 'info', { symbol: 'BTCUSDT' }));
    notifier.tell(source('paused', 'info'));
    await time.advance(3_500_000);
    expect(told).toEqual([]);
    await time.advance(200_000);
    const title = 'demo: the last day';
    expect(told).toMatchObject([{ title, lines: ['equity 1 USDT', '3 × Entry refused', '1 × Entries are paused'] }]);
    await time.advance(24 * 3_600_000);
    expect(told[1]).toMatchObject({ title, lines: ['equity 1 USDT'] });
  });

  it('sends the counts where the summary cannot be made', async () => {
    const fails = (): never => {
      throw new Error('not ready');
    };
    const { notifier, time, told, troubles } = started({ digestHour: 13, digestLines: fails });
    notifier.tell(source('bill', 'info', { symbol: 'BTCUSDT' }));
    await time.advance(3_700_000);
    expect(told[0]?.lines).toEqual(['1 × Funding or another movement of cash']);
    expect(troubles).toEqual(['alert-failed: Error: not ready']);
  });

  it('keeps what became of each message, and says once that one does not get through', async () => {
    let answers = 0;
    const answer = (): Sending => (++answers < 3 ? { outcome: 'again', reason: 'HTTP 502' } : { outcome: 'delivered' });
    const { notifier, time, troubles } = started({ answer });
    notifier.tell(gap);
    await time.advance(500);
    expect(notifier.report().channels).toMatchObject([{ channel: 'test', waiting: 1, deliveredAt: undefined }]);
    await time.advance(9_500);
    const { channels, deliveries } = notifier.report();
    expect(deliveries.map(({ status, attempt }) => `${status} ${attempt}`)).toEqual([
      'again 1',
      'again 2',
      'delivered 3',
    ]);
    const counts = { delivered: 1, again: 2, refused: 0, dropped: 0 };
    expect(channels).toEqual([{ channel: 'test', waiting: 0, deliveredAt: deliveries.at(-1)?.at, counts }]);
    expect(troubles).toEqual(['alert-failed: HTTP 502']);
  });

  it('never throws', () => {
    const { notifier, troubles } = started();
    const broken = {
      ...gap,
      get details(): AlertSource['details'] {
        throw new Error('no details');
      },
    };
    notifier.tell(broken);
    expect(troubles).toEqual(['alert-failed: Error: no details']);
  });
});

describe('a restart', () => {
  it('delivers what was critical and had not arrived, and says that it is late', async () => {
    const first = started({ answer: () => ({ outcome: 'again', reason: 'HTTP 502' }) });
    first.notifier.tell(stop);
    first.notifier.tell(gap);
    if (process.platform !== 'win32') expect(statSync(first.pendingFile).mode & 0o777).toBe(0o600);
    await first.close();
    const second = started({ pendingFile: first.pendingFile });
    await second.time.advance(0);
    expect(second.told).toMatchObject([{ id: 'id-1', code: 'stop-missing', level: 'critical' }]);
    expect(second.told[0]?.lines.at(-1)).toMatch(/^late, .*: of 2025-01-15T00:00:00.000Z$/);
    expect(existsSync(first.pendingFile)).toBe(false);
  });

  it('finds a critical message of a run that was killed in the middle', async () => {
    const first = started({ answer: () => ({ outcome: 'again', reason: 'HTTP 502' }) });
    first.notifier.tell(stop);
    const onDisk = join(folder.path, 'killed.json');
    writeFileSync(onDisk, readFileSync(first.pendingFile));
    const second = started({ pendingFile: onDisk });
    await second.time.advance(0);
    expect(second.told).toHaveLength(1);
  });

  it('sets a damaged file aside, says so, and goes on', async () => {
    for (const [n, text] of ['{', '{"test":[{"id":1}]}', '[]'].entries()) {
      const pendingFile = join(folder.path, `damaged-${n}.json`);
      writeFileSync(pendingFile, text);
      const { notifier, time, told, troubles } = started({ pendingFile });
      expect(troubles[0]).toMatch(/^alert-store-failed: /);
      expect(readFileSync(`${pendingFile}.damaged`, 'utf8')).toBe(text);
      notifier.tell(stop);
      await time.advance(0);
      expect(told).toHaveLength(1);
    }
  });

  it('goes on where the file cannot be written', async () => {
    const taken = join(folder.path, 'a-file');
    writeFileSync(taken, '');
    const { notifier, time, told, troubles } = started({ pendingFile: join(taken, 'pending.json') });
    notifier.tell(stop);
    await time.advance(0);
    expect(told).toHaveLength(1);
    expect(troubles[0]).toMatch(/^alert-store-failed: /);
  });
});

describe('shared trades', () => {
  const position = { symbol: 'BTCUSDT', positionSide: 'short' };
  const script = (isWhole: boolean): AlertSource[] => [
    ...(isWhole ? [source('entry-sent', 'info', { ...position, owner: 'scalper', reason: 'range break' })] : []),
    source('fill', 'info', { ...position, intent: 'open', price: '60000', size: '0.01', profit: '0' }),
    source('fill', 'info', { ...position, intent: 'open', price: '60300', size: '0.02', profit: '0' }),
    source('exit-sent', 'info', { ...position, reason: 'time is up' }),
    source('fill', 'info', { ...position, intent: 'close', price: '59598', size: '0.03', profit: '18.06' }),
    source('trade-closed', 'info', { ...position, net: '17.5' }),
  ];

  it('say entry, exit, reasons and profile, and nothing about the account', async () => {
    const { notifier, time, told } = started({ carries: 'trades' });
    for (const one of [...script(true), stop]) notifier.tell(one);
    await time.advance(0);
    expect(told).toMatchObject([
      {
        code: 'shared-trade',
        title: '🟢 BTCUSDT short +1 %',
        lines: ['Entry 60200 (range break)', 'Exit 59598 (time is up)', '#scalper #btcusdt'],
      },
    ]);
    expect(JSON.stringify(told)).not.toMatch(/0\.03|18\.06|17\.5|vp-/);
  });

  it('are not made of a trade whose beginning was not heard, and do not go where alerts go', async () => {
    const shared = started({ carries: 'trades' });
    for (const one of script(false)) shared.notifier.tell(one);
    const own = started();
    for (const one of script(true)) own.notifier.tell(one);
    await shared.time.advance(0);
    await own.time.advance(0);
    expect(shared.told).toEqual([]);
    expect(own.told.map(({ code }) => code)).not.toContain('shared-trade');
  });
});
