import type { Engine } from '../engine/api'
import { createEngine } from '../engine/engine'
import type { Log, Ports } from '../engine/ports/ports'
import { updateFormat } from '../engine/storage/database/update-format'
import type { ControlFile } from './control/control-file'
import { serveControl } from './control/control-server'
import type { Lock } from './data-folder'
import { logTasks } from './log/log-tasks'

/** An engine of this process, the lock on its folder, and the control socket for terminals. */
export interface EngineHost {
  readonly engine: Engine
  /** Closes the control socket, then the engine, and releases the lock when nothing is written any more. */
  close(): Promise<void>
}

/** What an engine and its lock are made of. */
export interface EngineHostOptions {
  /** Absolute path of the data folder. */
  readonly folder: string
  readonly ports: Ports
  /** Logs what happens to tasks; the log of the ports need not. */
  readonly taskLog: Log
  /** The program that other terminals reach the engine of; null: they cannot. */
  readonly owner: ControlFile['owner'] | null
}

/**
 * Starts the engine in this process, which holds the folder.
 *
 * Fails as `createEngine` does; the lock is released then.
 */
export async function startEngineHost(
  lock: Lock,
  { folder, ports, taskLog, owner }: EngineHostOptions,
): Promise<EngineHost> {
  await updateFormat({
    databaseFile: ports.files.database,
    workerFile: ports.files.workers.lists,
    onSlow: (bytes) =>
      ports.log(
        'warn',
        `updating the list of downloads (${Math.round(bytes / 1e6)} MB) to this version, once`,
      ),
  })
  const engine = startEngine(lock, ports)
  const endLog = logTasks(engine, taskLog)
  const control = owner === null ? null : await serveControl(engine, folder, owner, ports.log)
  return {
    engine,
    async close() {
      await control?.close()
      await engine.close()
      endLog()
      lock[Symbol.dispose]()
    },
  }
}

function startEngine(lock: Lock, ports: Ports): Engine {
  try {
    return createEngine(ports)
  } catch (error) {
    lock[Symbol.dispose]()
    throw error
  }
}
