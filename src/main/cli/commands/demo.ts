import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { startDemoSite, usualPort } from '../../demo/demo-site'
import type { Context } from '../context'
import { runTasks } from './run-tasks'

/** What is missing on purpose in the demo gallery, each a problem at the end: one page and one picture. */
const intendedProblems = 2

/** Options of `galleon demo` as commander gives them. */
export interface DemoOptions {
  readonly output?: string
  readonly serve?: boolean
  /** Milliseconds. */
  readonly latency: number
  /** Bytes per second of one connection. */
  readonly rate: number
  readonly port?: number
}

/** A data folder that lives as long as the demo: the user's list of tasks stays as it is. */
export interface ThrowAwayFolder extends Disposable {
  readonly path: string
}

/** Creates it in the system's temporary folder; disposal deletes it. */
export function makeThrowAwayFolder(): ThrowAwayFolder {
  const path = mkdtempSync(join(tmpdir(), 'galleon-demo-'))
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) }
}

/**
 * Serves the demo gallery on this machine and downloads it, or only serves it.
 *
 * The exit code is 0 when only the intended problems occurred.
 */
export async function demo(context: Context, options: DemoOptions): Promise<number> {
  const { terminal, interruption, count, cwd } = context
  const { get: words } = terminal.texts
  const site = await startDemoSite({
    pictureFolder: context.demoPictures,
    latencyMs: options.latency,
    bytesPerSecond: options.rate,
    port: options.port ?? usualPort,
    orFree: options.port === undefined,
  })
  try {
    if (options.serve === true) {
      terminal.emit({ event: 'demo', address: site.address })
      terminal.answer(site.address)
      terminal.say(words.demoServed)
      await interruption.race(new Promise<never>(() => {}))
    }
    const folder = resolve(cwd, options.output ?? 'galleon-demo')
    terminal.say(words.demo(site.address))
    // The site ends with this process: nothing can be resumed later.
    const code = await runTasks({ ...context, typed: null }, async (session, follow) => {
      follow(await session.invoke('addTask', { address: site.address, folder }))
    })
    terminal.say(words.demoFolder(folder))
    if (interruption.signal.aborted) return code
    if (count.failed !== intendedProblems) return code
    terminal.say(words.demoProblems)
    return 0
  } finally {
    await site.close()
  }
}
