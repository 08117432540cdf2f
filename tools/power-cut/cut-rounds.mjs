import { createHash } from 'node:crypto'
import { linkSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { checkInstant, checkLeftovers, checkResumed, endState, firstDifference } from '../kill/checks.mjs'
import { readRecords, readTree } from '../kill/disk-state.mjs'
import { argsToBegin, argsToResume, endOf, finishTasks, isComplete, startProgram } from '../kill/program.mjs'
import { startKillSite } from '../kill/site.mjs'
import { createRandom } from '../shared/seeded-random.mjs'
import { withTemporaryFolder } from '../shared/temporary-folder.mjs'
import { chanceCut, createDisk, plainCuts } from './disk-model.mjs'
import { traceProgram } from './trace.mjs'

/** Pages of two tasks that meet in one gallery. */
export const sharedRanges = ['[1-2]', '2']

/** Few and small: the power is cut at every write of them. */
const shape = { pages: 2, sizes: [2_000, 20_000, 5_000, 170_000, 9_000] }

/** @typedef {import('./trace.mjs').Step} Step */
/** @typedef {import('../kill/program.mjs').Places & { root: string }} Places */

/**
 * A download that was not cut, and the end that it came to.
 *
 * @typedef {{ places: Places, steps: readonly Step[], site: import('../kill/site.mjs').KillSite, state: string }} Recording
 * @typedef {{ steps: number, cuts: number, resumed: number, problems: string[] }} Result
 */

/**
 * @typedef {object} RecordOptions
 * @property {string} cli Galleon's terminal program
 * @property {readonly string[]} [ranges] pages of each task
 * @property {typeof traceProgram} [record] how the steps are recorded
 *
 * @typedef {object} CutOptions
 * @property {string} cli Galleon's terminal program
 * @property {number} seed
 * @property {number} variants random cuts after each step, besides the plain ones
 * @property {number} resumes after so many cuts the download is resumed to its end
 * @property {number} [every] the power is cut after one of so many steps; 1 by default
 * @property {(text: string) => void} [onProgress]
 * @property {(step: Step) => boolean} [without] steps that are dropped, to prove that these checks can fail
 */

/**
 * Records a download, to which any rounds of cuts may be done, one after another.
 *
 * @template T
 * @param {RecordOptions} options
 * @param {(recording: Recording) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withDownload({ cli, ranges = [`[1-${shape.pages}]`], record = traceProgram }, work) {
  const site = await startKillSite(shape)
  try {
    return await withTemporaryFolder('power', async (top) => {
      const root = join(top, 'disk')
      const places = { root, ranges, target: join(root, 'target'), data: join(root, 'data') }
      mkdirSync(root)
      const steps = await record([cli, ...argsToBegin(site, places)], join(top, 'trace'), places.data)
      const tree = readTree(places.target)
      if (tree.files.length !== site.truth.size) throw new Error('the recorded run did not get every picture')
      const state = endState(tree, await readRecords(places.data), { site, places })
      return await work({ places, steps, site, state })
    })
  } finally {
    await site.close()
  }
}

/**
 * Cuts the power after every step of a download, in several ways each.
 *
 * @param {Recording} recorded
 * @param {CutOptions} options
 * @returns {Promise<Result>}
 */
export async function cutRounds(
  recorded,
  { cli, seed, variants, resumes, every = 1, onProgress = () => {}, without = () => false },
) {
  const recording = { ...recorded, steps: recorded.steps.filter((step) => !without(step)) }
  onProgress(`${recording.steps.length} steps recorded`)
  return await cutAll(recording, { cli, seed, variants, resumes, every, onProgress })
}

/**
 * @param {Recording} recording
 * @param {Required<Pick<CutOptions, 'cli' | 'seed' | 'variants' | 'resumes' | 'every' | 'onProgress'>>} options
 * @returns {Promise<Result>}
 */
async function cutAll(recording, { cli, seed, variants, resumes, every, onProgress }) {
  const { places, steps } = recording
  const chance = createRandom(seed)
  const disk = createDisk(places.root)
  /** @type {string[]} */
  const problems = []
  const printed = readSavedEvents()
  let cuts = 0
  let resumed = 0
  let counted = 0
  /** What was found on a disk, by what was on it: flushed soon after, most writes leave the same one in every way. */
  /** @type {Map<string, readonly string[]>} */
  const looked = new Map()
  const possible = Math.ceil(steps.length / every) * (plainCuts.length + variants)
  for (const [index, step] of steps.entries()) {
    if (step.kind === 'printed') printed.read(step.text)
    if (!disk.apply(step) || counted++ % every !== 0) continue
    const all = [...plainCuts, ...Array.from({ length: variants }, () => chanceCut(chance))]
    for (const cut of all) {
      const where = `step ${index} (${step.kind}), ${cut.text}`
      const left = disk.after(cut)
      cuts++
      const key = `${printed.saved.length} ${hashOf(left)}`
      if (!looked.has(key)) {
        writeDisk(places.root, left)
        looked.set(key, await lookAt(recording, printed.saved))
      }
      const found = [...(looked.get(key) ?? [])]
      const isResumed = chance.next() < (resumes * 2) / possible && resumed < resumes
      if (found.length === 0 && isResumed) {
        resumed++
        writeDisk(places.root, left)
        found.push(...(await resume(recording, cli, printed.saved)))
      }
      problems.push(...found.map((text) => `${where}: ${text}`))
    }
    if (problems.length > 20) break
    if (counted % 100 === 0)
      onProgress(`${index} of ${steps.length} steps, ${cuts} cuts, ${problems.length} problems`)
  }
  return { steps: steps.length, cuts, resumed, problems }
}

/** @typedef {{ event: string, path: string, sha256: string, url: string }} SavedEvent a line of `--json` */

/** Collects the files that the program printed as saved. */
function readSavedEvents() {
  let rest = ''
  /** @type {SavedEvent[]} */
  const saved = []
  return {
    saved,
    /** @param {string} text */
    read(text) {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        /** @type {SavedEvent} */
        const event = JSON.parse(line)
        if (event.event === 'saved') saved.push(event)
      }
    },
  }
}

