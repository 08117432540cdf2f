import { FailureError } from '@shared/failure'
import type { TaskId } from '@shared/units'
import { gatherDiagnostics } from '../../log/gather-diagnostics'
import type { Context } from '../context'
import type { Session } from '../session'

/** Prints what helps to find a fault, also when the engine cannot start. */
export async function diagnostics(context: Context): Promise<number> {
  const { paths, home, version } = context
  const place = { program: 'terminal', version, paths, home, now: Date.now() } as const
  let session: Session | { readonly unavailable: string }
  try {
    session = await context.open(false)
  } catch (error) {
    if (!(error instanceof FailureError)) throw error
    session = { unavailable: error.message }
  }
  if ('unavailable' in session) {
    tell(context, await gatherDiagnostics(session, place))
    return 0
  }
  const { settings, tasks, invoke } = session
  const engine = { settings, tasks, groupProblems: (id: TaskId) => invoke('groupProblems', id) }
  try {
    tell(context, await gatherDiagnostics(engine, place))
    return 0
  } finally {
    await session.close()
  }
}

function tell({ terminal }: Context, text: string): void {
  terminal.emit({ event: 'diagnostics', text })
  for (const line of text.trimEnd().split('\n')) terminal.answer(line)
}
