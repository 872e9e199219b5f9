/**
 * The package as somebody else has it: built, packed, and installed into an empty folder.
 * Invariant: nothing but the tarball's files and the packages that it names is reachable from there.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');

/** What a test of the package may see of it. */
export type InstalledPackage = {
  /** Paths inside the tarball. */
  readonly files: readonly string[];
  /** By npm, or from the packages of this checkout where no registry can be reached. */
  readonly installedBy: 'npm' | 'links';
};

/** Newest change below a folder, epoch ms. */
function changedAt(folder: string, counts: (name: string) => boolean): number {
  const times = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && counts(entry.name))
    .map(({ parentPath, name }) => statSync(join(parentPath, name)).mtimeMs);
  return Math.max(0, ...times);
}

const isSource = (name: string): boolean => name.endsWith('.ts') && !name.endsWith('.test.ts');

/** Runs `npm run build` unless what it makes is newer than the sources. */
async function ensureBuilt(): Promise<void> {
  const made = join(root, 'dist/main/cli.js');
  const builtAt = existsSync(made) ? statSync(made).mtimeMs : 0;
  if (builtAt > changedAt(join(root, 'src'), isSource)) return;
  await run('npm', ['run', 'build'], { cwd: root });
}

/** @param folder an empty one */
export async function installPackage(folder: string): Promise<InstalledPackage> {
  await ensureBuilt();
  const packed = await run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], { cwd: root });
  const [{ filename, files }] = JSON.parse(packed.stdout) as [
    { readonly filename: string; readonly files: readonly { readonly path: string }[] },
  ];
  writeFileSync(join(folder, 'package.json'), '{ "name": "consumer", "private": true, "type": "module" }\n');
  const tarball = join(folder, filename);
  const paths = files.map(({ path }) => path);
  try {
    const args = ['install', '--prefer-offline', '--ignore-scripts', '--omit=optional', '--fetch-retries=0', tarball];
    await run('npm', args, { cwd: folder, timeout: 90_000 });
    return { files: paths, installedBy: 'npm' };
  } catch (error) {
    console.log(`no registry (${(error as Error).message.split('\n')[0]}): the package's dependencies are linked`);
    await linkPackage(folder, tarball);
    return { files: paths, installedBy: 'links' };
  }
}

/** What npm does with a tarball, but that dependencies come from this checkout. */
async function linkPackage(folder: string, tarball: string): Promise<void> {
  const target = join(folder, 'node_modules/viper');
  mkdirSync(target, { recursive: true });
  await run('tar', ['-xzf', tarball, '-C', target, '--strip-components=1']);
  const { dependencies } = JSON.parse(readFileSync(join(target, 'package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  for (const name of Object.keys(dependencies)) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    if (!existsSync(link)) symlinkSync(join(root, 'node_modules', name), link, 'dir');
  }
}
