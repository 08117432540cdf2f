import { mkdirSync, readdirSync, readlinkSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { createEngine } from '../src/main/engine/engine'
import type { Log } from '../src/main/engine/ports/ports'
import { createDispatch } from '../src/main/host/dispatch'
import { createLog, joinLogs } from '../src/main/host/log/log'
import { openLogFile } from '../src/main/host/log/log-file'
import { logTasks } from '../src/main/host/log/log-tasks'
import { boundRate } from '../src/main/host/log/rate-limit'
import { machinePorts, workerFiles } from '../src/main/host/machine'

// The real engine in a process of its own for long runs: runs the commands of its parent, and reports what it holds. Its
// arguments are the data folder, the folder for downloads and the folder of the project.

const [data = '', target = '', project = ''] = process.argv.slice(2)
for (const folder of [data, target]) mkdirSync(folder, { recursive: true })

/** Uncaught errors, what Node warned of, and errors that were logged. */
const bugs: string[] = []
const noteBug = (kind: string) => (error: unknown) =>
  bugs.push(`${kind}: ${error instanceof Error ? error.stack : String(error)}`)
process.on('uncaughtException', noteBug('uncaught exception'))
process.on('unhandledRejection', noteBug('unhandled rejection'))
process.on('warning', noteBug('warning'))

const listen: Log = (level, message, details) => {
  if (level === 'error') bugs.push(`logged: ${message} ${JSON.stringify(details)}`)
}
const write = openLogFile(join(data, 'logs', 'galleon.log'))
const log = joinLogs(
  listen,
  boundRate(createLog({ write, home: '', withDebug: true, now: Date.now }), () => performance.now()),
)
const engine = createEngine({
  ...machinePorts(),
  files: {
    database: join(data, 'galleon.db'),
    config: join(data, 'config.json'),
    recipes: { builtIn: join(project, 'resources/recipes'), own: join(data, 'recipes') },
    workers: workerFiles(import.meta.dirname),
    downloads: target,
    home: homedir(),
    temporary: tmpdir(),
  },
  log,
  userAgent: 'Galleon soak',
})
const endLog = logTasks(engine, log)
const dispatch = createDispatch(engine.commands, { caller: 'terminal', durable: engine.durable, log })

/** Open files by what they lead to; null where the system does not report them. */
function openFiles(): readonly string[] | null {
  try {
    return readdirSync('/proc/self/fd').flatMap((number) => {
      try {
        return [readlinkSync(`/proc/self/fd/${number}`)]
      } catch {
        // The one that the list itself was read with.
        return []
      }
    })
  } catch {
    return null
  }
}

function countByName(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1
  return counts
}

/** Turns of the event loop that finalizing takes at most; what still waits then is a leak. */
const mostTurns = 100

/** What this process holds now; with `gc` after a collection of garbage. */
async function sample(gc: boolean) {
  if (gc) {
    globalThis.gc?.()
    // Native objects that were collected are finalized in later turns, one after another: each counts as an Immediate.
    const hasImmediate = () => process.getActiveResourcesInfo().includes('Immediate')
    for (let turn = 0; turn === 0 || (turn < mostTurns && hasImmediate()); turn += 1) await nextTurn()
  }
  const { rss, heapUsed, heapTotal, external } = process.memoryUsage()
  const files = openFiles()
  const resources = countByName(process.getActiveResourcesInfo())
  return {
    rss,
    heapUsed,
    heapTotal,
    external,
    handles: files?.length ?? null,
    sockets: files?.filter((path) => path.startsWith('socket:')).length ?? null,
    files: files === null ? null : countByName(files.map((path) => path.replace(/:\[\d+\]$/, ''))),
    timers: (resources['Timeout'] ?? 0) + (resources['Immediate'] ?? 0),
    resources,
    listeners: process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0),
    bugs,
  }
}

async function doAs(name: string, input: unknown): Promise<unknown> {
  if (name === 'sample') return { ok: true, value: await sample(input === true) }
  if (name === 'tasks') return { ok: true, value: engine.snapshot().tasks }
  if (name === 'close') {
    await engine.close()
    endLog()
    return { ok: true, value: await sample(true) }
  }
  return dispatch(name, input)
}

process.on('message', ({ id, name, input }: { id: number; name: string; input: unknown }) => {
  void doAs(name, input).then((said) => process.send?.({ id, said }))
})
process.on('disconnect', () => {
  // Without its parent the process ends once it holds nothing: what stays is a leak.
})
process.send?.({ id: 0 })
