import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureDashboard } from './ensure-dashboard.ts';

let root: string;
let said: string[];
const log = {
  info: (_: object, message: string) => said.push(message),
  warn: (_: object, message: string) => said.push(message),
  error: (_: object, message: string) => said.push(message),
};

beforeEach(() => {
  said = [];
  root = mkdtempSync(join(tmpdir(), 'viper-ui-'));
  write('src/main.ts', 'export {};');
  write('package.json', '{}');
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text: string, ageS = 0): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
  const at = Date.now() / 1_000 - ageS;
  utimesSync(join(root, path), at, at);
}

/** Stands in for the vite package alone: the child process, the draft folder and the move are real. */
const installVite = (script: string): void => {
  write('node_modules/vite/package.json', '{"name":"vite","version":"0.0.0"}');
  write('node_modules/vite/bin/vite.js', `const { mkdirSync, writeFileSync } = require('node:fs');\n${script}`);
};
const BUILD = `const out = process.argv[process.argv.indexOf('--outDir') + 1]; mkdirSync(out); writeFileSync(out + '/index.html', 'built');`;

describe('ensureDashboard', () => {
  it('takes a build that is newer than its sources', () => {
    write('dist/index.html', 'there', -10);
    expect(ensureDashboard({ root, log }).state()).toBe('ready');
    expect(said).toEqual([]);
  });

  it('builds what is missing, in the background', async () => {
    installVite(BUILD);
    const dashboard = ensureDashboard({ root, log });
    expect(dashboard.state()).toBe('building');
    await dashboard.settled;
    expect([dashboard.state(), readFileSync(join(root, 'dist/index.html'), 'utf8')]).toEqual(['ready', 'built']);
    expect(readdirSync(root).filter((name) => name.startsWith('dist'))).toEqual(['dist']);
  });

  it('clears away what a killed build has left, and nothing that is under way', async () => {
    installVite(BUILD);
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    write(`dist-${pid}/index.html`, 'half');
    write(`dist-${process.ppid}/index.html`, 'under way');
    await ensureDashboard({ root, log }).settled;
    expect(readdirSync(root).filter((name) => name.startsWith('dist'))).toEqual(['dist', `dist-${process.ppid}`]);
  });

  it('builds again what is older than its sources', async () => {
    write('dist/index.html', 'old', 60);
    installVite(BUILD);
    await ensureDashboard({ root, log }).settled;
    expect(readFileSync(join(root, 'dist/index.html'), 'utf8')).toBe('built');
  });

  it('says in one line how to have vite, once', () => {
    expect(ensureDashboard({ root, log }).state()).toBe('no-vite');
    expect(said).toEqual([expect.stringContaining('run npm ci')]);
    write('dist/index.html', 'old', 60);
    expect(ensureDashboard({ root, log }).state()).toBe('ready');
  });

  it('survives a build that fails, and says why', async () => {
    installVite(`console.error('no such module'); process.exit(1);`);
    const dashboard = ensureDashboard({ root, log });
    await dashboard.settled;
    expect(dashboard.state()).toBe('failed');
    expect(said.at(-1)).toContain('could not be built');
    expect(existsSync(join(root, 'dist'))).toBe(false);
  });

  it('ends a build when the services close', async () => {
    installVite('setTimeout(() => {}, 60_000);');
    const dashboard = ensureDashboard({ root, log });
    dashboard.close();
    await dashboard.settled;
    expect(dashboard.state()).toBe('failed');
  });
});
