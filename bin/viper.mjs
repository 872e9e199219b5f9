#!/usr/bin/env node
/**
 * The `viper` command: checks the runtime, then hands over to the CLI.
 * Invariant: stays in syntax that an old Node can parse, so that the version check always gets to speak; no report that
 * Node writes of the process holds its environment.
 */
import { existsSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';

const NODE_MIN = [22, 19];

const [major, minor] = process.versions.node.split('.').map(Number);

if (major < NODE_MIN[0] || (major === NODE_MIN[0] && minor < NODE_MIN[1])) {
  console.error(
    `viper: Node ${process.versions.node} is too old (needs ${NODE_MIN.join('.')} or later); ` +
      'start it with `npx viper` or `npm start`, which use the Node 24 that `npm ci` installs, or install Node 24.',
  );
  process.exitCode = 1;
} else {
  // The environment may hold keys, and a report of a crash is made to be sent to others.
  process.report.excludeEnv = true;
  // Compiled once, loaded from then on; kept beside the program, so that nobody else can write there who may not write it.
  // A thread of this process takes the place from the environment.
  process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('../node_modules/.cache/viper', import.meta.url));
  module.enableCompileCache();
  const source = new URL('../src/main/cli.ts', import.meta.url);
  const built = new URL('../dist/main/cli.js', import.meta.url);
  void import((existsSync(source) ? source : built).href);
}
