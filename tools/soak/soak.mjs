import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createRandom } from '../shared/seeded-random.mjs'
import { checkFiles } from './check-files.mjs'
import { filesOfPage, isLost, pictureOf } from './faults.mjs'
import { judge } from './judge.mjs'
import { startEngine, startSite } from './processes.mjs'
import { createUserActions } from './user-actions.mjs'

const FILES_ON_PAGE = 50
const PAGES_OF_TASK = 10
const SAMPLE_MS = 1000
/** Longest wait for connections that rest and other things that end by themselves. */
const REST_LIMIT_MS = 40_000
/** No image ended for so long: it hangs. */
const STALL_MS = 120_000

const settings = {
  tasksAtOnce: 6,
  connections: 32,
  connectionsPerSite: 12,
  network: { longestBackoffMs: 500, idleTimeoutMs: 20_000 },
}

/** Tasks of one round: each a range of pages, on the origins in turn. */
function planRound(round, files, origins) {
  const pages = Math.max(1, Math.round(files / FILES_ON_PAGE))
  const tasks = []
  for (let first = 0; first < pages; first += PAGES_OF_TASK) {
    const number = round * 10_000 + tasks.length + 1
    const count = Math.min(PAGES_OF_TASK, pages - first)
    const paths = Array.from({ length: count }, (_, page) =>
      filesOfPage(`${number}/${page + 1}`, FILES_ON_PAGE),
    ).flat()
    const origin = origins[tasks.length % origins.length]
    tasks.push({ address: `${origin}/t/${number}/[1-${count}].html`, paths })
  }
  return tasks
}

/**
 * Lets the real engine download from a misbehaving site, under the hands of a restless person, and judges what came of it.
 *
 * `files` are those of a round; rounds are added until `minutes` have passed. `tell` gets a line of progress now and then.
 *
 * @param {{ files: number, minutes: number, seed: number, tell: (line: string) => void }} options
 */
