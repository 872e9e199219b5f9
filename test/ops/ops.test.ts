/** What ops/ asks of a run is what a run gives; and its files are what they have to be, as far as reading tells. */
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ApartMonitor, RunMonitor } from '../../src/adapters/metrics/index.ts';
import { reading } from '../../src/adapters/metrics/testing/reading.ts';
import { dashboard, expressions, opsFile, opsPath, rules } from '../support/ops-files.ts';
import { readPromql } from '../support/promql.ts';
import { sayLack } from '../support/say-lack.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Of a service. */
const COMPOSE_WORDS = new Set(
  'build cap_drop command environment image logging mem_limit network_mode pids_limit read_only restart secrets security_opt stop_grace_period tmpfs volumes'.split(
    ' ',
  ),
);
const DOCKER_WORDS = new Set(
  'FROM WORKDIR COPY RUN ENV VOLUME USER STOPSIGNAL HEALTHCHECK ENTRYPOINT CMD EXPOSE LABEL ARG'.split(' '),
);

const run = new RunMonitor({
  build: { version: '0', mode: 'demo', network: 'embedded' },
  read: async () => reading,
  probe: async () => undefined,
  areServicesApart: true,
});
const monitor = new ApartMonitor({ run, silentMs: () => 40 });
const { text } = await monitor.metrics();
const kinds = new Map(
  [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', kind = '']) => [name, kind] as const),
);

/** The name under which a metric is declared: a histogram's samples have endings of their own. */
const declared = (metric: string): string =>
  metric.replace(/_(bucket|sum|count)$/, (end) => (kinds.has(metric) ? end : ''));

describe('expressions', () => {
  test('there are many', () => expect(expressions.length).toBeGreaterThan(70));

  test.each(expressions)('$where: $text', ({ text: expression }) => {
    for (const { metric } of readPromql(expression)) {
      if (metric === '' || metric === 'up') continue;
      expect(kinds.has(declared(metric)), `${metric} is a metric of a run`).toBe(true);
    }
  });

  test('counters are asked for their growth, and nothing else is', () => {
    const wrong = expressions.flatMap(({ text: expression }) =>
      readPromql(expression)
        .filter(({ metric }) => metric.startsWith('viper_'))
        .filter(({ metric, hasRange }) => kinds.get(declared(metric)) !== 'gauge' && !hasRange)
        .map(({ metric }) => `${expression}: ${metric} without a range`),
    );
    expect(wrong).toEqual([]);
  });

  test.each([
    'sum(rate(viper_fills_total[5m])',
    'rate(viper_fills_total)',
    'viper_fills_total[5m] > 1',
    'unheard_of(viper_equity_usdt)',
    'viper_equity_usdt{state="a"',
    'viper_equity_usdt viper_balance_usdt',
    'sum by (le rate(x[5m]))',
  ])('what is no PromQL is told: %s', (expression) => {
    expect(() => readPromql(expression)).toThrow(SyntaxError);
  });
});

describe('alert rules', () => {
  test.each(rules)('$alert has an expression, a severity and words for a person', ({ expr, lines }) => {
    const whole = lines.join('\n');
    expect(expr).toBeDefined();
    expect(whole).toMatch(/labels: \{ severity: (warning|critical) \}/);
    expect(whole).toMatch(/^ {10}summary: \S/m);
    expect(whole).toMatch(/^ {10}description: \S/m);
  });

  test('have names of their own, and no tab', () => {
    const names = rules.map(({ alert }) => alert);
    expect(new Set(names).size).toBe(names.length);
    expect(opsFile('prometheus/alerts.yml')).not.toContain('\t');
  });
});

describe('dashboard', () => {
  test('panels have ids of their own and do not overlap', () => {
    const { panels } = dashboard;
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    for (const [i, { gridPos: a, title }] of panels.entries()) {
      expect(a.x + a.w, title).toBeLessThanOrEqual(24);
      for (const { gridPos: b, title: other } of panels.slice(i + 1)) {
        const isApart = a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y;
        expect(isApart, `${title} and ${other}`).toBe(true);
      }
    }
  });
});

describe('containers and unit', () => {
  const images = [...`${opsFile('Dockerfile')}\n${opsFile('compose.yaml')}`.matchAll(/(?:^FROM|image:) (\S+)/gm)];

  test('every image is pinned by its version', () => {
    expect(images.length).toBeGreaterThanOrEqual(5);
    for (const [, image = ''] of images) expect(image).toMatch(/^[\w./-]+:v?\d+\.\d+\.\d+(-[\w-]+)?$/);
  });

  test('the image runs without rights and tells its health', () => {
    const lines = opsFile('Dockerfile').split('\n');
    expect(lines.indexOf('USER node')).toBeGreaterThan(lines.findLastIndex((line) => line.startsWith('RUN')));
    expect(opsFile('Dockerfile')).toContain('/live');
    expect(opsFile('Dockerfile')).not.toMatch(/^(ADD|ENV .*(KEY|SECRET|PASSPHRASE))/m);
  });

  test('every service of the compose file is read-only, without capabilities, on loopback', () => {
    const services = opsFile('compose.yaml')
      .split(/^ {2}(?=(?:viper|prometheus|grafana):$)/m)
      .slice(1);
    expect(services).toHaveLength(3);
    for (const service of services) {
      expect(service).toContain('read_only: true');
      expect(service).toContain('cap_drop: ["ALL"]');
      expect(service).toContain('no-new-privileges:true');
      expect(service).not.toMatch(/^ {4}ports:|0\.0\.0\.0|privileged: true/m);
    }
  });

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

  test('every key of the compose file is one of the compose specification, and what it names is there', () => {
    const text = opsFile('compose.yaml');
    const keysAt = (indent: number): string[] =>
      [...text.matchAll(new RegExp(`^ {${indent}}([a-z_]+):`, 'gm'))].map(([, key = '']) => key);
    expect(keysAt(0)).toEqual(['name', 'services', 'secrets', 'volumes']);
    expect(keysAt(4).filter((key) => !COMPOSE_WORDS.has(key))).toEqual([]);
    const [, declared = ''] = text.split(/^secrets:$/m);
    const used = [...text.matchAll(/^ {4}secrets: \[(.*)\]$|^ {6}- ([\w-]+):\/|"([\w-]+):\/data"/gm)];
    const names = used.map(([, secret, volume, other]) => secret ?? volume ?? other ?? '');
    expect(names.length).toBeGreaterThan(4);
    for (const name of names) expect(declared).toMatch(new RegExp(`^ {2}${name}:`, 'm'));
    for (const [, path = ''] of text.matchAll(/- \.\/(\S+?):\/\S+:ro$/gm)) expect(existsSync(opsPath(path))).toBe(true);
  });

  test('the image copies what is there, from stages that are, by instructions that Docker knows', () => {
    const lines = opsFile('Dockerfile')
      .replaceAll('\\\n', ' ')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    const words = lines.map((line) => line.split(' ')[0] ?? '');
    expect(words.filter((word) => !DOCKER_WORDS.has(word))).toEqual([]);
    const stages = lines.flatMap((line) => /^FROM \S+ AS (\S+)$/.exec(line)?.[1] ?? []);
    const copies = lines.flatMap((line) => /^COPY (?:--from=(\S+) )?(.+) \S+$/.exec(line)?.slice(1) ?? []);
    for (let i = 0; i < copies.length; i += 2) {
      const [from, what = ''] = [copies[i], copies[i + 1]];
      if (from !== undefined) expect(stages).toContain(from);
      else for (const path of what.split(' ')) expect(existsSync(opsPath('..', path)), path).toBe(true);
    }
    for (const line of lines.filter((one) => /^(ENTRYPOINT|CMD|HEALTHCHECK)/.test(one)))
      expect(JSON.parse(line.slice(line.indexOf('['))), line).toContain(line.startsWith('CMD') ? 'start' : 'node');
    // What must never be in an image is not handed to its builder.
    expect(opsFile('Dockerfile.dockerignore').split('\n')).toEqual(expect.arrayContaining(['**', '**/.env*']));
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
});