/**
 * The same for two disks with the same folders and files.
 *
 * @param {import('./disk-model.mjs').Survivors} survivors
 */
function hashOf({ folders, files, same }) {
  const hash = createHash('sha256')
  const lengths = [...files].map(([path, { length }]) => [path, length])
  hash.update(JSON.stringify([folders, lengths, [...same]]))
  for (const bytes of files.values()) hash.update(bytes)
  return hash.digest('base64')
}

/**
 * @param {string} root
 * @param {import('./disk-model.mjs').Survivors} survivors
 */
function writeDisk(root, { folders, files, same }) {
  rmSync(root, { recursive: true, force: true })
  for (const folder of folders) mkdirSync(folder, { recursive: true })
  for (const [path, bytes] of files) writeFileSync(path, bytes)
  for (const [path, first] of same) {
    mkdirSync(dirname(path), { recursive: true })
    linkSync(first, path)
  }
}

/**
 * What must be true as soon as the power is back.
 *
 * @param {Recording} recording
 * @param {readonly SavedEvent[]} saved
 */
async function lookAt({ places, site }, saved) {
  const tree = readTree(places.target)
  const records = await readRecords(places.data)
  const problems = checkInstant(tree, records, site.truth)
  const files = new Map(tree.files.map(({ path, sha256 }) => [join(places.target, path), sha256]))
  for (const { path, sha256 } of saved) {
    if (files.get(path) !== sha256) problems.push(`${path} was printed as saved and is not there`)
  }
  // A row names each file that has its final name, or is about to have it.
  for (const [path, sha256] of files) {
    const isKnown = records?.images.some(
      (row) => row.file !== null && join(row.root, row.folder, row.file) === path && row.sha256 === sha256,
    )
    if (!isKnown) problems.push(`${path} has its name and no record knows it`)
  }
  return problems
}

/**
 * Resumes the download; at its end everything must be as without the power cut.
 *
 * @param {Recording} recording
 * @param {string} cli
 * @param {readonly SavedEvent[]} saved
 */
async function resume({ places, site, state }, cli, saved) {
  const before = { tree: readTree(places.target), records: await readRecords(places.data) }
  await changeBootId(places.data)
  site.reset()
  // Every task reads each page of the small site, but the second one of two only the last.
  /** @param {string} address */
  const readers = (address) => (address.endsWith(`/${shape.pages}.html`) ? places.ranges.length : 1)
  const end = await endOf(startProgram(cli, argsToResume(before.records, site, places)))
  await finishTasks(cli, site, places)
  const tree = readTree(places.target)
  const isDone = isComplete(before.records, site, places)
  const problems = isDone ? [] : [...checkResumed(before, tree, site.log, readers), ...checkLeftovers(tree)]
  const got = endState(tree, await readRecords(places.data), { site, places })
  if (!isDone && got !== state)
    problems.push(`its end differs (exit code ${end.code}): ${firstDifference(state, got)}`)
  for (const { url } of saved) {
    if (site.log.some(({ path }) => url.endsWith(path)))
      problems.push(`${url} was printed as saved and fetched again`)
  }
  return problems
}

/**
 * Records of partial files hold the id of the machine's start: after a power cut it is another one.
 *
 * @param {string} data
 */
async function changeBootId(data) {
  const { DatabaseSync } = await import('@photostructure/sqlite')
  try {
    const database = new DatabaseSync(join(data, 'galleon.db'))
    const sql = "UPDATE images SET part = json_set(part, '$.boot', 'another') WHERE part IS NOT NULL"
    try {
      database.exec(sql)
    } finally {
      database.close()
    }
  } catch {
    // The cut came before there were tables.
  }
}
