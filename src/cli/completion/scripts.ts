/**
 * Completion for a shell, as the text that it reads.
 * Invariant: a script asks nobody: no program is started while somebody types.
 */
import type { CommandWords } from './words.ts';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

export const scriptFor: Readonly<Record<Shell, (words: readonly CommandWords[]) => string>> = {
  bash: bashScript,
  zsh: (words) => `autoload -Uz compinit bashcompinit\ncompinit\nbashcompinit\n${bashScript(words)}`,
  fish: fishScript,
};

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** Where nothing fits, bash completes the names of files: after an option with a value, and for what is no option. */
function bashScript(words: readonly CommandWords[]): string {
  const paths = words.map(({ path }) => path).filter((path) => path !== '');
  const valued = new Set(
    words.flatMap(({ options }) => options.filter((one) => one.takesValue).map(({ flag }) => flag)),
  );
  const offers = words.map(({ path, commands, options }) => {
    const all = [...commands.map(({ name }) => name), ...options.map(({ flag }) => flag)];
    return `    ${quoted(path)}) words=${quoted(all.join(' '))} ;;`;
  });
  return `_viper() {
  local path= words= word i
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${path:+$path }\${COMP_WORDS[i]}"
    case "$word" in
      ${paths.map(quoted).join('|')}) path="$word" ;;
    esac
  done
  COMPREPLY=()
  case "\${COMP_WORDS[COMP_CWORD-1]}" in
    ${[...valued].join('|')}) return ;;
  esac
  case "$path" in
${offers.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _viper viper
`;
}

const fishQuoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

function fishScript(words: readonly CommandWords[]): string {
  const paths = words.map(({ path }) => path).filter((path) => path !== '');
  const lines = words.flatMap(({ path, commands, options }) => {
    const at = `complete -c viper -n ${fishQuoted(`__viper_at ${fishQuoted(path)}`)}`;
    return [
      ...commands.map(({ name, about }) => `${at} -f -a ${name} -d ${fishQuoted(about)}`),
      ...options.map(
        ({ flag, about, takesValue }) => `${at} -l ${flag.slice(2)} -d ${fishQuoted(about)}${takesValue ? ' -r' : ''}`,
      ),
    ];
  });
  return `function __viper_at
  set -l at
  for word in (commandline -opc)[2..-1]
    contains -- (string join ' ' $at $word) ${paths.map(fishQuoted).join(' ')}
    and set at $at $word
  end
  test "$at" = "$argv[1]"
end
${lines.join('\n')}
`;
}