export async function runSoak({ files, minutes, seed, tell }) {
  const folder = mkdtempSync(join(tmpdir(), 'galleon-soak-'))
  mkdirSync(join(folder, 'data'))
  writeFileSync(join(folder, 'data', 'config.json'), JSON.stringify(settings))
  const site = await startSite(seed, FILES_ON_PAGE)
  const engine = await startEngine(folder)
  try {
    return await soak({ files, minutes, seed, tell, folder, site, engine })
  } finally {
    engine.kill()
    await engine.ended
    site.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function soak({ files, minutes, seed, tell, folder, site, engine }) {
  const { invoke } = engine
  const target = join(folder, 'target')
  const chance = createRandom(seed)
  const add = (address) =>
    invoke('addTask', { address, recipe: null, folder: target, options: {}, startLater: false })
  const mischief = createUserActions({ invoke, add, chance, mostCancels: Math.ceil(files / 1000) })

  // The worker, the code and the pools are there from the first page on: what counts is what comes on top.
  const warmUp = planRound(9, FILES_ON_PAGE, site.origins)
  for (const { address } of warmUp) await add(address)
  await ended(invoke, () => {})
  const start = await rested(invoke, null)

  const startedAt = performance.now()
  const planned = [...warmUp]
  const samples = []
  for (let round = 0; ; round++) {
    const tasks = planRound(round, files, site.origins)
    planned.push(...tasks)
    for (const { address } of tasks) await add(address)
    const first = planned.length - tasks.length
    const inRound = tasks.reduce((sum, { paths }) => sum + paths.length, 0)
    await ended(invoke, async (all) => {
      const addresses = new Set(planned.slice(first).map(({ address }) => address))
      const saved = all
        .filter(({ request }) => addresses.has(request.address))
        .reduce((sum, { progress: { counts } }) => sum + counts.saved + counts.skipped + counts.failed, 0)
      const sample = await invoke('sample', samples.length % 5 === 0)
      // Of several rounds the first one is the first quarter, and the last one the end.
      samples.push({ ...sample, done: saved / inRound, round })
      tell(lineOf(performance.now() - startedAt, saved, inRound, sample, mischief.deeds))
      if (saved < inRound * 0.95) await mischief.act(all)
      else await mischief.settle(all)
    })
    if (performance.now() - startedAt >= minutes * 60_000) break
  }
  const seconds = (performance.now() - startedAt) / 1000
  const tasks = await invoke('tasks')
  const told = tasks.reduce((sum, { progress: { counts } }) => sum + counts.failed + counts.pagesFailed, 0)
  const end = await rested(invoke, start)
  const closed = await invoke('close')
  const left = leftOver(closed)
  engine.release()
  const exit = await Promise.race([engine.ended, wait(20_000, 'does not end', { ref: false })])

  const paths = planned.flatMap((task) => task.paths)
  const lost = paths.filter((path) => isLost(seed, path)).length
  const expected = function* () {
    for (const path of paths) if (!isLost(seed, path)) yield pictureOf(seed, path)
  }
  const found = await checkFiles(target, expected())
  const lastRound = samples.at(-1)?.round ?? 0
  const verdicts = judge({
    files: found,
    failed: { told, planted: lost },
    samples: samples.map(({ done, rss, round }) => ({
      rss,
      done: lastRound === 0 ? done : round / lastRound,
    })),
    start,
    end,
    left,
    exit,
  })
  return { verdicts, seconds, files: paths.length, samples, start, end, found, deeds: mischief.deeds }
}

/** Resolves when every task has ended; `look` is called each second with all tasks. */
async function ended(invoke, look) {
  let before = ''
  let movedAt = performance.now()
  for (;;) {
    const tasks = await invoke('tasks')
    await look(tasks)
    if (tasks.every(({ state }) => state.kind === 'done')) return
    const failed = tasks.find(({ state }) => state.kind === 'failed')
    if (failed) throw new Error(`task ${failed.id} has failed: ${JSON.stringify(failed.state)}`)
    const now = JSON.stringify(tasks.map(({ progress: { counts } }) => counts))
    if (now !== before) movedAt = performance.now()
    before = now
    if (performance.now() - movedAt > STALL_MS) {
      throw new Error(`nothing moves: ${JSON.stringify(tasks.filter(({ state }) => state.kind !== 'done'))}`)
    }
    await wait(SAMPLE_MS)
  }
}

/** What the engine holds once it holds no more than `goal`, or no less than a moment ago; at the latest after a while. */
async function rested(invoke, goal) {
  const deadline = performance.now() + REST_LIMIT_MS
  let before = null
  for (;;) {
    const now = await invoke('sample', true)
    const isBack =
      goal !== null && ['handles', 'sockets', 'timers', 'listeners'].every((name) => now[name] <= goal[name])
    // Connections rest for ten seconds before they close.
    const isStill =
      goal === null && before !== null && before.handles === now.handles && before.timers === now.timers
    if (isBack || isStill || performance.now() > deadline) return now
    before = now
    await wait(goal === null ? 15_000 : 1000)
  }
}

/** What keeps a closed engine's process alive, but for the ways to its parent. */
function leftOver({ resources }) {
  const ways = ['PipeWrap', 'TTYWrap']
  return Object.entries(resources)
    .filter(([name]) => !ways.includes(name))
    .map(([name, count]) => `${count} ${name}`)
}

function lineOf(
  ms,
  saved,
  of,
  { rss, heapUsed, heapTotal, external, handles, sockets, timers, bugs },
  deeds,
) {
  const mib = (bytes) => `${Math.round(bytes / 1024 ** 2)}`.padStart(4)
  return [
    `${Math.round(ms / 1000)} s`.padStart(7),
    `${saved}/${of}`.padStart(13),
    `rss ${mib(rss)} MiB`,
    `heap ${mib(heapUsed)} of ${mib(heapTotal)} MiB`,
    `buffers ${mib(external)} MiB`,
    `handles ${handles}`,
    `sockets ${sockets}`,
    `timers ${timers}`,
    `bugs ${bugs.length}`,
    `p/r/c/t ${deeds.pauses}/${deeds.resumes}/${deeds.cancels}/${deeds.retries}`,
  ].join('  ')
}
