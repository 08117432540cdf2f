import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sha256 as hashOf } from '../../test/site/pictures.mjs'

/** @typedef {import('./disk-state.mjs').Tree} Tree */
/** @typedef {import('./disk-state.mjs').Records} Records */

/**
 * @template Row
 * @param {readonly Row[]} rows
 * @param {(row: Row) => string} keyOfRow
 * @returns {Map<string, Row[]>}
 */
function groupBy(rows, keyOfRow) {
  /** @type {Map<string, Row[]>} */
  const groups = new Map()
  for (const row of rows) groups.set(keyOfRow(row), [...(groups.get(keyOfRow(row)) ?? []), row])
  return groups
}

/**
 * `2-3` of `Some gallery/003 2-3.jpg`.
 *
 * @param {string} path
 */
const keyOf = (path) => /(\d+-\d+)\.\w+$/.exec(path)?.[1] ?? ''

/**
 * What must be true at every instant: problems as sentences, none when all is well.
 *
 * @param {Tree} tree
 * @param {Records | null} records
 * @param {ReadonlyMap<string, string>} truth
 */
export function checkInstant(tree, records, truth) {
  const problems = tree.halfRecords.map((path) => `${path} is no whole record`)
  for (const { path, sha256 } of tree.files) {
    if (truth.get(keyOf(path)) !== sha256) problems.push(`${path} is not what the site has`)
  }
  if (records === null) return problems
  if (!records.opens || records.integrity !== 'ok') problems.push(`the database: ${records.integrity}`)
  for (const { state, file, root, folder, sha256 } of records.images) {
    if ((state !== 'saved' && state !== 'skipped') || file === null) continue
    const path = join(root, folder, file)
    if (!existsSync(path)) problems.push(`${folder}/${file} is ${state} and not there`)
    else if (hashOf(readFileSync(path)) !== sha256) problems.push(`${folder}/${file} is not as its row says`)
  }
  return problems
}

/**
 * What must be true after the download was resumed, ended or not.
 *
 * @param {{ tree: Tree, records: Records | null }} killed
 * @param {Tree} tree
 * @param {readonly import('./site.mjs').Asked[]} asked since the last kill
 * @param {(address: string) => number} readers how many tasks read a page
 */
export function checkResumed(killed, tree, asked, readers = () => 1) {
  const problems = []
  const now = new Map(tree.files.map((file) => [file.path, file]))
  const paths = new Set(asked.map(({ path }) => path))
  for (const { path, ino, mtimeMs } of killed.tree.files) {
    const file = now.get(path)
    if (file === undefined) problems.push(`${path} was finished and is gone`)
    else if (file.ino !== ino || file.mtimeMs !== mtimeMs)
      problems.push(`${path} was finished and was touched`)
    const key = keyOf(path)
    if ([...paths].some((other) => keyOf(other) === key))
      problems.push(`${path} was finished and asked for again`)
  }
  const read = new Map()
  for (const { address, state } of killed.records?.pages ?? []) {
    if (state === 'read') read.set(address, (read.get(address) ?? 0) + 1)
  }
  for (const [address, times] of read) {
    const isKnownToAll = times >= readers(address)
    if (isKnownToAll && paths.has(new URL(address).pathname)) problems.push(`${address} was read again`)
  }
  return problems
}

/**
 * What must be true once all work has ended: no partial file is left.
 *
 * @param {Tree} tree
 */
export function checkLeftovers(tree) {
  return tree.parts.map(({ path }) => `${path} is left over`)
}

/**
 * Beyond what a partial file kept, so much of what the program has received may be lost for each picture that is being
 * downloaded: 128 KiB that are collected, 256 KiB that came and were not read yet, and a portion that the site has just sent.
 */
const mostWaste = (128 + 256 + 64) * 1024

/**
 * Bytes that went over the line twice.
 *
 * @param {{ tree: Tree, records: Records | null }} killed
 * @param {readonly import('./site.mjs').Asked[]} before of the last run that was killed
 * @param {readonly import('./site.mjs').Asked[]} after
 */
export function countWaste(killed, before, after) {
  const problems = []
  let bytes = 0
  let pictures = 0
  const done = new Set(killed.tree.files.map(({ path }) => keyOf(path)))
  const rows = groupBy(killed.records?.images ?? [], ({ address }) => new URL(address).pathname)
  for (const [pathname, images] of rows) {
    if (done.has(keyOf(pathname))) continue
    const taken = before.filter(({ path, taken }) => path === pathname && taken !== undefined)
    const sent = Math.max(0, ...taken.map(({ from, taken = 0 }) => from + taken))
    const again = after.find(({ path }) => path === pathname)
    if (sent === 0 || again === undefined) continue
    const part = killed.tree.parts.find(({ path }) => images.some(({ id }) => path.endsWith(`-${id}.part`)))
    if (part !== undefined && again.from !== part.bytes) {
      problems.push(`${pathname}: ${part.bytes} bytes were kept, but it was resumed from ${again.from}`)
    }
    bytes += Math.max(0, sent - again.from)
    pictures++
    if (sent - again.from > mostWaste)
      problems.push(`${pathname}: ${sent - again.from} bytes were fetched again`)
  }
  return { bytes, pictures, problems }
}

