import { Argument, type Command } from 'commander'
import { type Choose, type CommonOptions, examples, plain, withCommonOptions } from '../command'
import type { Context } from '../context'
import { completionScript, type Shell, shells } from '../output/completion-script'

/** Describes `galleon completion`; `program` holds all commands by the time it runs. */
export function addCompletion(program: Command, choose: Choose): void {
  withCommonOptions(program.command('completion'))
    .description('print a script that completes the command line in a shell; installed packages bring it')
    .addArgument(new Argument('<shell>', 'the shell').choices(shells))
    .addHelpText(
      'after',
      examples(
        'galleon completion bash > ~/.local/share/bash-completion/completions/galleon',
        'galleon completion zsh > ~/.zfunc/_galleon',
        'galleon completion fish > ~/.config/fish/completions/galleon.fish',
      ),
    )
    .action((shell: Shell, options: CommonOptions) => {
      choose(plain(options, (context) => print(context, completionScript(shell, program))))
    })
}

async function print({ terminal }: Context, script: string): Promise<number> {
  terminal.emit({ event: 'completion', script })
  for (const line of script.trimEnd().split('\n')) terminal.answer(line)
  return 0
}
