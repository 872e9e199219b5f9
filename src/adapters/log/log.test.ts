/** The log: JSON lines, levels, and no secrets. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createLog, type LogOptions } from './index.ts';

function lines(
  level: LogOptions['level'],
  write: (log: ReturnType<typeof createLog>) => void,
): Record<string, unknown>[] {
  const file = join(mkdtempSync(join(tmpdir(), 'viper-log-')), 'deep', 'viper.log');
  write(createLog({ level, file }));
  const text = readFileSync(file, 'utf8').trim();
  return text === '' ? [] : text.split('\n').map((line) => JSON.parse(line));
}

it('writes one JSON object a line, at once', () => {
  const [first, second] = lines('info', (log) => {
    log.info({ symbol: 'BTCUSDT' }, 'subscribed');
    log.child({ service: 'dashboard' }).error({ err: new Error('boom') }, 'failed');
  });
  expect(first).toMatchObject({
    level: 'info',
    msg: 'subscribed',
    symbol: 'BTCUSDT',
    time: expect.stringMatching(/^\d{4}-.*Z$/),
  });
  expect(second).toMatchObject({ level: 'error', service: 'dashboard', err: { message: 'boom' } });
});

it('keeps to its level', () => {
  const levels = lines('warn', (log) => {
    for (const level of ['debug', 'info', 'warn', 'error'] as const) log[level]({}, level);
  });
  expect(levels.map((line) => line.msg)).toEqual(['warn', 'error']);
  expect(lines('silent', (log) => log.error({}, 'x'))).toEqual([]);
});

it('masks fields that carry secrets', () => {
  const [line] = lines('info', (log) =>
    log.info({ apiKey: 'k1', credentials: { passphrase: 'k2', secret: 'k3' } }, 'connecting'),
  );
  expect(JSON.stringify(line)).not.toMatch(/k[123]/);
});

it('names the file that cannot be written', () => {
  expect(() => createLog({ level: 'info', file: '/dev/null/x.log' })).toThrow(/log file: "\/dev\/null\/x\.log"/);
});
