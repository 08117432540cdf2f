import type { Log, Ports } from '../../engine/ports/ports'
import type { Lock } from '../../host/data-folder'
import { createDispatch, invokeOver } from '../../host/dispatch'
import { startEngineHost } from '../../host/engine-host'
import type { Session } from './session'

/** What an engine in this process needs; `taskLog` takes what happens to tasks. */
interface OwnSessionOptions {
  readonly folder: string
  readonly ports: Ports
  readonly taskLog: Log
  readonly serves: boolean
}

/**
 * Starts the engine in this process, which holds the folder, and lets further terminals command it if `serves`.
 *
 * Fails as `createEngine` does, and has given the lock back then.
 */
export async function openOwnSession(
  { folder, ports, serves, taskLog }: OwnSessionOptions,
  lock: Lock,
): Promise<Session> {
  const owner = serves ? 'terminal' : null
  const { engine, close } = await startEngineHost(lock, { folder, ports, taskLog, owner })
  let closing: Promise<void> | null = null

  return {
    owner: null,
    gone: new AbortController().signal,
    invoke: invokeOver(
      createDispatch(engine.commands, { caller: 'terminal', durable: engine.durable, log: ports.log }),
    ),
    async rebuilt() {
      await engine.jobs.ended('rebuild')
      const { rebuild } = engine.jobs.current()
      if (rebuild && rebuild.state !== 'working') await engine.commands.dismissJob('rebuild')
      return rebuild?.progress ?? null
    },
    settings: engine.settings,
    tasks: {
      all: () => engine.snapshot().tasks,
      get: (id) => engine.task(id),
      refresh: () => Promise.resolve(),
      onChange: (listener) =>
        engine.onDelta((delta) => {
          if (delta.kind === 'changed') listener(delta.task.id)
          else if (delta.kind === 'removed') listener(delta.id)
        }),
    },
    onEvent: (listener) => engine.onEvent(listener),
    close() {
      closing ??= close()
      return closing
    },
  }
}
