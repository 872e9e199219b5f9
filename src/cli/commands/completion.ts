/**
 * `viper completion`: lets the shell complete commands and options.
 */
import { defineCommand } from '../command.ts';
import { SHELLS, scriptFor, wordsOf } from '../completion/index.ts';
import { oneOf } from '../parse.ts';

export const completion = defineCommand({
  name: 'completion',
  register(program, { terminal }) {
    program
      .command('completion')
      .description('print what lets a shell complete commands and options')
      .argument('<shell>', SHELLS.join(', '))
      .addHelpText(
        'after',
        '\nExamples:\n  eval "$(viper completion bash)"       in ~/.bashrc\n  eval "$(viper completion zsh)"        in ~/.zshrc\n  viper completion fish | source        in ~/.config/fish/config.fish',
      )
      .action((shell: string) => terminal.print(scriptFor[oneOf('shell', shell, SHELLS)](wordsOf(program)).trimEnd()));
  },
});
