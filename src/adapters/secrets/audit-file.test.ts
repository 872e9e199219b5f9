import { appendFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import type { AuditEntry } from '../../ports/index.ts';
import { auditedFolders, auditFile, readAudit } from './index.ts';

const entry = (more: Partial<AuditEntry> = {}): AuditEntry => ({
  service: 'live-trading-engine',
  who: 'token desk',
  address: '127.0.0.1',
  method: 'POST',
  route: '/api/kill',
  requestId: 'k',
  outcome: 'done',
  status: 200,
  reason: undefined,
  ...more,
});

function setUp(bytesMax?: number) {
  const folder = temporaryFolder('audit');
  onTestFinished(() => folder.remove());
  let now = 0;
  const onFailure = vi.fn();
  const sink = auditFile({ folder: folder.path, now: () => now++, onFailure, ...(bytesMax && { bytesMax }) });
  return { folder: folder.path, sink, onFailure };
}

it('keeps lines in order of time, for its owner alone', () => {
  const { folder, sink } = setUp();
  sink.write(entry());
  sink.write(entry({ outcome: 'denied', who: 'nobody', status: 401, reason: 'token unknown' }));
  sink.write(entry({ route: '/api/pause' }));
  expect(readAudit(folder).map(({ at, who, route }) => [at.slice(-5), who, route])).toEqual([
    ['.000Z', 'token desk', '/api/kill'],
    ['.001Z', 'nobody', '/api/kill'],
    ['.002Z', 'token desk', '/api/pause'],
  ]);
  for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
});

it('is bounded, and a flood of those turned away leaves what was done', () => {
  const { folder, sink } = setUp(2_000);
  sink.write(entry({ requestId: 'the one' }));
  for (let i = 0; i < 1_000; i++) sink.write(entry({ outcome: 'denied', status: 401 }));
  const bytes = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  expect(bytes).toBeLessThan(5_000);
  expect(readAudit(folder).map(({ requestId }) => requestId)).toContain('the one');
});

it('reads what a crash has left, and finds the folders of runs', () => {
  const { folder, sink } = setUp();
  sink.write(entry());
  appendFileSync(join(folder, 'audit.jsonl'), '{"at":"2025');
  expect(readAudit(folder)).toHaveLength(1);
  expect(auditedFolders(join(folder, '..'))).toContain(folder);
  expect(auditedFolders(join(folder, 'none'))).toEqual([]);
});

it('never throws: a disk that is full keeps nobody from the kill switch', () => {
  const { sink, onFailure, folder } = setUp();
  const nowhere = auditFile({ folder: join(folder, 'none'), now: () => 0, onFailure });
  sink.write(entry());
  expect(() => nowhere.write(entry())).not.toThrow();
  expect(onFailure).toHaveBeenCalledTimes(1);
});
