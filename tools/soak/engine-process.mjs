import { fork } from 'node:child_process'
import { join } from 'node:path'
import { projectFolder } from '../set-up/places.mjs'
import { bundleFolder } from '../shared/bundle-programs.mjs'

/**
 * What the engine's process holds; null where the system does not report it. `bugs`: uncaught errors, warnings of Node
 * and logged errors so far.
 *
 * @typedef {{ rss: number, heapUsed: number, heapTotal: number, external: number, handles: number | null,
 *   sockets: number | null, timers: number, listeners: number, resources: Record<string, number>,
 *   bugs: readonly string[] }} Sample
 */

/**
 * A task as the engine reports it, as far as it is used here.
 *
 * @typedef {{ id: number, request: { address: string }, state: { kind: string },
 *   progress: { counts: { saved: number, skipped: number, failed: number, pagesFailed: number } } }} SoakTask
 */

/**
 * A command of the engine was refused.
 */
export class RefusedError extends Error {
  /** @param {{ kind: string, detail: string }} failure */
  constructor(failure) {
    super(`${failure.kind}: ${failure.detail}`)
    this.kind = failure.kind
  }
}

/** @typedef {{ id: number, said?: { ok: true, value: unknown } | { ok: false, failure: { kind: string, detail: string } } }} Answer */

/**
 * Starts an engine in a process of its own, from the bundles of `bundlePrograms`.
 *
 * After `release` the process ends when it holds nothing any more.
 *
 * @param {string} folder for its data and downloads
 */
export async function startEngine(folder) {
  const args = [join(folder, 'data'), join(folder, 'target'), projectFolder]
  const host = fork(join(bundleFolder, 'soak-host.js'), args, { execArgv: ['--expose-gc'] })
  /** @type {Map<number, { resolve: (value: unknown) => void, reject: (error: Error) => void }>} */
  const waiting = new Map()
  let last = 0
  /** Its exit code or signal. @type {Promise<number | string | null>} */
  const ended = new Promise((resolve) => {
    host.on('exit', (code, signal) => {
      const error = new Error(`the engine's process ended: ${code ?? signal}`)
      for (const { reject } of waiting.values()) reject(error)
      resolve(code ?? signal)
    })
  })
  const ready = new Promise((resolve, reject) => waiting.set(0, { resolve, reject }))
  host.on('message', (message) => {
    const { id, said } = /** @type {Answer} */ (message)
    const request = waiting.get(id)
    waiting.delete(id)
    if (said === undefined || said.ok) request?.resolve(said?.value)
    else request?.reject(new RefusedError(said.failure))
  })
  await ready

  /** @param {string} name @param {unknown} [input] @returns {Promise<unknown>} */
  function invoke(name, input) {
    last += 1
    const id = last
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject })
      host.send({ id, name, input })
    })
  }
  return {
    ended,
    /** A command of the engine; rejects with RefusedError. */
    invoke,
    /** @returns {Promise<readonly SoakTask[]>} */
    tasks: async () => /** @type {readonly SoakTask[]} */ (await invoke('tasks')),
    /** @param {boolean} gc whether garbage is collected before @returns {Promise<Sample>} */
    sample: async (gc) => /** @type {Sample} */ (await invoke('sample', gc)),
    /** Closes the engine. @returns {Promise<Sample>} */
    close: async () => /** @type {Sample} */ (await invoke('close')),
    release: () => host.disconnect(),
    kill: () => host.kill('SIGKILL'),
  }
}

/** @typedef {Awaited<ReturnType<typeof startEngine>>} SoakEngine */
