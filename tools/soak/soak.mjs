import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { sha256 } from '../../test/site/pictures.mjs'
import { checkFiles } from '../shared/check-files.mjs'
import { createRandom } from '../shared/seeded-random.mjs'
import { startSiteProcess } from '../shared/site-process.mjs'
import { withTemporaryFolder } from '../shared/temporary-folder.mjs'
import { startEngine } from './engine-process.mjs'
import { filesOfPage, isLost, pictureOf } from './faults.mjs'
import { judge } from './judge.mjs'
import { createUserActions } from './user-actions.mjs'

const FILES_ON_PAGE = 50
const PAGES_OF_TASK = 10
/** Longest wait for idle connections and other things that end after a while. */
const REST_LIMIT_MS = 40_000
/** No image ended for so long: it hangs. */
const STALL_MS = 120_000

const settings = {
  tasksAtOnce: 6,
  connections: 32,
  connectionsPerSite: 12,
  network: { longestBackoffMs: 500, idleTimeoutMs: 20_000 },
}

/** @typedef {import('./engine-process.mjs').SoakEngine} SoakEngine */
/** @typedef {import('./engine-process.mjs').SoakTask} SoakTask */
/** @typedef {import('./engine-process.mjs').Sample} Sample */
/** A range of pages and the paths of their files. @typedef {{ address: string, paths: readonly string[] }} Planned */

/**
 * @typedef {object} SoakOptions
 * @property {number} files of a round
 * @property {number} minutes rounds are added until they have passed
 * @property {number} seed
 * @property {(line: string) => void} report progress
 * @property {number} [sampleMs] between two samples, each with one action of the user; 1 s by default
 * @property {number} [keepAliveMs] idle connections of the site are closed after this time; 60 s by default, so that the
 *   client closes them after its own 10 s
 */

/**
 * The tasks of one round, on the origins in turn.
 *
 * @param {number} round
 * @param {number} files
 * @param {readonly string[]} origins
 */
function planRound(round, files, origins) {
  const pages = Math.max(1, Math.round(files / FILES_ON_PAGE))
  /** @type {Planned[]} */
  const tasks = []
  for (let first = 0; first < pages; first += PAGES_OF_TASK) {
    const id = round * 10_000 + tasks.length + 1
    const count = Math.min(PAGES_OF_TASK, pages - first)
    const origin = origins[tasks.length % origins.length] ?? ''
    const paths = Array.from({ length: count }, (_, page) => filesOfPage(`${id}/${page + 1}`, FILES_ON_PAGE))
    tasks.push({ address: `${origin}/t/${id}/[1-${count}].html`, paths: paths.flat() })
  }
  return tasks
}

/**
 * Lets the real engine download from a misbehaving site, with random actions of a user, and judges the outcome. Needs
 * `bundlePrograms`.
 *
 * @param {SoakOptions} options
 */
export async function runSoak(options) {
  const { seed, keepAliveMs = 60_000 } = options
  return await withTemporaryFolder('soak', async (folder) => {
    await mkdir(join(folder, 'data'))
    await writeFile(join(folder, 'data', 'config.json'), JSON.stringify(settings))
    const script = join(import.meta.dirname, 'site.mjs')
    const site = await startSiteProcess(script, `${seed}`, `${FILES_ON_PAGE}`, `${keepAliveMs}`)
    const engine = await startEngine(folder)
    try {
      return await soak(options, engine, JSON.parse(site.line), join(folder, 'target'))
    } finally {
      engine.kill()
      await engine.ended
      site.stop()
    }
  })
}

/**
 * @param {SoakOptions} options
 * @param {SoakEngine} engine
 * @param {readonly string[]} origins
 * @param {string} target
 */
async function soak(options, engine, origins, target) {
  const { files, minutes, seed, report, sampleMs = 1000, keepAliveMs = 60_000 } = options
  /** @param {string} address */
  const add = (address) =>
    engine.invoke('addTask', { address, recipe: null, folder: target, options: {}, startLater: false })
  const user = createUserActions(engine, add, createRandom(seed), Math.ceil(files / 1000))

  // The worker, the code and the pools exist from the first page on: only what comes on top counts.
  const planned = planRound(9, FILES_ON_PAGE, origins)
  for (const { address } of planned) await add(address)
  await whenEnded(engine, sampleMs, async () => {})
  const start = await whenStill(engine, Math.min(15_000, keepAliveMs + 1000))

  const startedAt = performance.now()
  /** @type {(Sample & { done: number, round: number })[]} */
  const samples = []
  for (let round = 0; round === 0 || performance.now() - startedAt < minutes * 60_000; round++) {
    const tasks = planRound(round, files, origins)
    planned.push(...tasks)
    for (const { address } of tasks) await add(address)
    const addresses = new Set(tasks.map(({ address }) => address))
    const total = tasks.reduce((sum, { paths }) => sum + paths.length, 0)
    await whenEnded(engine, sampleMs, async (all) => {
      const ended = endedFilesOf(all.filter(({ request }) => addresses.has(request.address)))
      const sample = await engine.sample(samples.length % 5 === 0)
      samples.push({ ...sample, done: ended / total, round })
      report(lineOf(performance.now() - startedAt, `${ended}/${total}`, sample, user.actions))
      if (ended < total * 0.95) await user.act(all)
      else await user.resumeAll(all)
    })
  }
  const seconds = (performance.now() - startedAt) / 1000
  const counts = (await engine.tasks()).map(({ progress }) => progress.counts)
  const reported = counts.reduce((sum, { failed, pagesFailed }) => sum + failed + pagesFailed, 0)
  const end = await whenBack(engine, start)
  const left = leftOver(await engine.close())
  engine.release()
  const exit = await Promise.race([engine.ended, wait(20_000, 'does not end', { ref: false })])

  const paths = planned.flatMap((task) => task.paths)
  const good = paths.filter((path) => !isLost(seed, path))
  const found = await checkFiles(
    target,
    good.map((path) => sha256(pictureOf(seed, path))),
  )
  const lastRound = samples.at(-1)?.round ?? 0
  const verdicts = judge({
    files: found,
    failed: { reported, planted: paths.length - good.length },
    // Of several rounds the first one is the first quarter, and the last one the end.
    samples: samples.map(({ done, rss, round }) => ({
      rss,
      done: lastRound === 0 ? done : round / lastRound,
    })),
    start,
    end,
    left,
    exit,
  })
  return { verdicts, seconds, files: paths.length, end, found, actions: user.actions }
}

