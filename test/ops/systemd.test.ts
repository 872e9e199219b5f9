/** The unit ends by the right signal and gives up what it does not need; systemd takes it. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { opsFile } from '../support/ops-files.ts';
import { sayLack } from '../support/say-lack.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('the unit is hardened and ends by the signal that the program listens to', () => {
  const unit = opsFile('systemd/viper.service');
  for (const line of [
    'NoNewPrivileges=yes',
    'ProtectSystem=strict',
    'CapabilityBoundingSet=',
    'KillSignal=SIGTERM',
    'UMask=0077',
  ])
    expect(unit.split('\n')).toContain(line);
});

/** Not of npm. */
const ANALYZE = 'systemd-analyze';
const hasSystemd = sayLack(
  spawnSync(ANALYZE, ['--version']).status === 0,
  `no ${ANALYZE} here; apt-get install systemd`,
);

test.skipIf(!hasSystemd)('systemd takes the unit, and finds little exposed', () => {
  const folder = temporaryFolder('unit');
  onTestFinished(() => folder.remove());
  const unit = join(folder.path, 'viper.service');
  // The command has to be there to be looked at.
  const text = opsFile('systemd/viper.service').replace(/^ExecStart=\S+/m, `ExecStart=${process.execPath}`);
  for (const option of ['', '#ExecReload', '#LoadCredential', '#Environment']) {
    writeFileSync(unit, option === '' ? text : text.replace(option, option.slice(1)));
    const { status, stderr } = spawnSync(ANALYZE, ['verify', unit], { encoding: 'utf8' });
    expect([status, stderr], option).toEqual([0, '']);
  }
  const looked = spawnSync(ANALYZE, ['security', '--offline=true', '--threshold=20', unit]);
  expect(looked.status).toBe(0);
});
