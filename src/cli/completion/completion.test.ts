/** What a real shell offers with the script of the program as it is. */
import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { roots, silentTerminal } from '../../../test/support/command-in-process.ts';
import { sayLack } from '../../../test/support/say-lack.ts';
import { createProgram } from '../run.ts';
import { scriptFor, wordsOf } from './index.ts';

const context = { roots, terminal: silentTerminal(), stopSignal: () => AbortSignal.abort() };
const words = wordsOf(createProgram(context, '0.0.0'));
const has = (shell: string): boolean =>
  sayLack(spawnSync(shell, ['-c', 'true']).status === 0, `no ${shell} here; apt-get install ${shell}`);

/** The line as typed; its last word is being completed. */
function bashOffers(line: string): string[] {
  const typed = line.split(' ').map((word) => `'${word}'`);
  const ask = `COMP_WORDS=(${typed.join(' ')}); COMP_CWORD=${typed.length - 1}; _viper; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const said = execFileSync('bash', ['-c', `${scriptFor.bash(words)}\n${ask}`], { encoding: 'utf8' });
  return said.split('\n').filter((word) => word !== '');
}

const fishOffers = (line: string): string[] => {
  const ask = `complete -C ${JSON.stringify(line)}`;
  const said = execFileSync('fish', ['--no-config', '-c', `${scriptFor.fish(words)}\n${ask}`], { encoding: 'utf8' });
  return said.split('\n').flatMap((row) => (row === '' ? [] : [row.split('\t', 1)[0] ?? '']));
};

test('knows every command with its options', () => {
  expect(words.find(({ path }) => path === 'token create')?.options).toContainEqual(
    expect.objectContaining({ flag: '--scope', takesValue: true }),
  );
  expect(words.length).toBeGreaterThan(30);
});

describe.skipIf(!has('bash'))('in bash', () => {
  test.each([
    ['viper st', ['start', 'status', 'study']],
    ['viper token ', ['create', 'list', 'revoke', '--help']],
    ['viper symbols remove BTCUSDT --js', ['--json']],
    ['viper start --head', ['--headless']],
    ['viper start --data-dir ', []],
    ['viper nothing --h', ['--help']],
  ])('%s', (line, offered) => {
    expect(bashOffers(line).sort()).toEqual([...offered].sort());
  });
});

describe.skipIf(!has('fish'))('in fish', () => {
  test.each([
    ['viper st', ['start', 'status', 'study']],
    ['viper start --head', ['--headless']],
    ['viper symbols remove BTCUSDT --js', ['--json']],
  ])('%s', (line, offered) => {
    expect(fishOffers(line).sort()).toEqual(offered);
  });
});

test.skipIf(!has('zsh'))('zsh reads its script', () => {
  const script = `${scriptFor.zsh(words).replace('compinit\n', 'compinit -u -D\n')}\nprint -r -- $_comps[viper]`;
  expect(execFileSync('zsh', ['-f', '-c', script], { encoding: 'utf8' })).toContain('_bash_complete');
});