/** @param {unknown} one @param {unknown} other */
const byText = (one, other) => (String(one) < String(other) ? -1 : 1)

/**
 * The columns that the end of a task is compared by.
 *
 * @typedef {{ tasks: readonly Pick<import('./disk-state.mjs').TaskRow, 'state' | 'tally'>[],
 *   pages: readonly import('./disk-state.mjs').PageRow[],
 *   images: readonly Pick<import('./disk-state.mjs').ImageRow, 'address' | 'state' | 'file' | 'sha256' | 'part'>[] }} EndRows
 */

/**
 * @param {Tree} tree
 * @param {EndRows | null} records
 * @param {string} origin
 */
function endOfTasks(tree, records, origin) {
  const galleries = [...tree.galleries].map(([folder, record]) => ({
    record: { ...record, savedAt: null },
    files: tree.files
      .filter(({ path }) => path.startsWith(`${folder}/`))
      .map(({ path, sha256 }) => [path.slice(folder.length + 1), sha256])
      .toSorted(byText),
  }))
  const tasks = (records?.tasks ?? []).map(({ state, tally }) => ({
    state: JSON.parse(state).kind,
    tally: JSON.parse(tally),
  }))
  const images = (records?.images ?? [])
    .map(({ address, state, file, sha256, part }) => [address, state, file, sha256, part])
    .toSorted(byText)
  const pages = (records?.pages ?? []).map(({ address, state }) => [address, state]).toSorted(byText)
  const folders = [...tree.galleries.keys()].toSorted(byText)
  galleries.sort((a, b) => (a.record.source < b.record.source ? -1 : 1))
  const inGalleries = galleries.reduce((sum, { files }) => sum + files.length, 0)
  const strays = tree.files.length - inGalleries
  return JSON.stringify({ folders, galleries, strays, tasks, pages, images }, null, 1).replaceAll(
    origin,
    'SITE',
  )
}

/**
 * What a picture is asked for more than once, besides what fails: tasks that want it share one request.
 *
 * @param {readonly import('./site.mjs').Asked[]} asked in one run that was not killed
 * @param {Records | null} records
 */
export function checkAskedOnce(asked, records) {
  const saved = new Set(
    (records?.images ?? [])
      .filter(({ state }) => state === 'saved' || state === 'skipped')
      .map(({ address }) => new URL(address).pathname),
  )
  const whole = asked.filter(({ path, from }) => saved.has(path) && from === 0)
  const counts = groupBy(whole, ({ path }) => path)
  // One of them answers 503 at first.
  return [...counts]
    .filter(([path, requests]) => requests.length > (path.startsWith('/i/1-2.') ? 2 : 1))
    .map(([path, requests]) => `${path} was asked for ${requests.length} times`)
}

/**
 * The end of the tasks, without what may differ: times, ports, which of two galleries of one title came first, and what
 * depends on which of several tasks that share their galleries was quicker.
 *
 * @param {Tree} tree
 * @param {Records | null} records
 * @param {{ site: import('./site.mjs').KillSite, places: import('./program.mjs').Places }} round
 */
export function endState(tree, records, { site: { origin }, places }) {
  if (places.ranges.length === 1) return endOfTasks(tree, records, origin)
  /** @template Row @param {readonly Row[]} rows @returns {Row[]} each different row once */
  const once = (rows) => [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()]
  /** @param {string} state */
  const isThere = (state) => (state === 'saved' || state === 'skipped' ? 'there' : state)
  const tasks = (records?.tasks ?? []).map(({ tally, ...task }) => {
    const { saved, skipped, ...counts } = JSON.parse(tally)
    return { ...task, tally: JSON.stringify({ ...counts, there: saved + skipped }) }
  })
  const images = once(
    (records?.images ?? []).map(({ address, state, file, sha256, part }) => ({
      address,
      state: isThere(state),
      file,
      sha256,
      part,
    })),
  )
  const pages = once(records?.pages ?? [])
  return endOfTasks(tree, records && { tasks, images, pages }, origin)
}

/**
 * The first lines in which two ends differ.
 *
 * @param {string} expected
 * @param {string} got
 */
export function firstDifference(expected, got) {
  const [one, other] = [expected.split('\n'), got.split('\n')]
  const at = one.findIndex((line, index) => line !== other[index])
  return `${one.slice(at, at + 3).join(' ')} became ${other.slice(at, at + 3).join(' ')}`
}