/** @param {readonly SoakTask[]} tasks */
function endedFilesOf(tasks) {
  return tasks.reduce(
    (sum, { progress: { counts } }) => sum + counts.saved + counts.skipped + counts.failed,
    0,
  )
}

/**
 * Resolves when every task has ended; `look` gets all tasks at every sample.
 *
 * @param {SoakEngine} engine
 * @param {number} sampleMs
 * @param {(tasks: readonly SoakTask[]) => Promise<void>} look
 */
async function whenEnded(engine, sampleMs, look) {
  let before = ''
  let movedAt = performance.now()
  for (;;) {
    const tasks = await engine.tasks()
    await look(tasks)
    if (tasks.every(({ state }) => state.kind === 'done')) return
    const failed = tasks.find(({ state }) => state.kind === 'failed')
    if (failed) throw new Error(`task ${failed.id} has failed: ${JSON.stringify(failed.state)}`)
    const now = JSON.stringify(tasks.map(({ progress: { counts } }) => counts))
    if (now !== before) movedAt = performance.now()
    before = now
    if (performance.now() - movedAt > STALL_MS) {
      throw new Error(`no progress: ${JSON.stringify(tasks.filter(({ state }) => state.kind !== 'done'))}`)
    }
    await wait(sampleMs)
  }
}

/**
 * What the engine holds once it holds the same as `restMs` before, after idle connections were closed.
 *
 * @param {SoakEngine} engine
 * @param {number} restMs
 */
async function whenStill(engine, restMs) {
  const deadline = performance.now() + REST_LIMIT_MS
  for (let before = await engine.sample(true); ; ) {
    await wait(restMs)
    const now = await engine.sample(true)
    const isStill = before.handles === now.handles && before.timers === now.timers
    if (isStill || performance.now() > deadline) return now
    before = now
  }
}

/**
 * What the engine holds once it holds no more than `goal`; at the latest after a while.
 *
 * @param {SoakEngine} engine
 * @param {Sample} goal
 */
async function whenBack(engine, goal) {
  const deadline = performance.now() + REST_LIMIT_MS
  for (;;) {
    const now = await engine.sample(true)
    const isBack =
      Number(now.handles) <= Number(goal.handles) &&
      Number(now.sockets) <= Number(goal.sockets) &&
      now.timers <= goal.timers &&
      now.listeners <= goal.listeners
    if (isBack || performance.now() > deadline) return now
    await wait(500)
  }
}

/**
 * What keeps a closed engine's process alive, except for the channels to its parent.
 *
 * @param {Sample} closed
 */
function leftOver({ resources }) {
  return Object.entries(resources)
    .filter(([name]) => name !== 'PipeWrap' && name !== 'TTYWrap')
    .map(([name, count]) => `${count} ${name}`)
}

/**
 * @param {number} ms
 * @param {string} files
 * @param {Sample} sample
 * @param {import('./user-actions.mjs').Actions} actions
 */
function lineOf(ms, files, { rss, heapUsed, heapTotal, external, handles, sockets, timers, bugs }, actions) {
  /** @param {number} bytes */
  const mib = (bytes) => `${Math.round(bytes / 1024 ** 2)}`.padStart(4)
  return [
    `${Math.round(ms / 1000)} s`.padStart(7),
    files.padStart(13),
    `rss ${mib(rss)} MiB`,
    `heap ${mib(heapUsed)} of ${mib(heapTotal)} MiB`,
    `buffers ${mib(external)} MiB`,
    `handles ${handles}`,
    `sockets ${sockets}`,
    `timers ${timers}`,
    `bugs ${bugs.length}`,
    `p/r/c/t ${actions.pauses}/${actions.resumes}/${actions.cancels}/${actions.retries}`,
  ].join('  ')
}
