import type { EngineCommandName, Handlers } from '@shared/ipc'

/** Commands after which somebody relies on what was done. */
const changing = [
  'addTask',
  'pauseTasks',
  'resumeTasks',
  'cancelTasks',
  'retryTasks',
  'retryProblems',
  'removeTasks',
] as const satisfies readonly EngineCommandName[]

/** The commands, each answered only when what it changed survives a power cut. */
export function lastingCommands(
  commands: Handlers<EngineCommandName>,
  durable: () => Promise<void>,
): Handlers<EngineCommandName> {
  const lasting = changing.map((name) => {
    // Name and input belong together by the table; the union of all commands cannot express that.
    const run = commands[name] as (input: unknown) => unknown
    const runAndWait = async (input: unknown) => {
      const value = await run(input)
      await durable()
      return value
    }
    return [name, runAndWait] as const
  })
  return { ...commands, ...Object.fromEntries(lasting) }
}
