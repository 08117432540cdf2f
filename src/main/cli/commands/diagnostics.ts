import type { TaskId } from '@shared/model/units'
import type { Command } from 'commander'
import { gatherDiagnostics } from '../../host/log/diagnostics'
import { type Choose, type CommonOptions, examples, plain, withCommonOptions } from '../command'
import type { Context } from '../context'
import { withReading } from '../session/open-session'

/** Prints what helps to find a fault, also when the engine cannot start. */
export async function diagnostics(context: Context): Promise<number> {
  const { paths, home, version } = context
  const place = { program: 'terminal', version, paths, home, now: Date.now() } as const
  try {
    const text = await withReading(context, async ({ settings, tasks, invoke }) =>
      gatherDiagnostics(
        { settings, tasks: tasks.all, groupProblems: (id: TaskId) => invoke('groupProblems', id) },
        place,
      ),
    )
    print(context, text)
  } catch (error) {
    // Also a bug: this report is what helps to find it.
    const text = error instanceof Error ? error.message : String(error)
    print(context, await gatherDiagnostics({ unavailable: text }, place))
  }
  return 0
}

function print({ terminal }: Context, text: string): void {
  terminal.emit({ event: 'diagnostics', text })
  for (const line of text.trimEnd().split('\n')) terminal.answer(line)
}

/** Describes `galleon diagnostics`. */
export function addDiagnostics(program: Command, choose: Choose): void {
  withCommonOptions(program.command('diagnostics'))
    .description(
      'show what helps to find a fault: versions, settings, counts, the end of the log; no secrets',
    )
    .addHelpText('after', examples('galleon diagnostics > galleon.txt'))
    .action((options: CommonOptions) => choose(plain(options, diagnostics)))
}
