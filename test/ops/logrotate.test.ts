/** The log of a run that goes on is cut where it stands: no line is lost or broken, and the next one is written at its start. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createLog } from '../../src/adapters/log/index.ts';
import { opsFile } from '../support/ops-files.ts';
import { sayLack } from '../support/say-lack.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const TOOL = 'logrotate';
const hasTool = sayLack(spawnSync(TOOL, ['--version']).status === 0, `no ${TOOL} here; apt-get install ${TOOL}`);

test.skipIf(!hasTool)('logrotate cuts the log under a run', () => {
  const folder = temporaryFolder('logrotate');
  onTestFinished(() => folder.remove());
  const run = join(folder.path, '.viper/paper');
  const log = createLog({ level: 'info', file: join(run, 'viper.log') });
  log.info({ n: 1 }, 'before');
  const config = join(folder.path, 'viper');
  // Here the log belongs to whoever runs the tests.
  writeFileSync(
    config,
    opsFile('logrotate/viper')
      .replace('/var/lib/viper', folder.path)
      .replace(/^ +su .*\n/m, ''),
  );
  const { status, stderr } = spawnSync(TOOL, ['--force', '--state', join(folder.path, 'state'), config], {
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(0);
  log.info({ n: 2 }, 'after');
  const written = (name: string): unknown[] =>
    readFileSync(join(run, name), 'utf8')
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { n: number }).n);
  expect(readdirSync(run).sort()).toEqual(['viper.log', 'viper.log.1']);
  expect([written('viper.log.1'), written('viper.log')]).toEqual([[1], [2]]);
});
