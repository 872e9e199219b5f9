/**
 * A real Prometheus on loopback that collects one run by the configuration of ops/, only faster.
 * Invariant: everything it writes is in the folder it is given; it is gone when it has been ended.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { opsFile, opsPath } from './ops-files.ts';

/** Not of npm. */
const TOOL = 'prometheus';

type Answer = {
  readonly status: string;
  readonly error?: string;
  readonly data?: { readonly result: readonly unknown[] };
};

export type PrometheusChild = {
  /** @returns how many series there are now. @throws with what is wrong with the expression. */
  count(expression: string): Promise<number>;
  end(): Promise<void>;
};

/** @param target host and port of a service. @throws when it ends before it listens. */
export async function startPrometheus(folder: string, target: string): Promise<PrometheusChild> {
  const config = join(folder, 'prometheus.yml');
  cpSync(opsPath('prometheus', 'alerts.yml'), join(folder, 'alerts.yml'));
  writeFileSync(
    config,
    opsFile('prometheus/prometheus.yml')
      .replace('127.0.0.1:8002', target)
      .replace(/(interval|timeout): \d+s/g, '$1: 1s'),
  );
  const flags = [`--config.file=${config}`, `--storage.tsdb.path=${folder}/data`, '--web.listen-address=127.0.0.1:0'];
  const child = spawn(TOOL, flags, { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(child, 'close');
  const said: string[] = [];
  const address = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      said.push(line);
      const [, found] = /"Listening on" address=(\S+)/.exec(line) ?? [];
      if (found !== undefined) resolve(found);
    });
    void ended.then(() => reject(new Error(`prometheus ended: ${said.join(' | ')}`)));
  });
  return {
    async count(expression) {
      const asked = await fetch(`http://${address}/api/v1/query?${new URLSearchParams({ query: expression })}`);
      const { error, data } = (await asked.json()) as Answer;
      if (error !== undefined) throw new SyntaxError(`${expression}: ${error}`);
      return data?.result.length ?? 0;
    },
    async end() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
